package eu.bocage.connector.node;

import eu.bocage.connector.member.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of keys, database and rows. Nobody but its owner may enter it, so that no file in it can be opened by
 * others, whatever the file's own mode is.
 */
record DataFolder(Path path) {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** Closes the folder to others if it is open to them. @throws SetupException when this user may not do so */
    void shut() {
        if (!Files.isDirectory(path)) {
            return;
        }
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
            if (!OWNER_ONLY.containsAll(mode)) {
                Files.setPosixFilePermissions(path, OWNER_ONLY);
                LOG.warn("Others could enter {} ({}); it is closed to them now", path,
                    PosixFilePermissions.toString(mode));
            }
        } catch (IOException e) {
            throw new SetupException(
                "D'autres que son propriétaire peuvent entrer dans " + path + ". Lancez « chmod 700 " + path
                    + " » sous le compte à qui ce dossier appartient.",
                "Others than its owner may enter " + path + ". Run \"chmod 700 " + path
                    + "\" as the user that owns this folder.");
        }
    }
}
