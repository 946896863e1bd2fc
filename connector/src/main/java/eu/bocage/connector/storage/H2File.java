package eu.bocage.connector.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The H2 file of a node, opened by its administrator for migrations and kept open, while the node itself works as
 * {@link #USER}, who may read and write rows only.
 */
final class H2File implements AutoCloseable {

    static final String USER = "node";
    private static final String ADMINISTRATOR = "administrator";
    /** Semicolons and the like in a path would be read as H2 options. */
    private static final String FORBIDDEN_IN_PATH = ";";
    /** Of each session: whoever waits for a lock waits ten seconds, where H2 would give up after two. */
    private static final String SESSION = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
        + ";LOCK_TIMEOUT=10000";
    private static final String OPTIONS = SESSION + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1";

    private final String file;
    private final FolderLock lock;
    private final Connection keeper;

    private H2File(String file, FolderLock lock, Connection keeper) {
        this.file = file;
        this.lock = lock;
        this.keeper = keeper;
    }

    static H2File open(Path folder) {
        if (folder.toString().contains(FORBIDDEN_IN_PATH)) {
            throw new DatabaseUnavailableException(
                "The state folder's path " + folder + " contains ';', which H2 cannot open. Choose another path.",
                "Le chemin du dossier d'état " + folder + " contient « ; », que H2 ne sait pas ouvrir."
                    + " Choisissez un autre chemin.", null);
        }
        FolderLock lock = FolderLock.take(folder);
        try {
            if (!Files.isWritable(folder)) {
                throw FolderLock.unusable(folder, new SecurityException("not writable"));
            }
            String file = "jdbc:h2:file:" + folder.resolve("bocage");
            return new H2File(file, lock, administer(file + OPTIONS, folder));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Connection administer(String url, Path folder) {
        Connection keeper;
        try {
            keeper = DriverManager.getConnection(url, ADMINISTRATOR, "");
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                "The database in " + folder + " cannot be opened: " + e.getMessage()
                    + ". If the file is damaged, restore the data folder from a backup.",
                "La base de données dans " + folder + " ne peut être ouverte : " + e.getMessage()
                    + ". Si le fichier est endommagé, restaurez le dossier de données depuis une sauvegarde.", e);
        }
        try {
            Schema.migrate(url, ADMINISTRATOR, "", folder.toString());
            try (Statement statement = keeper.createStatement()) {
                statement.execute("CREATE USER IF NOT EXISTS " + USER + " PASSWORD ''");
                statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA public TO " + USER);
            }
            return keeper;
        } catch (SQLException e) {
            shutdown(keeper);
            throw new IllegalStateException("The database user of the node cannot be set up: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            shutdown(keeper);
            throw e;
        }
    }

    /** Where the node's user finds the open database; without IFEXISTS it could not create one anyway. */
    String url() {
        return file + SESSION + ";IFEXISTS=TRUE";
    }

    @Override
    public void close() {
        try {
            shutdown(keeper);
        } finally {
            lock.close();
        }
    }

    private static void shutdown(Connection keeper) {
        try (keeper; Statement statement = keeper.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            // 90121: closing the connection after SHUTDOWN finds the database closed, as intended
            if (e.getErrorCode() != 90121) {
                throw new IllegalStateException("The database did not close cleanly: " + e.getMessage(), e);
            }
        }
    }
}
