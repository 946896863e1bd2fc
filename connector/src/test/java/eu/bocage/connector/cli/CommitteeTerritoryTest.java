package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four nodes under a charter that asks promises and two colleges: a trust anchor, a supplier, a laboratory that asks,
 * a council. What they do builds up, from the first question to the charter's next version.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommitteeTerritoryTest {

    private static final String CHARTER = """
        id: committee
        version: 1
        title: {fr: Charte à comité, en: Charter with a committee}
        from: 2026-01-01
        until: 2028-12-31
        purposes:
          climate-plan: {fr: Plan climat, en: Climate plan}
        finestZoning: commune
        minimumGroup: 10
        budget: {perRequest: 50000, perUnitSpace: 1000000, questionsPerDay: 500}
        approvals:
          - days: 14
            colleges:
              public: {quorum: 2, majority: 60}
              private: {quorum: 1, majority: 100}
        promises: {noReidentification: true, retentionDays: 365}
        clauses:
          - id: C01
            title: {fr: Comité, en: Committee}
            text: {fr: Les collèges donnent leur accord., en: The colleges approve.}
            status: enforced
            terms: [approval]
        """;

    private Hub hub;
    private Participant anchor;
    private Participant supplier;
    private Participant laboratory;
    private Participant council;

    @BeforeAll
    void bringUp(@TempDir Path folder) {
        List<Participant> all = Participant.neighbours(folder, "anchor", "supplier", "laboratory", "council");
        hub = Hub.found(folder, all.subList(0, 3), CHARTER);
        anchor = hub.anchor();
        supplier = hub.supplier();
        laboratory = hub.laboratory();
        council = all.get(3);
        council.join(anchor);
        hub.admit(council, "consumer", "public");
        supplier.start();
        laboratory.start();
        council.start();
        hub.publish();
    }

    @AfterAll
    void takeDown() {
        if (council != null) {
            council.close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    @Order(1)
    void makesNoAgreementWithoutTheSignedPromises() {
        Run refused = hub.query(Hub.QUESTION);
        assertThat(refused.exitCode()).as(refused.out()).isEqualTo(3);
        assertThat(refused.json().path("en").asText()).contains("has not signed this promise");
        JsonNode offered = laboratory.succeed("agreement", "promise", "energy", "--member", supplier.did(),
            "--project", "climate").json();
        assertThat(offered.path("signed").asBoolean(true)).isFalse();
        assertThat(offered.path("promises").findValuesAsText("fr")).hasSize(2).last().asString()
            .contains("d'effacer les résultats en au plus 365 jours");
        assertThat(laboratory.run("agreement", "promise", "energy", "--member", supplier.did(), "--project", "climate",
            "--lang", "fr").out()).contains("- Le demandeur promet d'effacer").doesNotContain(" = ");
        assertThat(laboratory.run("catalog", "--lang", "fr").out()).doesNotContain("D'après");
        assertThat(laboratory.run("catalog", "--explain", "--lang", "fr").out()).contains(
            "Avant de signer, voici ce qui sera vérifié", "D'après : les adhésions signées à la charte.",
            "À chaque question :");
        assertThat(hub.query(Hub.QUESTION).exitCode()).isEqualTo(3);
        assertThat(laboratory.succeed("agreement", "promise", "energy", "--member", supplier.did(), "--project",
            "climate", "--yes").json().path("signed").asBoolean()).isTrue();
    }

    @Test
    @Order(2)
    void answersNothingBeforeTheCollegesApprove() {
        Run refused = hub.query(Hub.QUESTION);
        assertThat(refused.exitCode()).as(refused.out()).isEqualTo(3);
        assertThat(refused.json().path("en").asText()).contains("approval is still wanting");
        JsonNode agreement = supplier.succeed("agreement", "list").json().path("agreements").path(0);
        assertThat(agreement.path("promised")).hasSize(2);
        assertThat(agreement.path("charterVersion").asLong()).isEqualTo(1);
    }

    @Test
    @Order(3)
    void refusesRequestsAndVotesThatMayNotBeMade() {
        Run request = council.run("approval", "request", "energy", "--member", supplier.did(), "--project", "climate",
            "--reason", "Moi aussi", "--json");
        assertThat(request.exitCode()).as(request.out()).isEqualTo(3);
        assertThat(laboratory.run("approval", "vote", "0000", "--yes").exitCode()).isEqualTo(2);
        assertThat(laboratory.run("approval", "vote", "0000", "--no").exitCode()).isEqualTo(2);
    }

    @Test
    @Order(4)
    void answersOnceTheCollegesHaveApprovedAcrossARestart() {
        JsonNode opened = laboratory.succeed("approval", "request", "energy", "--member", supplier.did(), "--project",
            "climate", "--reason", "Plan climat de la commune").json();
        String request = opened.path("request").asText();
        assertThat(laboratory.succeed("approval", "request", "energy", "--member", supplier.did(), "--project",
            "climate", "--reason", "Encore").json().path("request").asText()).isEqualTo(request);
        Run own = laboratory.run("approval", "vote", request, "--yes", "--json");
        assertThat(own.exitCode()).as(own.out()).isEqualTo(3);
        anchor.succeed("approval", "vote", request, "--yes");
        assertThat(hub.query(Hub.QUESTION).exitCode()).isEqualTo(3);
        council.succeed("approval", "vote", request, "--yes", "--reason", "Utile à tous");
        council.close();
        council.start();
        Run changed = council.run("approval", "vote", request, "--no", "--reason", "Finalement non", "--json");
        assertThat(changed.exitCode()).as(changed.out()).isEqualTo(3);
        assertThat(council.succeed("approval", "vote", request, "--yes").json().path("votes")).hasSize(2);
        assertThat(laboratory.succeed("approval", "show", request.substring(8, 20)).json().path("outcome")
            .path("state").asText()).isEqualTo("open");
        supplier.succeed("approval", "vote", request, "--yes");
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.query(Hub.QUESTION).exitCode() == 0);
        assertThat(supplier.succeed("approval", "list").json().path("approvals").path(0).path("outcome")
            .path("state").asText()).isEqualTo("granted");
        supplier.close();
        supplier.start();
        assertThat(hub.query(Hub.QUESTION).exitCode()).isZero();
        assertThat(ledger(supplier)).contains("approval-decided", "promised", "voted");
        assertThat(ledger(supplier).lines().filter(line -> line.contains("\"kind\":\"reserved\""))).isNotEmpty()
            .allMatch(line -> line.contains(
                "{\"term\":\"noReidentification\",\"value\":\"true\"},{\"term\":\"retention\",\"value\":\"365\"}"));
        assertThat(ledger(council)).contains("\"voted\"");
        assertThat(ledger(anchor)).contains("approval-received", "vote-received");
        assertThat(ledger(laboratory)).contains("approval-requested", "promise-given");
    }

    @Test
    @Order(5)
    void simulatesWhatARequesterWouldBeAllowed() {
        JsonNode plain = simulated("--requester", laboratory.did());
        assertThat(plain.path(0).path("decision").asText()).isEqualTo("permitted");
        assertThat(plain.path(1).path("decision").asText()).isEqualTo("denied");
        assertThat(plain.path(1).path("reasons").toString()).contains("noReidentification", "retention");
        JsonNode promised = simulated("--role", "consumer", "--college", "research", "--promised");
        assertThat(promised.path(1).path("decision").asText()).isEqualTo("permitted");
        assertThat(promised.path(1).path("promises").findValuesAsText("en")).hasSize(2).last().asString()
            .contains("to erase the results within 365 days");
        assertThat(plain.path(0).path("promises").isArray()).isTrue();
        assertThat(supplier.run("policy", "simulate", "energy", "--role", "consumer", "--college", "research",
            "--promised").out()).contains("365");
        assertThat(promised.path(4).path("decision").asText()).isEqualTo("needs-approval");
        assertThat(promised.path(4).path("reasons").path(0).path("clause").asText()).isEqualTo("C01");
        assertThat(promised.path(5).path("moment").asText()).isEqualTo("key-share");
        assertThat(simulated("--college", "research", "--promised", "--zoning", "address").path(4).path("reasons")
            .toString()).contains("finestZoning");
        assertThat(supplier.run("policy", "simulate", "water").exitCode()).isEqualTo(2);
    }

    private JsonNode simulated(String... more) {
        List<String> args = new ArrayList<>(List.of("policy", "simulate", "energy"));
        args.addAll(List.of(more));
        return supplier.succeed(args.toArray(String[]::new)).json().path("moments");
    }

    @Test
    @Order(5)
    void verifiesTheSignedCharterAndNamesEachFault() throws Exception {
        String signed = get(anchor.publicUrl() + "/territory/charter");
        assertThat(supplier.succeed("charter", "verify", hub.write("signed.json", signed)).json().path("state")
            .asText()).isEqualTo("in-force");
        assertThat(get(anchor.publicUrl() + "/territory/charters/1")).isEqualTo(signed);
        assertVerified("charter-changed", signed.replace("Climate plan", "Climate plot"));
        assertVerified("charter-unsigned", CHARTER);
        assertVerified("charter-unsigned", "{\"id\":\"committee\"}");
    }

    private void assertVerified(String code, String document) {
        Run run = supplier.run("charter", "verify", hub.write("document.json", document), "--json");
        assertThat(run.exitCode()).as(run.out()).isEqualTo(3);
        assertThat(run.json().path("code").asText()).isEqualTo(code);
    }

    private static String get(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        }
    }

    @Test
    @Order(6)
    void goesOnUnderItsOwnCharterWhenANewOneIsSignedAndNeedsAdherenceForNewAgreements() throws Exception {
        String former = get(anchor.publicUrl() + "/territory/charter");
        String first = anchor.succeed("charter", "list").json().path("charters").path(0).path("hash").asText();
        String next = CHARTER.replace("version: 1", "version: 2\npredecessor: " + first)
            .replace("retentionDays: 365", "retentionDays: 30");
        anchor.succeed("charter", "sign", hub.write("next.yaml", next));
        for (Participant each : List.of(supplier, laboratory)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> each.succeed("charter", "list").json()
                .path("charters").path(0).path("version").asLong() == 2);
        }
        assertThat(supplier.succeed("charter", "list").json().path("notAdhered")).hasSize(4);
        assertThat(hub.query(Hub.QUESTION).exitCode()).isZero();
        assertVerified("charter-superseded", former);
        assertThat(supplier.run("member", "list", "--lang", "fr").out()).contains("à signer de nouveau");
        JsonNode agreement = laboratory.succeed("agreement", "list").json().path("agreements").path(0);
        assertThat(agreement.path("charterVersion").asLong()).isEqualTo(1);
        assertThat(agreement.path("newerCharter").asBoolean()).isTrue();
        assertThat(laboratory.run("catalog").out()).doesNotContain("energy");
        for (Participant each : List.of(supplier, laboratory)) {
            each.succeed("adhere");
            hub.admit(each, each == supplier ? "provider" : "consumer", each == supplier ? "private" : "research");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> laboratory.run("catalog").out().contains("energy"));
        assertThat(hub.query(Hub.QUESTION).exitCode()).isZero();
        assertThat(laboratory.succeed("agreement", "list").json().path("agreements")).hasSize(1);
        assertThat(supplier.succeed("charter", "list").json().path("notAdhered")).hasSize(2);
    }

    private static String ledger(Participant participant) {
        return participant.client().read("/ledger", in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
}
