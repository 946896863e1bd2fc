package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.World;
import eu.bocage.connector.answer.Answering.Reply;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.ledger.LedgerCheck;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Opened;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsweringTest {

    private static final Budgets.Limits LIMITS = new Budgets.Limits(1_000_000, 600_000, 500, 0);
    private static final Budgets.Scope SCOPE = new Budgets.Scope("meters", "2025", World.PROJECT);

    @TempDir
    Path folder;

    private World world;
    private Answering answering;
    private Datasets.Published published;
    private String token;

    @BeforeEach
    void open() {
        world = new World(folder);
        published = world.publish();
        answering = Desks.answering(world);
        token = world.grants.grant("transfer", World.AGREEMENT);
    }

    @AfterEach
    void close() {
        answering.close();
        world.close();
    }

    @Test
    void answersChargesRecordsAndSigns() throws Exception {
        byte[] request = Desks.request(world, World.QUESTION);
        Reply reply = answering.answer(token, request);
        assertThat(reply.status()).as(Desks.text(reply)).isEqualTo(200);
        assertThat(Json.parse(reply.body()).path("answer").path("cells").size()).isPositive();
        assertThat(world.kinds()).containsExactly("published", "granted", "reserved", "answered");
        assertThat(balance()).isEqualTo(new Budgets.Balance(950_000, 550_000, 499, 0));
        ObjectNode budget = (ObjectNode) Json.read(Desks.text(reply)).required("budget");
        assertThat(budget.path("en").asText()).isEqualTo("What is left is enough for about 11 such questions,"
            + " 11 of them today (UTC day).");
        assertThat(budget.path("fr").asText()).contains("environ 11 questions comme celle-ci");
        assertThat(Receipts.verify(Json.bytes(Desks.answer(reply)), request, Desks.receipt(reply),
            world.consumerKeys.verificationKey(), world.providerKeys.verificationKey()))
            .isInstanceOfSatisfying(Opened.Valid.class, valid -> {
                Receipt receipt = (Receipt) valid.value();
                assertThat(receipt.cost()).isEqualTo(50_000);
                assertThat(receipt.charged()).isEqualTo(50_000);
                assertThat(receipt.commitment()).isEqualTo(published.version().commitment());
                assertThat(receipt.entry().number()).isEqualTo(3);
                assertThat(world.entries("reserved").getFirst()).contains("\"request\":\"" + receipt.request());
                assertThat(world.entries("answered").getFirst()).contains(Json.text(Desks.receipt(reply)));
            });
        assertLedgerSound();
    }

    @Test
    void leavesNoSeedBehindAndNoneInTheLedger() {
        answering.answer(token, Desks.request(world, World.QUESTION));
        assertThat(world.database.<List<String>, RuntimeException>read(handle ->
            handle.createQuery("SELECT seed FROM answer_seed").mapTo(String.class).list())).isEmpty();
        world.ledger.forEach(entry -> assertThat(entry.json()).doesNotContain("seed"));
    }

    @Test
    void givesTheSameBytesToTheSameQuestionWithoutACharge() {
        Reply first = answering.answer(token, Desks.request(world, World.QUESTION));
        Budgets.Balance after = balance();
        world.now = world.now.plusSeconds(60);
        String spelling = World.QUESTION.replace("\"zoning\",\"energy\"", "\"energy\",\"zoning\"");
        byte[] request = Desks.request(world, spelling);
        Reply second = answering.answer(token, request);
        assertThat(Desks.answer(second)).isEqualTo(Desks.answer(first));
        assertThat(balance()).isEqualTo(after);
        assertThat(world.kinds()).containsExactly("published", "granted", "reserved", "answered", "repeated");
        assertThat(Receipts.verify(Json.bytes(Desks.answer(second)), request, Desks.receipt(second),
            world.consumerKeys.verificationKey(), world.providerKeys.verificationKey()))
            .isInstanceOfSatisfying(Opened.Valid.class, valid ->
                assertThat(((Receipt) valid.value()).charged()).isZero());
    }

    @Test
    void chargesAReplayedRequestOnce() {
        byte[] request = Desks.request(world, World.QUESTION);
        Reply first = answering.answer(token, request);
        assertThat(Desks.answer(answering.answer(token, request))).isEqualTo(Desks.answer(first));
        assertThat(balance().leftTotal()).isEqualTo(950_000);
        world.publish();
        world.now = world.now.plus(Duration.ofMinutes(11));
        assertRefused(answering.answer(token, request), 400, "stale");
        assertThat(balance().leftTotal()).isEqualTo(950_000);
    }

    @Test
    void chargesAStricterRuleForSmallGroupsAsAnotherQuestion() {
        answering.answer(token, Desks.request(world, World.QUESTION));
        world.nextCharter(text -> text.replace("minimumGroup: 10", "minimumGroup: 50"));
        world.agree(World.AGREEMENT, world.consumer.did(), World.PROJECT);
        assertThat(answering.answer(token, Desks.request(world, World.QUESTION)).status()).isEqualTo(200);
        assertThat(balance().leftTotal()).isEqualTo(900_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "perUnitSpace: 1000000 | perUnitSpace: 1000000, perProject: 50000 | budgetPerProject",
        "purposes: | requestsPerDay: 1¶purposes: | requestsPerDay"})
    void repeatsAnAnswerOnceThePolicysBudgetIsUsedUpAndRefusesWhatIsNew(String before, String after, String term) {
        String text = after.replace('¶', '\n');
        world.nextCharter(charter -> charter.replace(before, text));
        world.agree(World.AGREEMENT, world.consumer.did(), World.PROJECT);
        Reply first = answering.answer(token, Desks.request(world, World.QUESTION));
        assertThat(first.status()).as(Desks.text(first)).isEqualTo(200);
        Budgets.Balance left = balance();
        assertPolicyRefuses(term, Desks.costing(20_000));
        Reply again = answering.answer(token, Desks.request(world, World.QUESTION));
        assertThat(again.status()).as(Desks.text(again)).isEqualTo(200);
        assertThat(Desks.answer(again)).isEqualTo(Desks.answer(first));
        assertThat(world.kinds().getLast()).isEqualTo("repeated");

        world.nextCharter(charter -> charter.replace(before, text).replace("minimumGroup: 10", "minimumGroup: 50"));
        world.agree(World.AGREEMENT, world.consumer.did(), World.PROJECT);
        assertPolicyRefuses(term, World.QUESTION);
        assertThat(balance()).isEqualTo(left);
    }

    private void assertPolicyRefuses(String term, String question) {
        Reply reply = answering.answer(token, Desks.request(world, question));
        assertRefused(reply, 403, "policy");
        assertThat(Json.read(Desks.text(reply)).path("reasons")).isNotEmpty().allSatisfy(reason ->
            assertThat(reason.path("term").asText()).isEqualTo(term));
    }

    @Test
    void answersUnderTheAgreementsOwnCharterAndNamesIt() {
        String agreed = world.territory.charter().orElseThrow().hash();
        world.nextCharter(text -> text.replace("climate-plan: {fr: Plan climat, en: Climate plan}",
            "other-plan: {fr: Autre plan, en: Other plan}").replace("perRequest: 50000", "perRequest: 7"));
        assertThat(answering.answer(token, Desks.request(world, World.QUESTION)).status()).isEqualTo(200);
        assertThat(balance().leftTotal()).isEqualTo(950_000);
        assertThat(world.entries("reserved")).singleElement().asString().contains(agreed);
    }

    @Test
    void decidesAgainBeforeItGivesStoredBytes() {
        answering.answer(token, Desks.request(world, World.QUESTION));
        world.anchor.suspend(world.consumer.did());
        assertRefused(answering.answer(token, Desks.request(world, World.QUESTION)), 403, "membership");
        world.adhereAll();
        world.datasets.publish(World.CARD.replace("purposes: []", "purposes: [water]"), world.csv(3_000), rows -> { });
        assertRefused(answering.answer(token, Desks.request(world, World.QUESTION)), 403, "policy");
    }

    @Test
    void chargesAgainOnANewVersionOfTheData() {
        Reply first = answering.answer(token, Desks.request(world, World.QUESTION));
        world.publish();
        Reply second = answering.answer(token, Desks.request(world, World.QUESTION));
        assertThat(Desks.answer(second)).isNotEqualTo(Desks.answer(first));
        assertThat(balance()).isEqualTo(new Budgets.Balance(900_000, 500_000, 498, 0));
    }

    @Test
    void bindsARunningAgreementToAPurposeThatTheCardGaveUp() {
        world.datasets.publish(World.CARD.replace("purposes: []", "purposes: [water]"), world.csv(300), rows -> { });
        Reply reply = answering.answer(token, Desks.request(world, World.QUESTION));
        assertRefused(reply, 403, "policy");
        assertThat(Desks.text(reply)).contains("together allow nothing any more", "n'admettent plus rien");
        assertThat(balance()).isEqualTo(new Budgets.Balance(1_000_000, 600_000, 500, 0));
        assertThat(world.kinds()).containsExactly("published", "granted", "published", "refused");
    }

    @Test
    void bindsARunningAgreementToAZoningThatTheCardGaveUp() {
        Path csv = world.write("epci.csv", "meter_id,epci,energy,kwh\nm1,243700754,gas,12\n");
        world.datasets.publish(World.CARD.replace("column: commune, level: commune", "column: epci, level: epci"), csv,
            rows -> { });
        Reply reply = answering.answer(token, Desks.request(world, World.QUESTION.replace("\"epci\"", "\"commune\"")));
        assertRefused(reply, 403, "policy");
        assertThat(Json.read(Desks.text(reply)).path("reasons")).hasSize(1).allSatisfy(reason ->
            assertThat(reason.path("term").asText()).isEqualTo("finestZoning"));
        assertThat(balance()).isEqualTo(new Budgets.Balance(1_000_000, 600_000, 500, 0));
    }

    @Test
    void bindsARunningAgreementToAGreaterLeastGroup() {
        world.datasets.publish(World.CARD.replace("minimumGroup: 10", "minimumGroup: 5000"), world.csv(3_000),
            rows -> { });
        Reply reply = answering.answer(token, Desks.request(world, World.QUESTION));
        assertThat(world.entries("reserved").getFirst()).contains("\"minimumGroup\":5000");
        assertThat(Json.read(Desks.text(reply)).required("answer").path("cells")).isNotEmpty()
            .allSatisfy(cell -> assertThat(cell.path("hidden").asBoolean()).isTrue());
    }

    @Test
    void refusesWithEveryReasonInBothLanguagesForFree() {
        String marketing = World.QUESTION.replace("climate-plan", "marketing").replace("\"epci\"", "\"iris\"");
        Reply reply = answering.answer(token, Desks.request(world, marketing));
        assertRefused(reply, 403, "policy");
        assertThat(Json.read(Desks.text(reply)).path("reasons")).anySatisfy(reason -> {
            assertThat(reason.path("term").asText()).isEqualTo("purpose");
            assertThat(reason.path("clause").asText()).isEqualTo("C01");
            assertThat(reason.path("fr").asText()).isNotBlank();
            assertThat(reason.path("en").asText()).isNotBlank();
        }).anySatisfy(reason -> assertThat(reason.path("term").asText()).isEqualTo("finestZoning"));
        assertThat(balance()).isEqualTo(new Budgets.Balance(1_000_000, 600_000, 500, 0));
        assertThat(world.kinds()).containsExactly("published", "granted", "refused");
        assertThat(Json.read(world.entries("refused").getFirst()).path("content").path("reasons"))
            .isEqualTo(Json.parse(reply.body()).path("reasons"));
    }

    @Test
    void refusesWhatIsNoSignedRequest() {
        byte[] good = Desks.request(world, World.QUESTION);
        for (byte[] bad : new byte[][] {{}, Json.bytes("{}"), Json.bytes(World.QUESTION),
            Json.bytes(Json.text(good) + " "), new byte[70_000]}) {
            assertRefused(answering.answer(token, bad), 400, "malformed");
        }
    }

    @Test
    void refusesAnUnknownOrRevokedToken() {
        byte[] request = Desks.request(world, World.QUESTION);
        assertRefused(answering.answer("", request), 401, "token");
        assertRefused(answering.answer(token + "x", request), 401, "token");
        world.grants.revoke("transfer");
        assertRefused(answering.answer(token, request), 401, "token");
    }

    @Test
    void refusesARequestUnderAnotherAgreementThanTheTokens() {
        world.agree("agreement-2", world.consumer.did(), World.PROJECT);
        assertRefused(answering.answer(token,
            Desks.request(world, "agreement-2", World.QUESTION, world.consumerKeys)), 403, "agreement");
        world.agreements.remove(World.AGREEMENT);
        assertRefused(answering.answer(token, Desks.request(world, World.QUESTION)), 403, "agreement");
    }

    @Test
    void refusesAnyOtherSignerThanTheAgreementsConsumer() {
        byte[] byOther = new Request(World.AGREEMENT, World.QUESTION, world.now)
            .sign(world.other.did(), world.otherKeys).bytes();
        assertRefused(answering.answer(token, byOther), 403, "membership");
        byte[] forged = new Request(World.AGREEMENT, World.QUESTION, world.now)
            .sign(world.consumer.did(), NodeKeys.fresh()).bytes();
        assertRefused(answering.answer(token, forged), 403, "membership");
        world.anchor.suspend(world.consumer.did());
        assertRefused(answering.answer(token, Desks.request(world, World.QUESTION)), 403, "membership");
    }

    @Test
    void refusesAStaleRequest() {
        byte[] request = Desks.request(world, World.QUESTION);
        world.now = world.now.plus(Duration.ofMinutes(11));
        assertRefused(answering.answer(token, request), 400, "stale");
    }

    @Test
    void namesTheWrongFieldsOfAQuestion() {
        Reply reply = answering.answer(token, Desks.request(world, World.QUESTION.replace("consumption\"}", "kwh\"}")
            .replace("\"groupBy\"", "\"group\"")));
        assertRefused(reply, 400, "input");
        assertThat(Desks.text(reply)).contains("\"en\":\"measures[1]", "\"fr\":\"group : ", "\"term\":\"group\"");
        assertRefused(answering.answer(token, Desks.request(world, World.QUESTION.replace("energy-consumption",
            "other"))), 400, "input");
        assertThat(balance().leftTotal()).isEqualTo(1_000_000);
    }

    @Test
    void refusesWhatIsAboveTheBudgetPerRequestForFree() {
        assertRefused(answering.answer(token, Desks.request(world, Desks.costing(50_001))), 403, "policy");
        assertThat(balance().leftTotal()).isEqualTo(1_000_000);
    }

    @Test
    void stopsARunningAgreementAtALowerBudgetOfALaterCharter() {
        assertThat(answering.answer(token, Desks.request(world, World.QUESTION)).status()).isEqualTo(200);
        world.nextCharter(charter -> charter.replace("perUnitSpace: 1000000", "perUnitSpace: 60000"));
        world.adhereAll();
        Reply reply = answering.answer(token, Desks.request(world, Desks.costing(20_000)));
        assertRefused(reply, 429, "budget");
        assertThat(answering.answer(token, Desks.request(world, World.QUESTION)).status()).isEqualTo(200);
    }

    @Test
    void stopsWhenTheBudgetIsUsedUpAndRecordsIt() {
        for (int i = 0; i < 12; i++) {
            assertThat(answering.answer(token, Desks.request(world, Desks.costing(50_000 - i))).status())
                .isEqualTo(200);
        }
        Reply reply = answering.answer(token, Desks.request(world, Desks.costing(49_000)));
        assertRefused(reply, 429, "budget");
        assertThat(Desks.text(reply)).contains("part de votre projet", "project's share");
        assertThat(world.kinds().getLast()).isEqualTo("refused");
        assertThat(answering.answer(token, Desks.request(world, Desks.costing(50_000))).status()).isEqualTo(200);
    }

    @Test
    void refusesWithoutAChargeWhenTheDatasetIsGoneOrClosed() throws Exception {
        answering.close();
        world.close();
        Files.delete(folder.resolve("datasets/energy-consumption/" + published.version().id() + ".table"));
        world = new World(folder);
        answering = Desks.answering(world);
        assertRefused(answering.answer(token, Desks.request(world, World.QUESTION)), 503, "dataset");
        assertThat(balance()).isEqualTo(new Budgets.Balance(1_000_000, 600_000, 500, 0));
        assertThat(world.kinds()).containsExactly("published", "granted");
    }

    @Test
    void sendsNoReplyButTheFirstRefusalsBeforeItsSlot() {
        answering.close();
        Duration slot = Duration.ofSeconds(1);
        answering = Desks.answering(world, Computing.real(), new Workers(), slot);
        for (String question : List.of(World.QUESTION, World.QUESTION,
                World.QUESTION.replace("climate-plan", "marketing"), "{}")) {
            long start = System.nanoTime();
            answering.answer(token, Desks.request(world, question));
            // how late it leaves depends on the machine's load; SlotTest has the multiples
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(slot);
        }
        assertThat(answering.answer("x", Desks.request(world, World.QUESTION)).status()).isEqualTo(401);
    }

    @Test
    void saysNothingOfWhyAComputationFailedAndStaysCharged() {
        answering.close();
        answering = Desks.answering(world, (question, card, table, version, group, seed) -> {
            throw new IllegalStateException("row 17 of meter m42");
        }, new Workers(), Desks.SLOT);
        Reply reply = answering.answer(token, Desks.request(world, World.QUESTION));
        assertRefused(reply, 500, "failed");
        assertThat(Desks.text(reply)).doesNotContain("m42");
        assertThat(balance().leftTotal()).isEqualTo(950_000);
        answering.close();
        answering = Desks.answering(world);
        assertThat(answering.answer(token, Desks.request(world, World.QUESTION)).status()).isEqualTo(200);
        assertThat(balance().leftTotal()).isEqualTo(950_000);
    }

    @Test
    void cutsLongAnswersIntoPartsThatTheDatabaseHolds() {
        answering.close();
        String longText = "x".repeat(1_200_000) + "\uD83C\uDF33".repeat(400_000);
        answering = Desks.answering(world, (question, card, table, version, group, seed) ->
            Json.bytes("{\"text\":\"" + longText + "\"}"), new Workers(), Desks.SLOT);
        Reply first = answering.answer(token, Desks.request(world, World.QUESTION));
        Reply second = answering.answer(token, Desks.request(world, World.QUESTION));
        assertThat(first.status()).isEqualTo(200);
        assertThat(Desks.text(first)).startsWith("{\"answer\":{\"text\":\"" + longText + "\"}");
        assertThat(Desks.text(second)).startsWith("{\"answer\":{\"text\":\"" + longText + "\"}");
    }

    private Budgets.Balance balance() {
        return world.budgets.balance(SCOPE, LIMITS);
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(Desks.text(reply)).isEqualTo(status);
        assertThat(Desks.code(reply)).isEqualTo(code);
        ObjectNode body = Json.parse(reply.body());
        assertThat(body.path("reasons").size()).isPositive();
        body.path("reasons").forEach(reason -> {
            assertThat(reason.path("fr").asText()).isNotBlank();
            assertThat(reason.path("en").asText()).isNotBlank();
        });
    }

    private void assertLedgerSound() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        world.ledger.export(out);
        assertThat(LedgerCheck.check(new ByteArrayInputStream(out.toByteArray()),
            world.providerKeys.verificationKey(), world.ledger.headNote()))
            .isInstanceOf(LedgerCheck.Verdict.Sound.class);
    }
}
