package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.member.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supplier's node that the operating system ends with SIGKILL, as {@code kill -9} does. */
@Tag("slow")
class KilledNodeTest {

    private Hub hub;

    @AfterEach
    void takeDown() {
        hub.close();
    }

    /**
     * Killed before, while and after it works on a question. Whatever the moment: each question ends in one answer for
     * one charge, under the agreement of before, and the ledger holds.
     */
    @Test
    void comesBackWithAgreementsBudgetAndLedger(@TempDir Path folder) throws Exception {
        hub = Hub.found(folder);
        hub.supplier().startProcess();
        hub.laboratory().start();
        hub.publish();
        JsonNode first = hub.ask(Hub.QUESTION);
        String agreement = signed(first).path("agreement").asText();
        long[] killAfterMillis = {30, 300, 900};
        for (int i = 0; i < killAfterMillis.length; i++) {
            String question = Hub.QUESTION.replace("\"period\"", "\"microRho\": " + (40_000 + i) + ", \"period\"");
            CompletableFuture<Run> asking = CompletableFuture.supplyAsync(() -> hub.query(question));
            Thread.sleep(killAfterMillis[i]);
            hub.supplier().kill();
            Run cut = asking.join();
            hub.supplier().startProcess();
            JsonNode answered = hub.ask(question);
            assertThat(signed(answered).path("agreement").asText()).isEqualTo(agreement);
            if (cut.exitCode() == 0) {
                assertThat(answered.path("answer")).isEqualTo(cut.json().path("answer"));
            } else {
                assertThat(cut.exitCode()).as(cut.out()).isEqualTo(4);
            }
        }
        assertThat(hub.ask(Hub.QUESTION).path("answer")).isEqualTo(first.path("answer"));
        assertThat(reservations()).isEqualTo(1 + killAfterMillis.length);
        hub.supplier().succeed("ledger", "verify");
        hub.laboratory().succeed("ledger", "verify");
    }

    @Test
    void stopsQuicklyWhenAsked(@TempDir Path folder) throws Exception {
        hub = Hub.found(folder);
        hub.supplier().startProcess();
        long start = System.nanoTime();
        int code = hub.supplier().terminate();
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(5_000);
        assertThat(code).isEqualTo(143);
        hub.supplier().startProcess();
        assertThat(hub.supplier().succeed("member", "list").json().path("members")).hasSize(3);
    }

    private long reservations() {
        return hub.supplier().client().read("/ledger", KilledNodeTest::lines).stream()
            .filter(line -> Json.read(line).path("payload").path("kind").asText().equals("reserved")).count();
    }

    private static List<String> lines(InputStream in) throws IOException {
        return Json.text(in.readAllBytes()).lines().toList();
    }

    private static JsonNode signed(JsonNode result) {
        return result.path("receipt").path("payload");
    }
}
