package eu.bocage.connector.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Holds a state folder for one opener, in this JVM or in any other. H2's own lock does not stop a second opener inside
 * one JVM, and two openers would break the rule that an entity has one owner.
 */
final class FolderLock implements AutoCloseable {

    private static final String NAME = "in-use-by";

    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    static FolderLock take(Path folder) {
        try {
            if (Files.notExists(folder)) {
                Files.createDirectories(folder);
                if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                }
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        Path file = folder.resolve(NAME);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                    ("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
                return new FolderLock(channel, lock);
            }
            throw inUse(folder, Files.readString(file).strip(), null);
        } catch (OverlappingFileLockException e) {
            close(channel);
            throw inUse(folder, "process " + ProcessHandle.current().pid(), e);
        } catch (IOException e) {
            close(channel);
            throw unusable(folder, e);
        } catch (DatabaseUnavailableException e) {
            close(channel);
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
        } catch (IOException e) {
            // closing the channel below releases the lock as well
        }
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing was written that could be lost
        }
    }

    private static DatabaseUnavailableException inUse(Path folder, String holder, Throwable cause) {
        return new DatabaseUnavailableException(
            "The state folder " + folder + " is in use by another node (" + holder
                + "). Stop that node, or start this one with a data folder of its own.",
            "Le dossier d'état " + folder + " est utilisé par un autre nœud ("
                + holder.replace("process ", "processus ")
                + "). Arrêtez ce nœud, ou démarrez celui-ci avec un dossier de données à lui.", cause);
    }

    static DatabaseUnavailableException unusable(Path folder, Throwable cause) {
        return new DatabaseUnavailableException(
            "The state folder " + folder + " cannot be read and written: " + cause.getMessage()
                + ". Give the node's user read and write access to it, or choose another data folder.",
            "Le dossier d'état " + folder + " ne peut être lu et écrit : " + cause.getMessage()
                + ". Donnez-y accès en lecture et en écriture à l'utilisateur du nœud, ou choisissez un autre"
                + " dossier de données.", cause);
    }
}
