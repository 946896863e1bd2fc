package eu.bocage.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    Path folder;

    @Test
    void keepsCommittedRowsAcrossReopening() {
        try (Database database = Database.openFile(folder)) {
            mark(database, "a", "1");
        }
        try (Database database = Database.openFile(folder)) {
            assertThat(marks(database)).containsExactly("a");
        }
    }

    @Test
    void letsTheNodesSessionsWaitTenSecondsForALock() {
        try (Database database = Database.openFile(folder)) {
            assertThat(database.<Long, RuntimeException>read(handle -> handle.createQuery("SELECT LOCK_TIMEOUT()")
                .mapTo(Long.class).one())).isEqualTo(10_000);
        }
    }

    @Test
    void remembersForAllTransactionsHowAStatementReads() {
        try (Database database = Database.openFile(folder)) {
            SqlParser first = database.<SqlParser, RuntimeException>read(DatabaseTest::parser);
            SqlParser second = database.<SqlParser, RuntimeException>inTransaction(DatabaseTest::parser);
            assertThat(second).isSameAs(first);
        }
    }

    private static SqlParser parser(Handle handle) {
        return handle.getConfig(SqlStatements.class).getSqlParser();
    }

    @Test
    void joinsTheTransactionAlreadyRunningOnTheThread() throws Exception {
        try (Database database = Database.openFile(folder)) {
            Thread virtual = Thread.ofVirtual().start(() -> {
                assertThatThrownBy(() -> database.joinTransaction(() -> {
                    mark(database, "a", "1");
                    throw new IllegalArgumentException("outer");
                })).hasMessage("outer");
            });
            virtual.join();
            assertThat(marks(database)).isEmpty();
        }
    }

    @Test
    void rollsEverythingBackWhenAnInnerFailureIsSwallowed() {
        try (Database database = Database.openFile(folder)) {
            assertThatThrownBy(() -> database.joinTransaction(() -> {
                mark(database, "a", "1");
                try {
                    mark(database, "a", "again");
                } catch (RuntimeException e) {
                    // swallowed on purpose
                }
                return null;
            })).isInstanceOf(TransactionAbortedException.class);
            assertThat(marks(database)).isEmpty();
        }
    }

    @Test
    void runsFollowUpsAfterTheOutermostCommitOnly() {
        try (Database database = Database.openFile(folder)) {
            List<String> seen = new ArrayList<>();
            database.joinTransaction(() -> {
                database.useTransaction(handle -> {
                    database.afterCommit(() -> seen.add("commit " + database.inTransaction()));
                    database.afterRollback(() -> seen.add("rollback"));
                });
                seen.add("work");
                return null;
            });
            assertThat(seen).containsExactly("work", "commit false");
            assertThatThrownBy(() -> database.useTransaction(handle -> {
                database.afterCommit(() -> seen.add("never"));
                database.afterRollback(() -> seen.add("rollback"));
                throw new IllegalStateException("no");
            })).hasMessage("no");
            assertThat(seen).containsExactly("work", "commit false", "rollback");
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        try (Database first = Database.openFile(folder)) {
            assertThatThrownBy(() -> Database.openFile(folder))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("in use by another node (process " + ProcessHandle.current().pid());
            assertThat(marks(first)).isEmpty();
        }
    }

    @Test
    void refusesAFolderThatIsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("state"), "not a folder");
        assertThatThrownBy(() -> Database.openFile(file))
            .isInstanceOf(DatabaseUnavailableException.class)
            .hasMessageContaining("cannot be read and written")
            .satisfies(e -> assertThat(((DatabaseUnavailableException) e).french()).contains("accès en lecture"));
    }

    @Test
    void refusesASchemaWrittenByANewerProgram() throws Exception {
        Database.openFile(folder).close();
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("bocage")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "administrator", "");
            var statement = connection.createStatement()) {
            statement.execute("INSERT INTO \"schema_history\" SELECT 999, '999', 'newer', type, 'V999__newer.sql', "
                + "1, installed_by, installed_on, 1, TRUE FROM \"schema_history\" WHERE version = '100'");
        }
        assertThatThrownBy(() -> Database.openFile(folder))
            .isInstanceOf(DatabaseUnavailableException.class)
            .hasMessageContaining("newer version of Bocage (schema 999)");
    }

    @Test
    void refusesAUrlThatIsNotPostgres() {
        assertThatThrownBy(() -> Database.openPostgres("jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'x'", "u", "p"))
            .isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void givesTheNodesUserRowsAndNothingElse() {
        try (Database database = Database.openFile(folder)) {
            for (String forbidden : List.of(
                    "CREATE ALIAS run FOR \"java.lang.Runtime.getRuntime\"",
                    "SELECT FILE_READ('/etc/hostname')",
                    "CALL CSVWRITE('" + folder.resolve("out.csv") + "', 'SELECT 1')",
                    "SCRIPT TO '" + folder.resolve("out.sql") + "'",
                    "CREATE LINKED TABLE link('', 'jdbc:h2:mem:other', 'u', '', 't')",
                    "CREATE TABLE own (id INT)",
                    "DROP TABLE storage_mark",
                    "SET WRITE_DELAY 500",
                    "SHUTDOWN")) {
                assertThatThrownBy(() -> database.useTransaction(handle -> handle.execute(forbidden)))
                    .as(forbidden)
                    .hasStackTraceContaining("ights");
            }
            assertThat(folder.resolve("out.csv")).doesNotExist();
        }
    }

    @Test
    void keepsWhatWasCommittedWhenTheProcessIsKilledRightAfterwards() throws Exception {
        Process child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
            System.getProperty("java.class.path"), CommitThenReport.class.getName(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        String last = null;
        try (var lines = child.inputReader()) {
            for (int i = 0; i < 20; i++) {
                last = lines.readLine();
                assertThat(last).as("the child reports each commit").isEqualTo("committed " + i);
            }
            child.destroyForcibly();
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        try (Database database = Database.openFile(folder)) {
            assertThat(marks(database)).contains("mark-0", "mark-19");
            assertThat(marks(database).size()).isGreaterThanOrEqualTo(20);
        }
    }

    /** Commits one row after another and says so; runs in a process of its own. */
    static final class CommitThenReport {
        public static void main(String[] arguments) {
            Database database = Database.openFile(Path.of(arguments[0]));
            for (int i = 0; ; i++) {
                mark(database, "mark-" + i, "x");
                System.out.println("committed " + i);
                if (i == 19) {
                    // the parent kills this process here: well within H2's default write delay of 500 ms
                    Runtime.getRuntime().halt(137);
                }
            }
        }
    }

    private static void mark(Database database, String name, String content) {
        database.useTransaction(handle ->
            handle.execute("INSERT INTO storage_mark (name, content) VALUES (?, ?)", name, content));
    }

    private static List<String> marks(Database database) {
        return database.inTransaction(handle ->
            handle.createQuery("SELECT name FROM storage_mark ORDER BY name").mapTo(String.class).list());
    }
}
