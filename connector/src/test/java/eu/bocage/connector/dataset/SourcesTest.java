package eu.bocage.connector.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Problem;
import eu.bocage.compute.Source;
import eu.bocage.connector.World;
import eu.bocage.connector.dataset.Datasets.Published;
import eu.bocage.connector.member.Json;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other sources than CSV: files that the program's own reader process reads, and databases. */
class SourcesTest {

    private static final String ROWS = "(VALUES ('m1', '37261', 'gas', 10), ('m2', '45234', 'electricity', 20),"
        + " ('m3', '41018', 'gas', 20000)) AS t(meter_id, commune, energy, kwh)";

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void open() {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void publishesParquetAndGeoJsonAsTheSameRowsInCsv() throws Exception {
        byte[] csv = hash(Source.csv(world.write("rows.csv", """
            meter_id,commune,energy,kwh
            m1,37261,gas,10
            m2,45234,electricity,20
            m3,41018,gas,20000
            """)));
        assertThat(hash(Source.file(parquet("été.parquet", "SELECT * FROM " + ROWS), IntakeProgram.reader())))
            .isEqualTo(csv);
        String feature = """
            {"type":"Feature","geometry":null,"properties":{"meter_id":"m%d","commune":"%s","energy":"%s","kwh":%d}}""";
        assertThat(hash(Source.file(world.write("rows.geojson", "{\"type\":\"FeatureCollection\",\"features\":["
            + feature.formatted(3, "41018", "gas", 20_000) + "," + feature.formatted(2, "45234", "electricity", 20)
            + "," + feature.formatted(1, "37261", "gas", 10) + "]}"), IntakeProgram.reader()))).isEqualTo(csv);
    }

    @Test
    void publishesNothingOfAFileThatIsDamagedOrHoldsLists() throws Exception {
        Published before = world.publish();
        byte[] good = Files.readAllBytes(parquet("good.parquet", "SELECT * FROM " + ROWS));
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(good, good.length - 20));
        assertThat(problem(cut)).satisfies(one -> assertThat(one.english()).contains("cut.parquet", "damaged"))
            .satisfies(one -> assertThat(one.french()).contains("cut.parquet", "abîmé"));
        Path list = parquet("list.parquet", "SELECT meter_id, commune, [energy] AS energy, kwh FROM " + ROWS);
        assertThat(problem(list)).satisfies(one -> assertThat(one.path()).isEqualTo("column \"energy\""))
            .satisfies(one -> assertThat(one.frenchPath()).isEqualTo("colonne « energy »"));
        Path wrong = parquet("wrong.parquet", "SELECT meter_id, commune, energy, kwh + 1 AS kwh FROM " + ROWS);
        assertThat(problem(wrong).path()).isEqualTo("row 3, column \"kwh\"");
        assertThat(world.datasets.all()).containsExactly(before);
        assertThat(world.entries("published")).hasSize(1);
        try (Stream<Path> tables = Files.walk(folder.resolve("datasets"))) {
            assertThat(tables.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void tellsTheOwnerWhatWasReadAndHow() {
        String card = World.CARD.replace("max: 30000}}", "max: 30000}, intake: {outOfRange: clamp, empty: {use: 0}}}");
        assertThat(card).isNotEqualTo(World.CARD);
        Published published = world.datasets.publish(card, Source.csv(world.write("odd.csv", """
            meter_id,commune,energy,kwh
            m1,37261,gas,
            m2,45234,electricity,99999999
            m3,41018,gas,99999999
            """)), rows -> { });
        ObjectNode report = Json.read(world.datasets.intakeReport(published).orElseThrow());
        assertThat(report.path("rows").asInt()).isEqualTo(3);
        assertThat(report.path("kept").asInt()).isEqualTo(3);
        assertThat(report.path("notes")).hasSize(2);
        assertThat(report.path("notes").get(1).path("en").asText())
            .isEqualTo("2 values out of range: moved to the nearest bound (lines 3, 4)");
        assertThat(world.entries("published").getFirst()).doesNotContain("moved", "lines");
    }

    @Test
    void publishesWhatAnH2DatabaseGives() throws Exception {
        publishesWhatADatabaseGives("jdbc:h2:" + folder.resolve("owner"), "", "");
    }

    @Test
    void opensAnH2DatabaseOfTheOwnersForReadingOnly() throws Exception {
        String url = "jdbc:h2:" + folder.resolve("kept");
        try (Connection database = DriverManager.getConnection(url); Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE meters (\"meter_id\" VARCHAR(20), \"commune\" VARCHAR(5),"
                + " \"energy\" VARCHAR(20), \"kwh\" INT)");
            statement.execute("INSERT INTO meters VALUES ('m1', '37261', 'gas', 1), ('m2', '37261', 'gas', 2)");
        }
        byte[] before = Files.readAllBytes(folder.resolve("kept.mv.db"));
        assertThat(rows(world.datasets.publish(World.CARD, h2(url, "meters"), rows -> { }))).isEqualTo(2);
        assertThat(problem(h2(url, "SELECT * FROM FINAL TABLE (INSERT INTO meters VALUES ('m3', '37261', 'gas', 3))"))
            .english()).contains("SQLSTATE 90097");
        assertThat(Files.readAllBytes(folder.resolve("kept.mv.db"))).isEqualTo(before);
        assertThat(problem(h2("jdbc:h2:" + folder.resolve("none"), "meters")).english()).contains("SQLSTATE");
        assertThat(folder.resolve("none.mv.db")).doesNotExist();
    }

    private static Source h2(String url, String query) {
        return Source.jdbc(url, Optional.of(""), Optional.of(""), query);
    }

    @Test
    void publishesWhatAPostgresDatabaseGives() throws Exception {
        String server = System.getenv("BOCAGE_TEST_POSTGRES");
        Assumptions.assumeTrue(server != null, "BOCAGE_TEST_POSTGRES names no server");
        publishesWhatADatabaseGives(server + "postgres", "postgres", "");
    }

    private void publishesWhatADatabaseGives(String url, String user, String password) throws Exception {
        String table = "meters_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection database = DriverManager.getConnection(url, user, password);
             Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (\"meter_id\" VARCHAR(20), \"commune\" VARCHAR(5),"
                + " \"energy\" VARCHAR(20), \"kwh\" NUMERIC(12, 2))");
            for (int i = 0; i < 50; i++) {
                statement.execute("INSERT INTO " + table + " VALUES ('m" + i + "', '37261', 'gas', " + i + ")");
            }
            Source source = Source.jdbc(url, Optional.of(user), Optional.of(password), table);
            Published first = world.datasets.publish(World.CARD, source, rows -> { });
            assertThat(rows(first)).isEqualTo(50);
            statement.execute("UPDATE " + table + " SET \"kwh\" = 7 WHERE \"meter_id\" = 'm1'");
            Published second = world.datasets.publish(World.CARD, source, rows -> { });
            assertThat(second.version().id()).isNotEqualTo(first.version().id());
            assertThat(rows(world.datasets.publish(World.CARD, Source.jdbc(url, Optional.of(user),
                Optional.of(password), "SELECT * FROM " + table + " WHERE \"kwh\" < 10"), rows -> { }))).isEqualTo(10);
            statement.execute("INSERT INTO " + table + " VALUES ('m99', '37261', 'gas', NULL)");
            assertThat(problem(source)).satisfies(one -> assertThat(one.path()).endsWith("column \"kwh\""))
                .satisfies(one -> assertThat(one.english()).startsWith("is empty"));
            assertThat(problem(Source.jdbc(url, Optional.of(user), Optional.of(password), "none_such")).english())
                .contains("SQLSTATE").doesNotContain("none_such");
            statement.execute("DROP TABLE " + table);
        }
    }

    @Test
    void keepsTheReaderOffTheNodesClassPath() {
        assertThat(System.getProperty("java.class.path")).doesNotContain("duckdb");
    }

    private byte[] hash(Source source) {
        Published published = world.datasets.publish(World.CARD, source, rows -> { });
        return world.datasets.rows(published).found().orElseThrow().contentHash();
    }

    private int rows(Published published) {
        return Json.read(world.datasets.intakeReport(published).orElseThrow()).path("kept").asInt();
    }

    private Problem problem(Path file) {
        return problem(Source.file(file, IntakeProgram.reader()));
    }

    private Problem problem(Source source) {
        return catchThrowableOfType(InvalidInput.class,
            () -> world.datasets.publish(World.CARD, source, rows -> { })).problems().getFirst();
    }

    /** Written by DuckDB out of a class loader of its own, as it is not on the tests' class path. */
    private Path parquet(String name, String query) throws IOException, SQLException, ReflectiveOperationException {
        Path file = folder.resolve(name);
        Path reader = Path.of(Datasets.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .resolveSibling("reader");
        try (Stream<Path> jars = Files.list(reader);
             URLClassLoader loader = new URLClassLoader(new URL[] {jars.findFirst().orElseThrow().toUri().toURL()})) {
            Driver driver = (Driver) loader.loadClass("org.duckdb.DuckDBDriver").getConstructor().newInstance();
            try (Connection database = driver.connect("jdbc:duckdb:", new Properties());
                 Statement statement = database.createStatement()) {
                statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
            }
        }
        return file;
    }
}
