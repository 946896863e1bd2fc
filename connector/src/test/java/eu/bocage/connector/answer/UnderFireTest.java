package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.World;
import eu.bocage.connector.answer.FireNode.Got;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.member.Json;
import java.io.BufferedReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks on the budget through real HTTP. */
class UnderFireTest {

    private static final Budgets.Limits LIMITS = new Budgets.Limits(1_000_000, 600_000, 500, 0);
    private static final Budgets.Scope SCOPE = new Budgets.Scope("meters", "2025", World.PROJECT);

    @TempDir
    Path folder;

    private FireNode node;
    private HttpClient client;
    private String token;

    @BeforeEach
    void publish() {
        client = FireNode.client();
        open(Computing.real());
        node.world.publish();
        token = node.world.grants.grant("transfer", World.AGREEMENT);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        if (node != null) {
            node.close();
            node = null;
        }
    }

    private void open(Computing computing) {
        node = new FireNode(folder, computing);
    }

    @Test
    void givesNoMoreThanTheBudgetTo200ClientsAtOnce() throws Exception {
        List<Got> replies = FireNode.atOnce(node.address("/query"), token, different(200));
        assertThat(replies).allSatisfy(got -> assertThat(got.status()).isIn(200, 429));
        // the project's share of 600 000 has room for 12 questions of 49 000 to 49 199 and not for a thirteenth
        assertThat(replies.stream().filter(got -> got.status() == 200)).hasSize(12);
        assertThat(spent()).isEqualTo(charged(replies)).isBetween(12 * 49_000L, 600_000L);
        assertThat(node.world.kinds()).filteredOn("reserved"::equals).hasSize(12);
    }

    @Test
    void givesNoMoreThanTheBudgetAcrossADeathBetweenDebitAndAnswer() throws Exception {
        List<byte[]> requests = different(200);
        node.close();
        node = null;
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
            System.getProperty("java.class.path"), FireNode.Dying.class.getName(), folder.toString(), "5")
            .redirectError(folder.resolve("child.log").toFile()).start();
        List<Got> cut;
        try (BufferedReader said = child.inputReader()) {
            int port = Integer.parseInt(said.lines().filter(line -> line.matches("[0-9]+")).findFirst().orElseThrow());
            cut = FireNode.atOnce(FireNode.address(port, "/query"), token, requests);
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor()).isEqualTo(137);
        open(Computing.real());
        assertThat(node.world.kinds()).filteredOn("reserved"::equals).hasSizeBetween(5, 12);
        node.answering.recover();
        List<Got> again = FireNode.atOnce(node.address("/query"), token, requests);
        assertThat(again).allSatisfy(got -> assertThat(got.status()).isIn(200, 429));
        assertThat(again.stream().filter(got -> got.status() == 200)).hasSize(12);
        for (int i = 0; i < requests.size(); i++) {
            if (cut.get(i).status() == 200) {
                assertThat(answer(again.get(i))).isEqualTo(answer(cut.get(i)));
            }
        }
        assertThat(node.world.kinds()).filteredOn("reserved"::equals).hasSize(12);
        assertThat(node.world.kinds()).filteredOn("answered"::equals).hasSize(12);
        assertThat(spent()).isEqualTo(again.stream().filter(got -> got.status() == 200)
            .mapToLong(got -> signed(got).path("cost").asLong()).sum()).isLessThanOrEqualTo(600_000);
    }

    @Test
    void spendsNothingOnPreviewsAndBoundsThem() throws Exception {
        List<String> before = node.world.kinds();
        byte[] preview = Desks.preview(node.world, World.QUESTION);
        List<Got> replies = FireNode.atOnce(node.address("/preview"), token, IntStream.range(0, 200)
            .mapToObj(i -> preview).toList());
        assertThat(replies).allSatisfy(got -> assertThat(got.status()).isIn(200, 429));
        assertThat(replies.stream().filter(got -> got.status() == 200)).hasSize(60);
        assertThat(ask("{}").status()).isEqualTo(400);
        assertThat(FireNode.post(client, node.address("/query"), token, preview).status()).isEqualTo(403);
        assertThat(spent()).isZero();
        assertThat(node.world.kinds()).isEqualTo(before);
    }

    @Test
    void boundsTheQuestionsOfOneMemberAndWritesNothingOfThoseBeyond() throws Exception {
        node.close();
        node = new FireNode(folder, Computing.real(), 3);
        for (int i = 0; i < 3; i++) {
            assertThat(ask(World.QUESTION).status()).isEqualTo(200);
        }
        List<String> before = node.world.kinds();
        for (String question : List.of(World.QUESTION, Desks.costing(20_000),
                World.QUESTION.replace("climate-plan", "marketing"), "{}")) {
            HttpResponse<String> refused = client.send(HttpRequest.newBuilder(node.address("/query"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Desks.request(node.world, question))).build(),
                HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("60");
            assertThat(Json.read(refused.body()).path("code").asText()).isEqualTo("rate");
        }
        assertThat(node.world.kinds()).isEqualTo(before);
        assertThat(spent()).isEqualTo(50_000);
        node.world.anchor.register(World.project("other-project", node.world.other, 100));
        node.world.agree("agreement-2", node.world.other.did(), "other-project");
        assertThat(FireNode.post(client, node.address("/query"), node.world.grants.grant("transfer-2", "agreement-2"),
            Desks.request(node.world, "agreement-2", World.QUESTION, node.world.otherKeys)).status()).isEqualTo(200);
        node.world.now = node.world.now.plusSeconds(60);
        assertThat(ask(World.QUESTION).status()).isEqualTo(200);
    }

    @Test
    void chargesAReplayedRequestOnceAndGivesTheSameBytes() throws Exception {
        byte[] request = Desks.request(node.world, World.QUESTION);
        List<Got> replies = FireNode.atOnce(node.address("/query"), token, IntStream.range(0, 20)
            .mapToObj(i -> request).toList());
        assertThat(replies).allSatisfy(got -> assertThat(got.status()).isEqualTo(200));
        assertThat(replies.stream().map(UnderFireTest::answer).distinct()).hasSize(1);
        assertThat(charged(replies)).isEqualTo(50_000).isEqualTo(spent());
    }

    @Test
    void chargesEquivalentSpellingsOnceAndGivesTheSameBytes() throws Exception {
        List<String> spellings = List.of(World.QUESTION,
            World.QUESTION.replace("\"zoning\",\"energy\"", "\"energy\",\"zoning\""),
            World.QUESTION.replace("\"zoning\":\"epci\"", "\"period\":\"2025\",\"zoning\":\"epci\""),
            World.QUESTION.replace("\"groupBy\"", "\"filters\":{},\"groupBy\""),
            World.QUESTION.replace("\"groupBy\"", "\"microRho\":50000,\"groupBy\""),
            """
            {"zoning":"epci","groupBy":["energy","zoning"],"measures":[{"measure":"consumption","function":"sum"},
             {"function":"count"}],"purpose":"climate-plan","dataset":"energy-consumption"}
            """);
        List<Got> replies = FireNode.atOnce(node.address("/query"), token, spellings.stream()
            .map(spelling -> Desks.request(node.world, spelling)).toList());
        assertThat(replies).allSatisfy(got -> assertThat(got.status()).as(got.body()).isEqualTo(200));
        assertThat(replies.stream().map(UnderFireTest::answer).distinct()).hasSize(1);
        assertThat(charged(replies)).isEqualTo(50_000).isEqualTo(spent());
    }

    @Test
    void givesNothingBackWhateverFailsAndTellsNobodyWhy() throws Exception {
        node.close();
        open((question, card, table, version, rules, seed) -> {
            throw new ArithmeticException("meter m42 divides by zero");
        });
        Got failed = ask(World.QUESTION);
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body()).doesNotContain("m42");
        assertThat(ask(World.QUESTION).body()).isEqualTo(failed.body());
        assertThat(spent()).isEqualTo(50_000);
        node.world.datasets.publish(World.CARD, node.world.csv(50), rows -> { });
        assertThat(spent()).isEqualTo(50_000);
        node.close();
        open(Computing.real());
        assertThat(spent()).isEqualTo(50_000);
    }

    @Test
    void refillsNothingByPublishingUnderAnotherName() throws Exception {
        assertThat(ask(World.QUESTION).status()).isEqualTo(200);
        node.world.datasets.publish(World.CARD.replace("id: energy-consumption", "id: again"), node.world.csv(60),
            rows -> { });
        node.world.datasets.publish(World.CARD, node.world.csv(70), rows -> { });
        assertThat(spent()).isEqualTo(50_000);
        assertThat(ask(World.QUESTION).status()).isEqualTo(200);
        assertThat(spent()).isEqualTo(100_000);
    }

    @Test
    void bringsNewBudgetWithANewPeriodAndNoneToTheFormerOne() throws Exception {
        assertThat(ask(World.QUESTION).status()).isEqualTo(200);
        node.world.datasets.publish(World.CARD.replace("id: energy-consumption", "id: energy-2026")
            .replace("period: \"2025\"", "period: \"2026\""), node.world.csv(80, 2026), rows -> { });
        assertThat(node.world.budgets.balance(new Budgets.Scope("meters", "2026", World.PROJECT), LIMITS))
            .isEqualTo(new Budgets.Balance(1_000_000, 600_000, 500, 0));
        assertThat(spent()).isEqualTo(50_000);
    }

    @Test
    void chargesNoOtherProjectThanThatOfTheTokensAgreement() throws Exception {
        World world = node.world;
        world.anchor.register(World.project("other-project", world.other, 100));
        world.agree("agreement-2", world.other.did(), "other-project");
        String othersToken = world.grants.grant("transfer-2", "agreement-2");
        byte[] mine = Desks.request(world, World.QUESTION);
        byte[] theirs = Desks.request(world, "agreement-2", World.QUESTION, world.otherKeys);
        byte[] forged = Desks.request(world, "agreement-2", World.QUESTION, world.consumerKeys);
        assertThat(FireNode.post(client, node.address("/query"), othersToken, mine).status()).isEqualTo(403);
        assertThat(FireNode.post(client, node.address("/query"), token, theirs).status()).isEqualTo(403);
        assertThat(FireNode.post(client, node.address("/query"), othersToken, forged).status()).isEqualTo(403);
        assertThat(spent()).isZero();
        assertThat(FireNode.post(client, node.address("/query"), othersToken, theirs).status()).isEqualTo(200);
        assertThat(world.budgets.balance(SCOPE, LIMITS)).isEqualTo(new Budgets.Balance(950_000, 600_000, 500, 0));
    }

    @Test
    void answersOthersWhileEveryComputingThreadIsBusy() throws Exception {
        node.close();
        int threads = Workers.THREADS;
        CountDownLatch computing = new CountDownLatch(threads);
        CountDownLatch done = new CountDownLatch(1);
        open((question, card, table, version, rules, seed) -> {
            computing.countDown();
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Json.bytes("{}");
        });
        List<Thread> busy = new ArrayList<>();
        for (byte[] request : different(threads + 2)) {
            busy.add(Thread.ofVirtual().start(() -> {
                try {
                    FireNode.post(client, node.address("/query"), token, request);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        computing.await();
        Got refused = ask(World.QUESTION.replace("climate-plan", "marketing"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(FireNode.post(client, node.address("/query"), "no token", different(1).getFirst()).status())
            .isEqualTo(401);
        done.countDown();
        for (Thread thread : busy) {
            thread.join();
        }
    }

    private Got ask(String question) throws InterruptedException {
        return FireNode.post(client, node.address("/query"), token, Desks.request(node.world, question));
    }

    /** As many questions, each with another cost. */
    private List<byte[]> different(int count) {
        return IntStream.range(0, count).mapToObj(i -> Desks.request(node.world, Desks.costing(49_000 + i))).toList();
    }

    private long spent() {
        return 1_000_000 - node.world.budgets.balance(SCOPE, LIMITS).leftTotal();
    }

    private static long charged(List<Got> replies) {
        return replies.stream().filter(got -> got.status() == 200)
            .mapToLong(got -> signed(got).path("charged").asLong()).sum();
    }

    private static ObjectNode signed(Got got) {
        return (ObjectNode) Json.read(Json.text(Desks.receipt(got.reply()))).required("payload");
    }

    private static String answer(Got got) {
        return Desks.answer(got.reply());
    }
}
