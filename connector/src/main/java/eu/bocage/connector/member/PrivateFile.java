package eu.bocage.connector.member;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A small file that only its owner may read: a key, a token. It is written whole or not at all, with mode 600, and
 * refused on reading when others could have read it.
 *
 * @param path where it lies, in a folder that exists
 */
public record PrivateFile(Path path) {

    private static final int MAX_BYTES = 64 << 10;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    public boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Writes the file where there is none. @throws SetupException when there is one, which stays as it is */
    public void create(byte[] content) {
        if (exists()) {
            throw new SetupException(
                "Le fichier " + path + " existe déjà et n'a pas été touché. Choisissez un autre dossier.",
                "The file " + path + " exists already and was not touched. Choose another folder.");
        }
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            try (FileChannel out = FileChannel.open(fresh,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    out.write(left);
                }
                out.force(true);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /** @throws SetupException when the file is missing, not a plain file, or open to others than its owner */
    public byte[] read() {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new SetupException(
                "Le fichier " + path + " manque. Créez le nœud avec « bocage init », ou remettez la sauvegarde.",
                "The file " + path + " is missing. Create the node with \"bocage init\", or restore your backup.");
        }
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
            if (!OWNER_ONLY.containsAll(mode)) {
                String shown = PosixFilePermissions.toString(mode);
                throw new SetupException(
                    "D'autres que son propriétaire peuvent lire " + path + " (" + shown + "). "
                        + "Lancez « chmod 600 " + path + " » et demandez-vous qui l'a lu.",
                    "Others than its owner may read " + path + " (" + shown + "). "
                        + "Run \"chmod 600 " + path + "\" and ask yourself who has read it.");
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new SetupException("Le fichier " + path + " est trop long. Remettez la sauvegarde.",
                    "The file " + path + " is too long. Restore your backup.");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
