package eu.bocage.connector.edc.store;

import eu.bocage.connector.storage.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server for tests: the one that {@code BOCAGE_TEST_POSTGRES} names, as in
 * {@code jdbc:postgresql://127.0.0.1:5432/}, else one of this test run's own, which is gone afterwards. Its user is
 * {@code postgres} without a password. All tests share one database there, which is emptied before each.
 */
final class PostgresServer implements AutoCloseable {

    private static final String USER = "postgres";

    private final EmbeddedPostgres own;
    private final String url;
    private final String name = "bocage_" + UUID.randomUUID().toString().replace("-", "");
    private final Database database;

    private PostgresServer(EmbeddedPostgres own, String url) {
        this.own = own;
        this.url = url;
        run("CREATE DATABASE " + name);
        this.database = Database.openPostgres(url + name, USER, "");
    }

    /** Starts it, or skips the tests that need it with the reason. */
    static PostgresServer start() {
        String named = System.getenv("BOCAGE_TEST_POSTGRES");
        if (named != null) {
            return new PostgresServer(null, named);
        }
        Assumptions.assumeFalse("root".equals(System.getProperty("user.name")),
            "PostgreSQL does not run as root; name a server by BOCAGE_TEST_POSTGRES");
        Assumptions.assumeTrue("amd64".equals(System.getProperty("os.arch"))
                && "Linux".equals(System.getProperty("os.name")),
            "the tests bring PostgreSQL for Linux on amd64 only; name a server by BOCAGE_TEST_POSTGRES");
        try {
            EmbeddedPostgres own = EmbeddedPostgres.start();
            return new PostgresServer(own, "jdbc:postgresql://127.0.0.1:" + own.getPort() + "/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Database database() {
        return database;
    }

    /** Removes every row of EDC's tables. */
    void empty() {
        database.useTransaction(handle -> handle.createQuery("SELECT table_name FROM information_schema.tables"
                + " WHERE table_schema = 'public' AND table_name LIKE 'edc\\_%'").mapTo(String.class).list()
            .forEach(table -> handle.execute("DELETE FROM " + table)));
    }

    @Override
    public void close() {
        database.close();
        run("DROP DATABASE " + name + " WITH (FORCE)");
        if (own != null) {
            try {
                own.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void run(String sql) {
        try (Connection connection = DriverManager.getConnection(url + USER, USER, "");
             Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " failed at " + url, e);
        }
    }
}
