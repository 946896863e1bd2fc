package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import eu.bocage.compute.Card;
import eu.bocage.connector.World;
import eu.bocage.connector.member.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit of what nodes run, books included; a false alarm in fewer than one run in a million. */
class AuditCommandTest {

    @TempDir
    Path folder;

    @Test
    void findsNothingInSoundMechanismsAndBooks() throws Exception {
        Path card = Files.writeString(folder.resolve("card.yaml"), World.CARD);
        Run run = Run.of("audit", "--card", card.toString(), "--quick", "--json", "--node", folder.toString());
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        List<String> verdicts = new ArrayList<>();
        for (JsonNode finding : run.json().path("reports").path(0).path("findings")) {
            verdicts.add(finding.path("check").asText() + " " + finding.path("verdict").asText());
        }
        assertThat(verdicts).containsExactly("recording passed", "epsilon passed", "variance passed",
            "threshold notApplicable", "grid passed", "permutation passed", "poison passed", "differencing passed",
            "race passed", "replay passed", "refund passed", "timing notApplicable");
        assertThat(Files.list(folder)).containsExactly(card);
    }

    /** A card that this program cannot read, as a later one may write it, keeps no other from being audited. */
    @Test
    void auditsTheOtherDatasetsWhereOneCannotBeAuditedAndSaysWhy() throws Exception {
        String good = Card.fromYaml(World.CARD).publicJson();
        ObjectNode all = Json.object();
        all.withArray("datasets").addObject().put("id", "from-later").set("card",
            Json.read(good).put("id", "from-later").put("laterField", true));
        all.withArray("datasets").addObject().put("id", "energy-consumption").set("card", Json.read(good));
        HttpServer port = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        port.createContext("/", exchange -> {
            byte[] body = all.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        port.start();
        try {
            String node = folder.resolve("node").toString();
            assertThat(Run.of("init", node, "--trust-anchor", "--organisation", "Essai", "--siren", "732829320",
                "--public-port", "9321", "--private-port", String.valueOf(port.getAddress().getPort())).exitCode())
                .isZero();
            Run run = Run.of("audit", "--quick", "--json", "--node", node);
            assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.UNAUDITED);
            JsonNode reports = run.json().path("reports");
            assertThat(run.json().path("passed").asBoolean()).isFalse();
            assertThat(reports).hasSize(2);
            assertThat(reports.path(0).path("dataset").asText()).isEqualTo("from-later");
            assertThat(reports.path(0).path("complete").asBoolean(true)).isFalse();
            assertThat(reports.path(0).path("fr").asText()).contains("laterField");
            assertThat(reports.path(0).path("en").asText()).contains("laterField");
            assertThat(reports.path(1).path("passed").asBoolean()).as(run.out()).isTrue();
            assertThat(reports.path(1).path("findings")).hasSize(12);
        } finally {
            port.stop(0);
        }
    }

    @Test
    void saysWhatIsMissing() {
        Run run = Run.of("audit", "--card", "none.yaml", "--dataset", "d");
        assertThat(run.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(run.err()).contains("--card or --dataset");
    }
}
