package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes that the operating system ends with SIGKILL, as {@code kill -9} does. Supplier and laboratory are processes of
 * their own and up again after each test; each test publishes what it asks about.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledNodeTest {

    private Hub hub;

    @BeforeAll
    void bringUp(@TempDir Path fresh) throws IOException {
        hub = Hub.found(fresh);
        hub.supplier().startProcess();
        hub.laboratory().startProcess();
    }

    @AfterAll
    void takeDown() {
        if (hub != null) {
            hub.close();
        }
    }

    /** So long after a step of a question has ended; the step {@code ""} ends when the question is asked. */
    private record Moment(String step, long millis) {
    }

    @Test
    void goesOnWithTheFirstQuestionWhenItsSupplierIsKilled() throws Exception {
        goesOnWithTheFirstQuestion("s", hub.supplier(), new Moment("", 10), new Moment("", 60), new Moment("", 150));
    }

    @Test
    void goesOnWithTheFirstQuestionWhenItsAskerIsKilled() throws Exception {
        goesOnWithTheFirstQuestion("l", hub.laboratory(), new Moment("catalogue", 20),
            new Moment("negotiation", 10));
    }

    /** Each round asks about a dataset that nobody has asked about, so agreement and access must be made. */
    private void goesOnWithTheFirstQuestion(String prefix, Participant victim, Moment... moments) throws Exception {
        for (int i = 0; i < moments.length; i++) {
            Moment moment = moments[i];
            String dataset = prefix + i;
            hub.publish(dataset, 1000, i);
            long before = reservations();
            int cut = killed(victim, Hub.question(dataset), moment);
            assertThat(cut).as("%s", moment).isIn(0, 4);
            JsonNode answered = hub.ask(Hub.question(dataset));
            assertThat(reservations() - before).as("charges, killed at %s", moment).isOne();
            JsonNode again = hub.ask(Hub.question(dataset));
            assertThat(again.path("answer")).isEqualTo(answered.path("answer"));
            assertThat(signed(again).path("agreement")).isEqualTo(signed(answered).path("agreement"));
        }
        ledgersHold();
    }

    /** Asks, kills one side at that moment and starts it again. @return the exit code of the one who asked */
    private int killed(Participant victim, String question, Moment moment) throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        ObjectNode body = Json.object().put("question", question).put("person", "operator");
        if (moment.step().isEmpty()) {
            reached.complete(null);
        }
        CompletableFuture<Integer> asking = CompletableFuture.supplyAsync(() -> {
            try {
                hub.laboratory().client().stream("POST", "/query", body, line -> {
                    if (line.path("progress").path("step").asText().equals(moment.step())) {
                        reached.complete(null);
                    }
                });
                return ExitCode.OK;
            } catch (Failure failure) {
                return failure.exitCode();
            } finally {
                reached.complete(null);
            }
        });
        reached.join();
        Thread.sleep(moment.millis());
        victim.kill();
        victim.startProcess();
        return asking.join();
    }

    /**
     * Killed before, while and after it works on a question. Whatever the moment: each question ends in one answer for
     * one charge, under the agreement of before.
     */
    @Test
    void comesBackWithAgreementsBudgetAndLedger() throws Exception {
        hub.publish("energy", 4000, 7);
        long before = reservations();
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
        assertThat(reservations() - before).isEqualTo(1 + killAfterMillis.length);
        ledgersHold();
    }

    /** The figures of 4000 meters are far from those of 60 000, so a mixture or a half would fit neither. */
    @Test
    void hasTheWholeDatasetOrTheFormerOneWhenKilledWhilePublishing() throws Exception {
        String dataset = "published";
        Meters former = hub.publish(dataset, 4000, 1);
        Meters next = hub.rows(dataset, 60_000, 2);
        for (long millis : new long[] {60, 300}) {
            String version = version(dataset);
            CompletableFuture<Run> publishing = CompletableFuture.supplyAsync(() -> hub.publish(next));
            Thread.sleep(millis);
            hub.supplier().kill();
            Run cut = publishing.join();
            hub.supplier().startProcess();
            boolean changed = !version(dataset).equals(version);
            assertThat(cut.exitCode()).as(cut.out() + cut.err()).isIn(0, 4);
            assertThat(changed || cut.exitCode() != 0).as("what was said to be published is there").isTrue();
            (changed ? next : former).assertFits(hub.ask(Hub.question(dataset)).path("answer"));
            try (Stream<Path> files = Files.list(hub.supplier().folder().resolve("data/datasets/" + dataset))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactly(version(dataset) + ".table");
            }
            if (changed) {
                assertThat(hub.publish(former).exitCode()).isZero();
            }
        }
        assertThat(hub.publish(next).exitCode()).isZero();
        next.assertFits(hub.ask(Hub.question(dataset)).path("answer"));
        ledgersHold();
    }

    private String version(String dataset) {
        for (JsonNode each : hub.supplier().succeed("dataset", "list").json().path("datasets")) {
            if (each.path("id").asText().equals(dataset)) {
                return each.path("version").asText();
            }
        }
        throw new AssertionError("no dataset " + dataset);
    }

    /** Both before there is an agreement, where its catalogue is missing, and after. */
    @Test
    void saysInBothLanguagesThatTheProviderIsGoneAndWhatToDo() throws Exception {
        hub.publish("known", 1000, 3);
        hub.publish("unknown", 1000, 4);
        hub.ask(Hub.question("known"));
        hub.supplier().kill();
        try {
            assertGone("known", "n'a pas répondu", "plus tard : elle n'est débitée qu'une fois",
                "did not reply", "later: it is charged once only");
            assertGone("unknown", "ne répond pas comme attendu", "Réessayez ; si cela dure, appelez son exploitant",
                "does not answer as expected", "Try again; if it lasts, call its operator");
        } finally {
            hub.supplier().startProcess();
        }
        hub.ask(Hub.question("known"));
    }

    private void assertGone(String dataset, String frenchFault, String frenchRemedy, String fault, String remedy) {
        String question = hub.write("question.json", Hub.question(dataset));
        Run french = hub.laboratory().run("query", question, "--lang", "fr");
        assertThat(french.exitCode()).as(french.err()).isEqualTo(4);
        assertThat(french.err()).contains("supplier", frenchFault, frenchRemedy);
        Run english = hub.laboratory().run("query", question, "--lang", "en");
        assertThat(english.exitCode()).as(english.err()).isEqualTo(4);
        assertThat(english.err()).contains("supplier", fault, remedy);
    }

    /**
     * Closing has 2.5 s, after which the process ends all the same; without that bound it would wait for EDC's threads,
     * which take a minute. 15 s leaves room for a busy machine.
     */
    @Test
    void stopsQuicklyWhenAsked() throws Exception {
        long start = System.nanoTime();
        int code = hub.supplier().terminate();
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(15_000);
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

    private void ledgersHold() {
        hub.supplier().succeed("ledger", "verify");
        hub.laboratory().succeed("ledger", "verify");
    }

    private static JsonNode signed(JsonNode result) {
        return result.path("receipt").path("payload");
    }
}
