package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.api.ApiToken;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.node.NodeConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Other sources than CSV, from the command line of their owner to the answer at another node. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherSourcesTest {

    private static final String SECRET = "a secret of the owner's";

    private Path folder;
    private Hub hub;

    @BeforeAll
    void bringUp(@TempDir Path fresh) {
        folder = fresh;
        hub = Hub.found(fresh);
        hub.supplier().start();
        hub.laboratory().start();
    }

    @AfterAll
    void takeDown() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void answersFromParquet() throws Exception {
        Meters meters = hub.rows("parquet", 3000, 1);
        Path file = folder.resolve("mesures été.parquet");
        withDuckDb("COPY (SELECT * FROM read_csv('" + meters.file() + "', all_varchar = true)) TO '" + file
            + "' (FORMAT parquet)");
        publish(meters, file.toString());
        meters.assertFits(hub.ask(Hub.question("parquet")).path("answer"));
    }

    @Test
    void answersFromGeoJson() throws Exception {
        Meters meters = hub.rows("geojson", 3000, 2);
        StringBuilder features = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        for (String[] row : rows(meters)) {
            features.append(features.charAt(features.length() - 1) == '[' ? "" : ",").append("""
                {"type":"Feature","geometry":{"type":"Point","coordinates":[1.9,47.9]},"properties":{"meter_id":"%s",\
                "commune":"%s","energy":"%s","kwh":%s}}""".formatted((Object[]) row));
        }
        publish(meters, hub.write("meters.geojson", features.append("]}").toString()));
        meters.assertFits(hub.ask(Hub.question("geojson")).path("answer"));
    }

    /** The account is given apart from the address, its password in a file. */
    @Test
    void answersFromADatabase() throws Exception {
        Meters meters = hub.rows("jdbc", 3000, 3);
        String url = "jdbc:h2:" + folder.resolve("owner");
        try (Connection database = DriverManager.getConnection(url, "owner", SECRET);
             Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE readings (id VARCHAR(20), place VARCHAR(5), kind VARCHAR(20), kwh INT)");
            try (PreparedStatement insert = database.prepareStatement("INSERT INTO readings VALUES (?, ?, ?, ?)")) {
                for (String[] row : rows(meters)) {
                    for (int i = 0; i < row.length; i++) {
                        insert.setString(i + 1, row[i]);
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
        String query = "SELECT id AS \"meter_id\", place AS \"commune\", kind AS \"energy\", kwh AS \"kwh\""
            + " FROM readings";
        String password = hub.write("password", SECRET + "\n");
        String card = hub.write("jdbc.card.yaml", meters.card());
        Run wrong = hub.supplier().run("dataset", "publish", "--card", card, "--jdbc", url, "--query", query, "--user",
            "owner", "--password-file", hub.write("wrong", "x"));
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(wrong.err()).contains("SQLSTATE", "account").doesNotContain(SECRET);
        Run run = hub.supplier().succeed("dataset", "publish", "--card", card, "--jdbc", url, "--query", query,
            "--user", "owner", "--password-file", password);
        assertThat(run.json().path("intake").path("kept").asInt()).isEqualTo(3000);
        meters.assertFits(hub.ask(Hub.question("jdbc")).path("answer"));
    }

    /** What intake counted is exact: it goes to the owner, by the private port and its token, and to nobody else. */
    @Test
    void tellsTheIntakeReportToTheOwnerAlone() throws Exception {
        Meters meters = hub.rows("reported", 500, 4);
        publish(meters, meters.file().toString());
        assertThat(hub.supplier().succeed("dataset", "report", "reported").json().path("rows").asInt()).isEqualTo(500);
        Run elsewhere = hub.laboratory().run("dataset", "report", "reported");
        assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(elsewhere.out() + elsewhere.err()).doesNotContain("500");

        NodeConfig supplier = NodeConfig.read(hub.supplier().configuration());
        ApiToken owners = ApiToken.load(supplier.data());
        ApiToken partners = ApiToken.load(NodeConfig.read(hub.laboratory().configuration()).data());
        String route = "/datasets/intake?dataset=reported";
        URI own = URI.create("http://127.0.0.1:" + supplier.privatePort().port() + route);
        assertThat(status(own, Optional.of(owners))).isEqualTo(200);
        assertThat(status(own, Optional.of(partners))).isEqualTo(401);
        assertThat(status(own, Optional.empty())).isEqualTo(401);
        for (Optional<ApiToken> token : List.of(Optional.of(owners), Optional.of(partners),
                Optional.<ApiToken>empty())) {
            assertThat(status(URI.create(hub.supplier().publicUrl() + route), token)).isEqualTo(404);
        }
    }

    /** The cards come from the running node, without the columns; rows, books and budget are the audit's own. */
    @Test
    void auditsWhatARunningNodePublishes() {
        Meters meters = hub.publish("audited", 200, 5);
        hub.publish("not-audited", 200, 6);
        Run run = hub.supplier().run("audit", "--dataset", meters.dataset(), "--quick", "--json");
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        JsonNode reports = run.json().path("reports");
        assertThat(reports).hasSize(1);
        assertThat(reports.path(0).path("dataset").asText()).isEqualTo("audited");
        assertThat(reports.path(0).path("findings")).filteredOn(one ->
            one.path("verdict").asText().equals("passed")).hasSizeGreaterThan(8);
        assertThat(reports.path(0).path("findings")).noneMatch(one -> one.path("verdict").asText().equals("failed"));
        for (JsonNode place : hub.supplier().succeed("budget").json().path("places")) {
            if (place.path("unitSpace").asText().equals("meters-audited")) {
                assertThat(place.path("microRho").asLong()).isZero();
            }
        }
        Run none = hub.laboratory().run("audit", "--quick");
        assertThat(none.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(none.err()).contains("publishes no dataset", "--card");
    }

    /** A period decides for ever on what budget rows lie. */
    @Test
    void refusesAPeriodThatIsASlipOfThePen() {
        Meters meters = hub.rows("slip", 50, 8);
        Run run = hub.supplier().run("dataset", "publish", meters.file().toString(), "--card", hub.write("slip.yaml",
            meters.card().replace("period: \"2025\"", "period: \"soon\"")), "--lang", "fr");
        assertThat(run.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains("period", "\"2025-T1\"");
        publish(meters, meters.file().toString());
    }

    /** In English and in French it would have two budgets. */
    @Test
    void refusesASecondSpellingOfAQuarter() {
        Meters meters = hub.rows("quarter", 50, 19);
        String card = meters.card().replace("period: \"2025\"", "period: \"2025-Q1\"");
        hub.supplier().succeed("dataset", "publish", meters.file().toString(), "--card",
            hub.write("quarter.yaml", card));
        Run run = hub.supplier().run("dataset", "publish", meters.file().toString(), "--card",
            hub.write("trimestre.yaml", card.replace("id: quarter", "id: trimestre").replace("2025-Q1", "2025-T1")),
            "--lang", "en");
        assertThat(run.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains("period", "same quarter as \"2025-Q1\"");
    }

    @Test
    void tellsTheOwnerWhatMakesACardOfLittleUse() {
        Meters meters = hub.rows("doubtful", 50, 9);
        String card = hub.write("doubtful.yaml", meters.card().replace("perUnit: {max: 20000}", "perUnit: {max: 10}")
            .replace("purposes: []", "purposes: [climate-plan, marketing]"));
        Run run = hub.supplier().run("dataset", "publish", meters.file().toString(), "--card", card, "--lang", "fr");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).contains("measures.consumption.perUnit.max", "purposes", "marketing", "climate-plan");
        publish(meters, meters.file().toString());
        assertThat(hub.supplier().run("dataset", "publish", meters.file().toString(), "--card",
            hub.write("doubtful.yaml", meters.card()), "--lang", "fr").err()).doesNotContain("Attention");
    }

    private void publish(Meters meters, String file) {
        Run run = hub.supplier().succeed("dataset", "publish", file, "--card",
            hub.write(meters.dataset() + ".card.yaml", meters.card()));
        assertThat(run.json().path("id").asText()).isEqualTo(meters.dataset());
    }

    private static List<String[]> rows(Meters meters) throws IOException {
        return Files.readAllLines(meters.file()).stream().skip(1).map(line -> line.split(",")).toList();
    }

    private static int status(URI address, Optional<ApiToken> token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        token.ifPresent(one -> request.header("Authorization", one.header()));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }

    /** Out of a class loader of its own, as DuckDB is not on the tests' class path. */
    private static void withDuckDb(String sql) throws IOException, SQLException, ReflectiveOperationException {
        Path reader = Path.of(Datasets.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .resolveSibling("reader");
        try (Stream<Path> jars = Files.list(reader);
             URLClassLoader loader = new URLClassLoader(new URL[] {jars.findFirst().orElseThrow().toUri().toURL()})) {
            Driver driver = (Driver) loader.loadClass("org.duckdb.DuckDBDriver").getConstructor().newInstance();
            try (Connection database = driver.connect("jdbc:duckdb:", new Properties());
                 Statement statement = database.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
