package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.SetupException;
import eu.bocage.connector.node.Node;
import eu.bocage.connector.node.NodeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A trust anchor, a supplier and a laboratory, each a node with a folder of its own, worked by the command line. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeTerritoryTest {

    private static final String QUESTION = Hub.QUESTION;

    private Path folder;
    private Hub hub;
    private Participant anchor;
    private Participant supplier;
    private Participant laboratory;
    private Meters meters;

    @BeforeAll
    void bringUp(@TempDir Path fresh) {
        folder = fresh;
        hub = Hub.found(fresh);
        anchor = hub.anchor();
        supplier = hub.supplier();
        laboratory = hub.laboratory();
        supplier.start();
        laboratory.start();
        meters = hub.publish();
    }

    @AfterAll
    void takeDown() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void showsEverybodyAndEverythingOffered() {
        assertThat(laboratory.succeed("member", "list").json().path("members")).hasSize(3);
        assertThat(laboratory.succeed("project", "list").json().path("projects")).hasSize(1);
        assertThat(laboratory.run("catalog").out()).contains("energy", "supplier");
        assertThat(supplier.succeed("dataset", "list").json().path("datasets")).hasSize(1);
    }

    @Test
    void showsTheFingerprintThatANewcomerCompares() {
        String fingerprint = NodeConfig.read(laboratory.configuration()).trustAnchor().orElseThrow().key().key()
            .fingerprint();
        for (Participant each : List.of(anchor, laboratory)) {
            assertThat(each.succeed("member", "list").json().path("trustAnchor").path("fingerprint").asText())
                .isEqualTo(fingerprint);
            assertThat(each.run("member", "list").out()).contains(fingerprint);
        }
        Path late = folder.resolve("late");
        Run run = Run.of("init", late.toString(), "--territory", anchor.publicUrl(), "--organisation", "Late",
            "--siren", "732829320", "--public-port", "9399", "--json");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.json().path("en").asText()).contains(fingerprint, "--yes");
        assertThat(run.json().path("fr").asText()).contains(fingerprint, "--yes");
        assertThat(late).doesNotExist();
    }

    @Test
    void answersWithFiguresThatFitTheData() {
        meters.assertFits(hub.ask(QUESTION).path("answer"));
    }

    @Test
    void saysWhatAQuestionWouldCostWithoutAsking() {
        long before = hub.supplier().succeed("budget").json().path("places").path(0).path("microRho").asLong();
        String question = hub.write("question.json", QUESTION.replace("\"period\"", "\"microRho\": 123, \"period\""));
        Run run = laboratory.run("preview", question, "--lang", "fr");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Cette question coûterait 123 millionièmes de ρ", "somme consumption (kWh)",
            "Rien n'a été débité");
        assertThat(laboratory.succeed("preview", question).json().path("free").asBoolean()).isFalse();
        assertThat(hub.supplier().succeed("budget").json().path("places").path(0).path("microRho").asLong())
            .isEqualTo(before);
        assertThat(laboratory.run("preview", hub.write("question.json", QUESTION.replace("climate-plan",
            "marketing"))).exitCode()).isEqualTo(3);
    }

    @Test
    void answersMeansHistogramsAndQuantilesAndDrawsThem() {
        String question = hub.write("question.json", """
            {"dataset": "energy", "purpose": "climate-plan", "groupBy": ["energy"], "measures": [
             {"function": "mean", "measure": "consumption"},
             {"function": "histogram", "measure": "consumption", "edges": [5000, 10000]},
             {"function": "quantiles", "measure": "consumption", "perMille": [500]}]}""");
        Run run = laboratory.run("query", question, "--plot");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("mean consumption (kWh)", "consumption < 5,000 kWh",
            "consumption 5,000–10,000 kWh", "median consumption (kWh)", "█", "Receipt signed by");
    }

    @Test
    void showsATableTheBudgetTheReceiptAndTheTimesToAPerson() {
        Run run = laboratory.run("query", hub.write("question.json", QUESTION), "--lang", "fr");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("somme consumption (kWh)", " ± ", "Budget : ",
            "Reçu signé par " + supplier.did(), "sha-256:", "Temps : ");
    }

    @Test
    void givesTheSameBytesWithoutAChargeForTheSameQuestion() {
        JsonNode first = hub.ask(QUESTION);
        JsonNode again = hub.ask(QUESTION.replace(", \"period\": \"2025\"", ""));
        assertThat(again.path("answer")).isEqualTo(first.path("answer"));
        assertThat(again.path("receipt").path("payload").path("answer"))
            .isEqualTo(first.path("receipt").path("payload").path("answer"));
        assertThat(again.path("receipt").path("payload").path("charged").asLong(-1)).isZero();
    }

    @Test
    void refusesAnotherPurposeInBothLanguages() {
        Run run = refused(QUESTION.replace("climate-plan", "marketing"));
        assertThat(run.json().path("fr").asText()).contains("marketing").isNotEqualTo(run.json().path("en").asText());
        assertThat(run.json().path("en").asText()).contains("marketing");
    }

    @Test
    void refusesFinerThanTheCommune() {
        Run run = refused(QUESTION.replace("\"groupBy\": [\"energy\"]",
            "\"groupBy\": [\"zoning\"], \"zoning\": \"iris\""));
        assertThat(run.json().path("en").asText()).contains("commune");
    }

    @Test
    void namesWhatThereIsInPlaceOfWhatThereIsNot() {
        assertNames(QUESTION.replace("\"energy\", \"purpose\"", "\"enrgy\", \"purpose\""), "energy");
        assertNames(QUESTION.replace("[\"energy\"]", "[\"fuel\"]"), "energy");
        assertNames(QUESTION.replace("\"consumption\"", "\"usage\""), "consumption");
    }

    @Test
    void namesTheFieldOfAQuestionThatIsWrong() {
        String question = hub.write("question.json", QUESTION.replace("\"purpose\": \"climate-plan\", ", "")
            .replace("\"2025\"", "2025"));
        for (String command : List.of("query", "preview")) {
            Run run = laboratory.run(command, question);
            assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).contains("purpose: ", "period: ");
            assertThat(laboratory.run(command, question, "--lang", "fr").err()).contains("purpose : ", "period : ");
            assertThat(laboratory.run(command, question, "--json").json().path("fr").asText())
                .contains("purpose : ", "period : ");
        }
        assertNames(QUESTION.replace("\"groupBy\"", "\"groupby\""), "groupby");
    }

    private void assertNames(String question, String there) {
        Run run = hub.query(question);
        assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
        assertThat(run.out()).contains(there);
    }

    @Test
    void namesLineAndColumnOfAMalformedFileAndPublishesNothing() throws IOException {
        String before = supplier.succeed("dataset", "list").out();
        String rows = Files.readString(meters.file()).lines().limit(10).reduce("", (a, b) ->
            a + b + "\n") + "m10,45234,gas,many\n";
        Run run = supplier.run("dataset", "publish", hub.write("bad.csv", rows), "--card",
            hub.write("card.yaml", meters.card()));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("line 11, column \"kwh\"");
        assertThat(supplier.run("dataset", "publish", hub.write("bad.csv", rows), "--card",
            hub.write("card.yaml", meters.card()), "--lang", "fr").err()).contains("ligne 11, colonne « kwh »");
        assertThat(supplier.succeed("dataset", "list").out()).isEqualTo(before);
    }

    @Test
    void keepsAgreementBudgetAndLedgerAcrossARestartOfBothSides() {
        JsonNode before = hub.ask(QUESTION);
        supplier.close();
        laboratory.close();
        supplier.start();
        laboratory.start();
        JsonNode after = hub.ask(QUESTION);
        assertThat(after.path("answer")).isEqualTo(before.path("answer"));
        assertThat(after.path("receipt").path("payload").path("agreement"))
            .isEqualTo(before.path("receipt").path("payload").path("agreement"));
        assertThat(after.path("receipt").path("payload").path("charged").asLong(-1)).isZero();
    }

    @Test
    void keepsALedgerOnBothSidesThatHolds() {
        hub.ask(QUESTION);
        for (Participant each : List.of(supplier, laboratory)) {
            JsonNode verdict = each.succeed("ledger", "verify").json();
            assertThat(verdict.path("entries").asLong()).isPositive();
            assertThat(verdict.path("endProven").asBoolean()).isTrue();
        }
    }

    @Test
    void endsIn6WhenTheLedgerDoesNotHold() throws IOException {
        hub.ask(QUESTION);
        Path note = NodeConfig.read(laboratory.configuration()).data().resolve("ledger-head.json");
        byte[] good = Files.readAllBytes(note);
        try {
            Files.writeString(note, "{}");
            Run run = laboratory.run("ledger", "verify", "--json");
            assertThat(run.exitCode()).as(run.out()).isEqualTo(6);
            assertThat(run.json().path("code").asText()).isEqualTo("ledger-broken");
        } finally {
            Files.write(note, good);
        }
        assertThat(laboratory.run("ledger", "verify").exitCode()).isZero();
    }

    @Test
    void refusesASuspendedMemberUntilItIsTakenBack() {
        hub.ask(QUESTION);
        anchor.succeed("member", "suspend", laboratory.did());
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.query(QUESTION).exitCode() == 3);
        hub.admit(laboratory, "consumer", "research");
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.query(QUESTION).exitCode() == 0);
    }

    /** After a failed start nothing is left open, so the same folder starts once the port is free. */
    @Test
    void saysWhichPortIsInUseAndStartsOnceItIsFree() throws IOException {
        Participant other = Participant.neighbours(folder, "other").getFirst();
        other.found();
        NodeConfig config = NodeConfig.read(other.configuration());
        for (int port : new int[] {config.publicPort().port(), config.privatePort().port()}) {
            try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                assertThatThrownBy(() -> Node.start(config).close())
                    .isInstanceOfSatisfying(SetupException.class, e -> {
                        assertThat(e.english()).contains("Port " + port + " of 127.0.0.1 is in use",
                            "Stop the program that holds it, or choose another port in node.yaml");
                        assertThat(e.french()).contains("port " + port + " de 127.0.0.1 est déjà pris",
                            "Arrêtez le programme qui l'occupe, ou choisissez un autre port dans node.yaml");
                    });
            }
        }
        Node.start(config).close();
    }

    @Test
    void servesItsDocumentsPubliclyAndNothingElse() throws Exception {
        HttpResponse<String> register = get(anchor.publicUrl() + "/territory/register", "");
        assertThat(register.statusCode()).isEqualTo(200);
        String tag = register.headers().firstValue("ETag").orElseThrow();
        assertThat(get(anchor.publicUrl() + "/territory/register", tag).statusCode()).isEqualTo(304);
        assertThat(get(supplier.publicUrl() + "/.well-known/did.json", "").body()).contains(supplier.did());
        for (String path : List.of("/", "/status", "/members", "/datasets", "/ledger", "/territory", "/dsp")) {
            HttpResponse<String> response = get(supplier.publicUrl() + path, "");
            assertThat(response.statusCode()).as(path).isBetween(400, 499);
            assertThat(response.body()).as(path).doesNotContain("Exception", "eu.bocage");
        }
        assertThat(post(supplier.publicUrl() + "/query", "{}").statusCode()).isIn(400, 401);
        HttpResponse<String> tooLong = post(supplier.publicUrl() + "/query", "x".repeat((64 << 10) + 1));
        assertThat(tooLong.statusCode()).isEqualTo(413);
        assertThat(Json.read(tooLong.body()).path("reasons").path(0).path("fr").asText()).contains("64 Kio");
    }

    private static HttpResponse<String> get(String url, String tag) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!tag.isEmpty()) {
            request.header("If-None-Match", tag);
        }
        return send(request.build());
    }

    private static HttpResponse<String> post(String url, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private Run refused(String question) {
        Run run = hub.query(question);
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(3);
        return run;
    }
}
