package eu.bocage.connector.storage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Holds a PostgreSQL database for one node: a session-level advisory lock, gone when the session or the process ends.
 */
final class PostgresLock implements AutoCloseable {

    /** "bocage" in ASCII. */
    private static final long KEY = 0x626F63616765L;

    private final Connection session;

    private PostgresLock(Connection session) {
        this.session = session;
    }

    static PostgresLock take(String url, String user, String password) {
        String shown = withoutParameters(url);
        Connection session;
        try {
            session = DriverManager.getConnection(url, user, password);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                "The database " + shown + " cannot be reached: " + e.getMessage()
                    + ". Check that the server runs and that name, user and password are right.",
                "La base de données " + shown + " est inaccessible : " + e.getMessage()
                    + ". Vérifiez que le serveur tourne et que nom, utilisateur et mot de passe sont justes.", e);
        }
        try (Statement statement = session.createStatement();
            ResultSet result = statement.executeQuery("SELECT pg_try_advisory_lock(" + KEY + ")")) {
            if (result.next() && result.getBoolean(1)) {
                return new PostgresLock(session);
            }
        } catch (SQLException e) {
            close(session);
            throw new IllegalStateException("The database " + shown + " refused the node's lock: " + e.getMessage(), e);
        }
        close(session);
        throw new DatabaseUnavailableException(
            "The database " + shown
                + " is in use by another node. Stop that node, or give this one a database of its own.",
            "La base de données " + shown + " est utilisée par un autre nœud. Arrêtez ce nœud, ou donnez à celui-ci"
                + " une base à lui.", null);
    }

    /** A JDBC URL as it may be shown: parameters can hold a password. */
    static String withoutParameters(String url) {
        return url.replaceFirst("[?].*", "");
    }

    @Override
    public void close() {
        close(session);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // the server ends the session, and with it the lock, by itself
        }
    }
}
