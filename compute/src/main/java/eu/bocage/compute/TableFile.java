package eu.bocage.compute;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A table's columns in one file: magic and version (12 bytes), SHA-256 of the card (32), {@link Layout#hash} (32), the
 * columns of {@link ColumnsDigest}, and SHA-256 over all that stands before them and the content's hash (32). Only its
 * owner may read it; it is whole or not there.
 *
 * <p>The columns hold numbers of values, and the list of places comes with the program. A file that was written under
 * another list is refused, never read as other places.
 */
final class TableFile {

    private static final byte[] MAGIC = {'B', 'O', 'C', 'A', 'G', 'E', 'T', 'B', 2, 0, 0, 0};

    /** With a private key in it. */
    private static final byte[] PRIVATE_MAGIC = {'B', 'O', 'C', 'A', 'G', 'E', 'T', 'B', 3, 0, 0, 0};
    private static final int HEAD = MAGIC.length + 64;

    private TableFile() {
    }

    /** Columns and their hash. */
    record Content(Columns columns, byte[] hash) {
    }

    /**
     * Writes a new file: a neighbour with mode 600 first, forced to the disk, then renamed, or deleted on a fault.
     *
     * @param hash of the columns, asked for once they are written
     */
    static void write(Path file, Columns columns, Supplier<byte[]> hash, byte[] card, Layout layout) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.deleteIfExists(fresh);
            try {
                try (FileChannel out = FileChannel.open(fresh,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                    byte[] head = ByteBuffer.allocate(HEAD).put(magic(layout)).put(card).put(layout.hash()).array();
                    writeAll(out, ByteBuffer.wrap(head));
                    ColumnsDigest.write(columns, bytes -> writeAll(out, bytes));
                    out.force(false);
                    writeAll(out, ByteBuffer.wrap(trailer(head, hash.get())));
                    out.force(true);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** @throws InvalidInput when it is damaged, of another version, another card's or under another list of places */
    static Content read(Path file, byte[] card, Layout layout) {
        try (FileChannel in = FileChannel.open(file)) {
            Reader reader = new Reader(in);
            byte[] head = reader.bytes(HEAD);
            if (!Arrays.equals(head, 0, 8, MAGIC, 0, 8)) {
                throw damaged(file);
            }
            if (!Arrays.equals(head, 8, MAGIC.length, magic(layout), 8, MAGIC.length)) {
                throw Json.invalid("", "le fichier " + file.getFileName() + " a été écrit par une autre version de "
                        + "Bocage ; publiez les données de nouveau",
                    "the file " + file.getFileName() + " was written by another version of Bocage; publish the data "
                        + "again");
            }
            if (!Arrays.equals(head, MAGIC.length, MAGIC.length + 32, card, 0, 32)) {
                throw Json.invalid("", "les lignes enregistrées dans " + file.getFileName() + " appartiennent à une "
                        + "autre fiche ; publiez le fichier de nouveau",
                    "the rows kept in " + file.getFileName() + " belong to another card; publish the file again");
            }
            if (!Arrays.equals(head, MAGIC.length + 32, HEAD, layout.hash(), 0, 32)) {
                throw Json.invalid("", "les lignes enregistrées dans " + file.getFileName() + " ont été publiées avec "
                        + "une autre liste de lieux ; publiez le fichier de nouveau",
                    "the rows kept in " + file.getFileName() + " were published under another list of places; publish "
                        + "the file again");
            }
            reader.digest.reset();
            Columns columns = columns(reader, in.size(), layout).orElseThrow(() -> damaged(file));
            byte[] hash = reader.digest.digest();
            if (!MessageDigest.isEqual(trailer(head, hash), reader.bytes(32))) {
                throw damaged(file);
            }
            return new Content(columns, hash);
        } catch (EOFException e) {
            throw damaged(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static byte[] magic(Layout layout) {
        return layout.hasPrivateKeys() ? PRIVATE_MAGIC : MAGIC;
    }

    private static Optional<Columns> columns(Reader in, long size, Layout layout) throws IOException {
        boolean open = !layout.hasPrivateKeys();
        int[] counts = in.ints(open ? 5 : 6);
        long units = counts[0];
        long rows = counts[1];
        long ids = counts[2];
        int keys = layout.keys().size();
        int measures = layout.measures().size();
        long found = open ? 0 : 4L + counts[5];
        if (units < 0 || rows < units || ids < 0 || !open && counts[5] < 0 || counts[3] != keys || counts[4] != measures
                || size != HEAD + 20 + found + 4 * (units + 1) * 2 + ids + rows * (4L * keys + 8L * measures) + 32) {
            return Optional.empty();
        }
        Optional<List<List<String>>> values = open ? Optional.of(layout.values().stream()
            .map(one -> List.<String>of()).toList()) : FoundValues.read(in.bytes(counts[5]), layout);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        int[] idStart = in.ints(counts[0] + 1);
        byte[] idBytes = in.bytes(counts[2]);
        int[] unitStart = in.ints(counts[0] + 1);
        int[][] codes = new int[keys][];
        for (int i = 0; i < keys; i++) {
            codes[i] = in.ints(counts[1]);
        }
        long[][] steps = new long[measures][];
        for (int i = 0; i < measures; i++) {
            steps[i] = in.longs(counts[1]);
        }
        return Optional.of(new Columns(values.get(), idBytes, idStart, unitStart, codes, steps));
    }

    private static InvalidInput damaged(Path file) {
        return Json.invalid("", "le fichier " + file.getFileName() + " est abîmé ; publiez les données de nouveau",
            "the file " + file.getFileName() + " is damaged; publish the data again");
    }

    private static byte[] trailer(byte[] head, byte[] contentHash) {
        MessageDigest digest = Json.sha256();
        digest.update(head);
        return digest.digest(contentHash);
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Reads in chunks, hashing what it reads. */
    private static final class Reader {

        private final FileChannel in;
        private final ByteBuffer buffer = ByteBuffer.allocate(ColumnsDigest.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        private final MessageDigest digest = Json.sha256();

        Reader(FileChannel in) {
            this.in = in;
        }

        byte[] bytes(int n) throws IOException {
            byte[] all = new byte[n];
            for (int at = 0; at < n; at += ColumnsDigest.CHUNK) {
                chunk(Math.min(ColumnsDigest.CHUNK, n - at));
                buffer.get(all, at, buffer.remaining());
            }
            return all;
        }

        int[] ints(int n) throws IOException {
            int[] all = new int[n];
            for (int at = 0; at < n; at += ColumnsDigest.CHUNK / Integer.BYTES) {
                int count = Math.min(ColumnsDigest.CHUNK / Integer.BYTES, n - at);
                chunk(count * Integer.BYTES);
                buffer.asIntBuffer().get(all, at, count);
            }
            return all;
        }

        long[] longs(int n) throws IOException {
            long[] all = new long[n];
            for (int at = 0; at < n; at += ColumnsDigest.CHUNK / Long.BYTES) {
                int count = Math.min(ColumnsDigest.CHUNK / Long.BYTES, n - at);
                chunk(count * Long.BYTES);
                buffer.asLongBuffer().get(all, at, count);
            }
            return all;
        }

        private void chunk(int n) throws IOException {
            buffer.clear().limit(n);
            while (buffer.hasRemaining()) {
                if (in.read(buffer) < 0) {
                    throw new EOFException();
                }
            }
            digest.update(buffer.flip().duplicate());
        }
    }
}
