package eu.bocage.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code kill -9} leaves is the file as the operating system has it. So a copy, made after a commit while the
 * database is open, must hold that commit. H2 fills gaps in its file at once here, not from 45 s on.
 */
class FileAfterKillTest {

    private static final int COMMITS = 40;
    private static final String OPTIONS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;RETENTION_TIME=0";

    @Test
    void holdsEachCommitAlsoWhenItFillsGaps(@TempDir Path folder) throws Exception {
        try (Connection connection = DriverManager.getConnection(url(folder, "open"), "administrator", "");
             Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE written (number INTEGER PRIMARY KEY, content VARCHAR(4000))");
            connection.setAutoCommit(false);
            try (PreparedStatement write = connection.prepareStatement("INSERT INTO written VALUES (?, ?)");
                 PreparedStatement delete = connection.prepareStatement("DELETE FROM written WHERE number < ?")) {
                for (int number = 1; number <= COMMITS; number++) {
                    write.setInt(1, number);
                    write.setString(2, "x".repeat(number * 37 % 3000));
                    write.execute();
                    delete.setInt(1, number - 20);
                    delete.execute();
                    connection.commit();
                    Files.copy(folder.resolve("open.mv.db"), folder.resolve("killed.mv.db"),
                        StandardCopyOption.REPLACE_EXISTING);
                    assertThat(last(url(folder, "killed"))).isEqualTo(number);
                }
            }
        }
    }

    private static int last(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url, "administrator", "");
             Statement statement = connection.createStatement();
             ResultSet result = statement.executeQuery("SELECT max(number) FROM written")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static String url(Path folder, String name) {
        return "jdbc:h2:file:" + folder.resolve(name) + OPTIONS;
    }
}
