package eu.bocage.connector.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last entry of the ledger once more, in a file outside the database: entries cut off the end leave no gap in the
 * chain, but this note still names them. Written after each commit, so it is never ahead of the ledger; forced to the
 * disk and replaced atomically. Knows the last entry also where the file could not be written. Thread-safe.
 */
final class HeadNote {

    static final String NAME = "ledger-head.json";
    private static final Logger LOG = LoggerFactory.getLogger(HeadNote.class);

    private final Path file;
    private Optional<LedgerCheck.Noted> last = Optional.empty();

    HeadNote(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    Optional<byte[]> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The last entry that was committed since the node started, or before; empty for none, or none that counts. */
    synchronized Optional<LedgerCheck.Noted> last() {
        return last;
    }

    /** Goes on from an entry without writing it; from none, so that the next entry counts whatever its number is. */
    synchronized void start(Optional<LedgerCheck.Noted> from) {
        last = from;
    }

    /** Tells the operator that the database was put back under the running node. */
    void tell(Ledger.Missing gap) {
        LOG.error("The ledger ends at entry {}, but this node wrote entry {}: the database was put back from an older"
            + " copy while the node ran. Everything is closed; restart the node, then see bocage budget",
            gap.here().number(), gap.noted().number());
    }

    /** Notes an entry, unless a later one is noted already: commits end in another order than they began. */
    synchronized void keep(LedgerCheck.Noted entry, byte[] envelope) {
        if (last.filter(noted -> noted.head().number() >= entry.head().number()).isPresent()) {
            return;
        }
        last = Optional.of(entry);
        Path fresh = file.resolveSibling(NAME + ".new");
        try {
            Files.deleteIfExists(fresh);
            try (FileChannel out = FileChannel.open(fresh,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer left = ByteBuffer.wrap(envelope);
                while (left.hasRemaining()) {
                    out.write(left);
                }
                out.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
