package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.World;
import eu.bocage.connector.answer.Answering.Reply;
import eu.bocage.connector.budget.Book;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.member.Json;
import java.io.BufferedReader;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a question about a private key takes of delta, from the charge to the receipt. */
class DeltaTest {

    private static final String CARD = World.CARD
        .replace("values: [electricity, gas], perUnit: 1", "private: true, perUnit: 1")
        .replace("filters: [energy]", "filters: []");
    private static final long DELTA = 10_000;
    private static final Budgets.Limits LIMITS = new Budgets.Limits(1_000_000, 600_000, 500, 500_000);
    private static final Budgets.Scope SCOPE = new Budgets.Scope("meters", "2025", World.PROJECT);

    @TempDir
    Path folder;

    private World world;
    private Answering answering;
    private String token;

    @BeforeEach
    void publish() {
        open();
        world.datasets.publish(CARD, world.csv(3_000), rows -> { });
        token = world.grants.grant("transfer", World.AGREEMENT);
    }

    private void open() {
        world = new World(folder);
        answering = Desks.answering(world);
    }

    @AfterEach
    void close() {
        answering.close();
        world.close();
    }

    @Test
    void chargesDeltaOnceInBooksLedgerAndReceipt() {
        Reply first = answering.answer(token, Desks.request(world, World.QUESTION));
        assertThat(first.status()).as(Desks.text(first)).isEqualTo(200);
        assertCharged(DELTA);
        assertThat(receipt(first).path("picoDelta").asLong()).isEqualTo(DELTA);
        assertThat(Json.read(Desks.text(first)).path("budget").path("picoDelta").asLong()).isEqualTo(DELTA);
        assertThat(content("reserved").path("picoDelta").asLong()).isEqualTo(DELTA);
        assertThat(content("answered").path("picoDelta").asLong()).isEqualTo(DELTA);

        Reply again = answering.answer(token, Desks.request(world, World.QUESTION));
        assertThat(Desks.answer(again)).isEqualTo(Desks.answer(first));
        assertThat(receipt(again).path("picoDelta").asLong()).isEqualTo(DELTA);
        assertThat(receipt(again).path("charged").asLong()).isZero();
        assertThat(content("repeated").path("picoDelta").asLong()).isEqualTo(DELTA);
        assertCharged(DELTA);
        answering.answer(token, Desks.request(world, Desks.costing(20_000)));
        assertCharged(2 * DELTA);
    }

    @Test
    void keepsTheDeltaOfAQuestionWhoseAnswerADeathPrevented() throws Exception {
        byte[] request = Desks.request(world, World.QUESTION);
        close();
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
            System.getProperty("java.class.path"), FireNode.Dying.class.getName(), folder.toString(), "1")
            .redirectError(folder.resolve("child.log").toFile()).start();
        try (BufferedReader said = child.inputReader(); HttpClient client = FireNode.client()) {
            int port = Integer.parseInt(said.lines().filter(line -> line.matches("[0-9]+")).findFirst().orElseThrow());
            assertThat(FireNode.post(client, FireNode.address(port, "/query"), token, request).status()).isZero();
            assertThat(child.waitFor()).isEqualTo(137);
        } finally {
            child.destroyForcibly();
        }
        open();
        assertThat(world.kinds().getLast()).isEqualTo("reserved");
        assertCharged(DELTA);
        answering.recover();
        assertCharged(DELTA);
        assertThat(content("answered").path("picoDelta").asLong()).isEqualTo(DELTA);
        assertThat(content("answered").path("receipt").path("payload").path("picoDelta").asLong()).isEqualTo(DELTA);
        assertThat(receipt(answering.answer(token, request)).path("picoDelta").asLong()).isEqualTo(DELTA);
        assertCharged(DELTA);
    }

    @Test
    void stopsAtTheProjectsPartOfDeltaThoughRhoIsLeft() {
        // 40 of 1000 of the charter's rho and of the delta that is set aside, which is enough for two questions
        world.anchor.register(World.project("other-project", world.other, 40));
        world.agree("agreement-2", world.other.did(), "other-project");
        String others = world.grants.grant("transfer-2", "agreement-2");
        for (int i = 0; i < 2; i++) {
            assertThat(ask(others, Desks.costing(1_000 + i)).status()).isEqualTo(200);
        }
        Reply refused = ask(others, Desks.costing(1_002));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Desks.text(refused)).contains("project's share no longer admits that probability",
            "la part de votre projet n'admet plus cette probabilité");
        assertThat(world.kinds().getLast()).isEqualTo("refused");
        Budgets.Scope scope = new Budgets.Scope("meters", "2025", "other-project");
        assertThat(world.budgets.balance(scope, new Budgets.Limits(1_000_000, 40_000, 500, 500_000)))
            .isEqualTo(new Budgets.Balance(1_000_000 - 2_001, 40_000 - 2_001, 498, 0));
        String without = Desks.costing(1_003).replace("[\"zoning\",\"energy\"]", "[\"zoning\"]");
        assertThat(ask(others, without).status()).isEqualTo(200);
    }

    private Reply ask(String bearer, String question) {
        return answering.answer(bearer, Desks.request(world, "agreement-2", question, world.otherKeys));
    }

    private void assertCharged(long picoDelta) {
        assertThat(world.budgets.balance(SCOPE, LIMITS).leftPicoDelta()).isEqualTo(300_000 - picoDelta);
        assertThat(world.budgets.books(List.of())).singleElement().satisfies(book -> {
            assertThat(book.picoDelta()).isEqualTo(picoDelta);
            assertThat(book.projects()).extracting(Book.ProjectBook::picoDelta).containsExactly(picoDelta);
        });
    }

    private JsonNode content(String kind) {
        return Json.read(world.entries(kind).getFirst()).path("content");
    }

    private static JsonNode receipt(Reply reply) {
        return Json.read(Json.text(Desks.receipt(reply))).path("payload");
    }
}
