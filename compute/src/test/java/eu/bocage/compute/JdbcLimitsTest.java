package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.bocage.compute.reader.Child;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No database holds a publication up for ever or fills the memory of the node, whatever its query gives. */
class JdbcLimitsTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final String ROW = "SELECT 'm' || x AS \"meter_id\", '37261' AS \"commune_code\","
        + " 'gas' AS \"energy_type\", '2025-01' AS \"month_no\", 1 AS \"kwh\", 1 AS \"euros\"";

    @TempDir
    Path folder;

    /** It gives no row and would work for years. */
    @Test
    void endsAQueryThatIsNotDoneInTime() throws SQLException {
        Problem problem = problem(ROW + " FROM system_range(1, 4000000000000) WHERE mod(x, 7) = 8",
            new JdbcRows.Limits(Duration.ofMillis(300), 1000, 1_000_000));
        assertThat(problem.path()).isEmpty();
        assertThat(problem.english()).contains("in the time allowed", "make the query simpler");
        assertThat(problem.french()).contains("dans le temps permis", "simplifiez la requête");
    }

    /** It gives rows without end, and the card leaves all of them out, so that no memory fills up. */
    @Test
    void endsAQueryThatGoesOnForever() throws SQLException {
        String query = ROW.replace("'m' || x", "''") + " FROM system_range(1, 4000000000000)";
        Problem late = problem(query, new JdbcRows.Limits(Duration.ofMillis(300), 1000, Long.MAX_VALUE));
        assertThat(late.english()).contains("in the time allowed");
        Problem many = problem(query, new JdbcRows.Limits(LONG, 1000, 100_000));
        assertThat(many.path()).isEqualTo("row 5883");
        assertThat(many.frenchPath()).isEqualTo("ligne 5883");
        assertThat(many.english()).contains("more than 100000 characters", "fewer columns or rows");
        assertThat(many.french()).contains("plus de 100000 caractères", "moins de colonnes");
    }

    @Test
    void namesRowAndColumnOfAValueThatIsTooLong() throws SQLException {
        for (String type : new String[] {"VARCHAR", "CLOB"}) {
            Problem problem = problem(ROW.replace("'gas'", "CAST(repeat('x', x * 400) AS " + type + ")")
                + " FROM system_range(1, 10)", new JdbcRows.Limits(LONG, 1000, Long.MAX_VALUE));
            assertThat(problem.path()).isEqualTo("row 3, column \"energy_type\"");
            assertThat(problem.frenchPath()).isEqualTo("ligne 3, colonne « energy_type »");
            assertThat(problem.english()).contains("more than 1000 characters", "shorten it");
            assertThat(problem.french()).contains("plus de 1000 caractères", "raccourcissez-la");
        }
    }

    /** A value of a million characters at most is read, from a long text too; the card refuses it then. */
    @Test
    void readsLongTextsUpToTheirBound() throws SQLException {
        Problem problem = problem(ROW.replace("'gas'", "CAST(repeat('x', 1000) AS CLOB)")
            + " FROM system_range(1, 1)", new JdbcRows.Limits(LONG, 1000, Long.MAX_VALUE));
        assertThat(problem.path()).isEqualTo("row 1, column \"energy_type\"");
        assertThat(problem.english()).contains("none of the card's values");
    }

    /** Which no UTF-8 can hold: two names could become one. */
    @Test
    void refusesHalfACharacterNamingItsPlace() throws SQLException {
        JdbcRows.Limits limits = new JdbcRows.Limits(LONG, 1000, Long.MAX_VALUE);
        for (String half : List.of("char(55296) || 'a'", "'a' || char(56320)", "char(56320) || char(55296)")) {
            Problem problem = problem(ROW.replace("'gas'", half) + " FROM system_range(1, 1)", limits);
            assertThat(problem.path()).isEqualTo("row 1, column \"energy_type\"");
            assertThat(problem.english()).contains("half a character", "mend the text");
            assertThat(problem.french()).contains("demi-caractère", "corrigez le texte");
        }
        assertThat(problem(ROW.replace("'gas'", "char(55357) || char(56832)") + " FROM system_range(1, 1)", limits)
            .english()).contains("none of the card's values");
    }

    /** 4.35 is 4.349999904 as a double. A double is not taken for a single. */
    @Test
    void readsFractionsAsTheirTypeWritesThem() throws SQLException {
        for (String type : List.of("REAL", "FLOAT(24)", "FLOAT(10)", "FLOAT", "FLOAT(53)", "DOUBLE PRECISION",
                "NUMERIC(9, 2)")) {
            String url = "jdbc:h2:" + folder.resolve("owner");
            try (Connection database = DriverManager.getConnection(url);
                 Statement statement = database.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS fractions");
                statement.execute("CREATE TABLE fractions (x " + type + ")");
                statement.execute("INSERT INTO fractions VALUES (4.35), (4.35)");
            }
            Source source = Source.jdbc(url, Optional.of(""), Optional.of(""), ROW.replace("1 AS \"euros\"",
                "x AS \"euros\"") + " FROM fractions");
            assertThat(Table.read(source, Cards.energy(), rows -> { }).table().columns().values()[0]).as(type)
                .containsExactly(435, 435);
        }
    }

    @Test
    void tellsWhatADatabaseRefusesByTheClassOfItsFault() throws SQLException {
        assertThat(problem("SELECT 'm1' AS \"meter_id\", '37261' AS \"commune_code\", 'gas' AS \"energy_type\","
            + " '2025-01' AS \"month_no\", 1 / (x - x) AS \"kwh\", 1 AS \"euros\" FROM system_range(1, 2)",
            new JdbcRows.Limits(LONG, 1000, 1_000_000))).satisfies(one -> {
                assertThat(one.english()).contains("cannot work out or convert (SQLSTATE 22012)");
                assertThat(one.french()).contains("ne peut calculer ou convertir (SQLSTATE 22012)");
            });
        assertThat(problem("SELECT * FROM secret_name", new JdbcRows.Limits(LONG, 1000, 1_000_000)).english())
            .contains("does not accept the query (SQLSTATE 42S", "names of tables").doesNotContain("secret_name");
        String url = "jdbc:h2:" + folder.resolve("guarded");
        DriverManager.getConnection(url, "owner", "right").close();
        Source wrong = Source.jdbc(url, Optional.of("owner"), Optional.of("wrong"), ROW,
            new JdbcRows.Limits(LONG, 1000, 1_000_000));
        assertThat(catchThrowableOfType(InvalidInput.class, () ->
            Table.read(wrong, Card.fromYaml(Cards.ENERGY), rows -> { })).problems().getFirst().english())
            .contains("refuses this account (SQLSTATE 28000)");
    }

    @Test
    void takesNoDeviceOrFolderForAFile() {
        for (Path path : List.of(Path.of("/dev/zero"), folder)) {
            assertThat(catchThrowableOfType(InvalidInput.class, () -> Source.file(path, Child.reader())).problems()
                .getFirst().english()).contains("not a regular file");
        }
    }

    private Problem problem(String query, JdbcRows.Limits limits) throws SQLException {
        String url = "jdbc:h2:" + folder.resolve("owner");
        try (Connection database = DriverManager.getConnection(url); Statement statement = database.createStatement()) {
            statement.execute("SELECT 1");
        }
        Card card = Card.fromYaml(Cards.ENERGY + "unitIntake: {empty: refuseRow}\n");
        Source source = Source.jdbc(url, Optional.of(""), Optional.of(""), query, limits);
        return catchThrowableOfType(InvalidInput.class, () -> Table.read(source, card, rows -> { })).problems()
            .getFirst();
    }
}
