package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.World;
import eu.bocage.connector.answer.Answering.Reply;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.budget.Continuity.Settled;
import eu.bocage.connector.budget.Continuity.Shown;
import eu.bocage.connector.budget.Continuity.State;
import eu.bocage.connector.budget.Place;
import eu.bocage.connector.ledger.LedgerCheck;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Flaw;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A provider's data folder that is put back from a backup after two more questions were answered. The ledger is then
 * {@code published, granted, reserved, answered}, and entries 5 to 8 are lost: two debits and two answers. Head notes
 * tell how many debits there were, receipts do not.
 */
class RestoredTest {

    private static final Budgets.Limits LIMITS = new Budgets.Limits(1_000_000, 600_000, 500, 0);
    private static final Budgets.Scope SCOPE = new Budgets.Scope("meters", "2025", World.PROJECT);
    private static final Place METERS = new Place("meters", "2025");
    private static final long PRICE = 50_000;

    @TempDir
    Path folder;
    @TempDir
    Path backups;

    private Copies copies;
    private World world;
    private Answering answering;
    private String token;
    private Reply first;
    private final List<String> lost = new ArrayList<>();

    @BeforeEach
    void answerSaveAndGoOn() {
        copies = new Copies(folder, backups);
        open();
        world.publish();
        token = world.grants.grant("transfer", World.AGREEMENT);
        first = whole(answering.answer(token, Desks.request(world, World.QUESTION)));
        close();
        copies.save(Copies.EVERYTHING);
        open();
        world.now = World.START.plusSeconds(60);
        lost.add(receipt(answering.answer(token, Desks.request(world, Desks.costing(40_000)))));
        world.now = World.START.plusSeconds(120);
        lost.add(receipt(answering.answer(token, Desks.request(world, Desks.costing(30_000)))));
        assertThat(left()).isEqualTo(880_000);
        close();
    }

    @AfterEach
    void close() {
        if (world != null) {
            answering.close();
            world.close();
            world = null;
        }
    }

    /** With its bytes, which are read from the database as long as that is open. */
    private static Reply whole(Reply reply) {
        return new Reply(reply.status(), reply.body());
    }

    private void open() {
        open(World.START);
    }

    private void open(Instant now) {
        world = new World(folder, World.CHARTER, 9101, now);
        answering = Desks.answering(world);
    }

    private void openAfter(List<String> putBack) {
        copies.putBack(putBack);
        open(World.START.plusSeconds(180));
    }

    @Test
    void closesEverythingWhenTheDatabaseIsOlderThanTheNoteOfItsLedger() throws Exception {
        openAfter(Copies.DATABASE);
        assertThat(world.continuity.state(METERS)).isEqualTo(State.CLOSED);
        assertClosed(Desks.costing(20_000));
        assertClosed(World.QUESTION);
        world.datasets.publish(World.CARD, world.csv(50), rows -> { });
        assertClosed(Desks.costing(20_000));
        assertThat(world.budgets.charge(SCOPE, 1, 0, LIMITS)).isInstanceOf(Budgets.Charge.Closed.class);
        assertThat(world.budgets.charge(new Budgets.Scope("never heard of", "2031", "x"), 1, 0, LIMITS))
            .isInstanceOf(Budgets.Charge.Closed.class);
        assertThat(world.kinds()).startsWith("published", "granted", "reserved", "answered", "restored")
            .doesNotContain("repeated");
        close();
        open();
        assertClosed(Desks.costing(20_000));
        assertSound();
    }

    @Test
    void chargesWhatReceiptsShowAndOpensAgain() throws Exception {
        openAfter(Copies.DATABASE);
        assertThat(world.continuity.unexplained(METERS)).isEqualTo(2);
        assertThat(Desks.reconciliation(world).show(lost)).isEqualTo(new Reconciliation.Seen(0, 2, 0));
        assertClosed(Desks.costing(20_000));
        assertThat(reopen()).containsExactly(new Settled(METERS, 0, 0));
        assertThat(left()).isEqualTo(880_000);
        assertThat(world.budgets.balance(SCOPE, LIMITS).leftProject()).isEqualTo(480_000);
        assertThat(answering.answer(token, Desks.request(world, Desks.costing(20_000))).status()).isEqualTo(200);
        assertThat(Desks.answer(answering.answer(token, Desks.request(world, World.QUESTION))))
            .isEqualTo(Desks.answer(first));
        assertThat(Desks.reconciliation(world).show(lost)).isEqualTo(new Reconciliation.Seen(0, 0, 2));
        assertThat(Desks.reconciliation(world).show(List.of(receipt(first))))
            .isEqualTo(new Reconciliation.Seen(1, 0, 0));
        assertThat(reopen()).isEmpty();
        assertThat(left()).isEqualTo(860_000);
        assertThat(world.entries("shown").getFirst()).contains("\"entry\":5", "\"entry\":7", "\"microRho\":40000");
        assertThat(world.entries("opened").getFirst()).contains("\"unexplained\":0");
        close();
        open();
        assertThat(world.continuity.state(METERS)).isEqualTo(State.OPEN);
        assertThat(left()).isEqualTo(860_000);
        assertSound();
    }

    @Test
    void chargesEachLostDebitThatNothingExplainsAsTheDearestQuestion() {
        openAfter(Copies.DATABASE);
        Desks.reconciliation(world).show(lost.subList(0, 1));
        assertThat(reopen()).containsExactly(new Settled(METERS, 1, PRICE));
        assertThat(left()).isEqualTo(1_000_000 - 50_000 - 40_000 - PRICE);
        assertThat(world.budgets.charge(SCOPE, 1, 1, new Budgets.Limits(1_000_000, 600_000, 500, 1_000)))
            .isInstanceOf(Budgets.Charge.Refused.class);
    }

    @Test
    void chargesTheDearestQuestionOfAllChartersThoughItIsCheaperNow() {
        openAfter(Copies.DATABASE);
        world.nextCharter(text -> text.replace("perRequest: 50000", "perRequest: 20000"));
        assertThat(Desks.reconciliation(world).open(List.of(), world.gate.dearest().orElseThrow()))
            .containsExactly(new Settled(METERS, 2, 2 * PRICE));
    }

    @Test
    void explainsNothingByReceiptsOfSeveralEndsOfTheLedger() {
        openAfter(Copies.DATABASE);
        reopen();
        // restored 5, opened 6, and the debit of this question 7, as another one was before
        String other = receipt(answering.answer(token, Desks.request(world, Desks.costing(20_000))));
        close();
        copies.putBack(Copies.DATABASE);
        open(World.START.plusSeconds(240));
        // the two that were lost the first time count once more, and the one since
        assertThat(world.continuity.unexplained(METERS)).isEqualTo(3);
        Desks.reconciliation(world).show(List.of(other));
        assertThat(world.continuity.unexplained(METERS)).isEqualTo(2);
        assertThat(Desks.reconciliation(world).show(lost)).isEqualTo(new Reconciliation.Seen(0, 2, 0));
        assertThat(reopen()).containsExactly(new Settled(METERS, 3, 3 * PRICE));
        assertThat(left()).isEqualTo(1_000_000 - 50_000 - 40_000 - 30_000 - 20_000 - 3 * PRICE);
    }

    /**
     * The same copy is put back twice, and only what was asked before the first time is shown: it says nothing of what
     * was asked between the two, though the numbers are the same.
     */
    @Test
    void explainsNothingByReceiptsOfAnotherBranchThanTheOneThatIsLost() {
        openAfter(Copies.DATABASE);
        reopen();
        for (int i = 0; i < 2; i++) {
            receipt(answering.answer(token, Desks.request(world, Desks.costing(20_000 + i))));
        }
        close();
        copies.putBack(Copies.DATABASE);
        open(World.START.plusSeconds(240));
        // the two debits that were lost the first time, and the two since
        assertThat(world.continuity.unexplained(METERS)).isEqualTo(4);
        assertThat(Desks.reconciliation(world).show(lost)).isEqualTo(new Reconciliation.Seen(0, 2, 0));
        assertThat(world.continuity.unexplained(METERS)).isEqualTo(4);
        assertThat(reopen()).containsExactly(new Settled(METERS, 4, 4 * PRICE));
        assertThat(left()).isEqualTo(1_000_000 - 50_000 - 40_000 - 30_000 - 4 * PRICE);
    }

    /** A receipt from before there were branches, and a note from after: nobody can tell, so it explains nothing. */
    @Test
    void explainsNothingByReceiptsThatNameNoBranch() {
        openAfter(Copies.DATABASE);
        List<String> older = lost.stream().map(receipt -> {
            ObjectNode payload = (ObjectNode) Json.read(receipt).path("payload");
            assertThat(payload.path("entry").path("branch").asText()).matches("[0-9a-f]{32}");
            ((ObjectNode) payload.path("entry")).remove("branch");
            return Json.text(Envelope.sign(Messages.RECEIPT, payload, world.provider.did(), world.providerKeys)
                .bytes());
        }).toList();
        assertThat(Desks.reconciliation(world).show(older)).isEqualTo(new Reconciliation.Seen(0, 2, 0));
        assertThat(world.continuity.unexplained(METERS)).isEqualTo(2);
    }

    @Test
    void beginsABranchWhenItShowsThatEntriesAreMissing() {
        openAfter(Copies.DATABASE);
        List<String> branches = branches();
        assertThat(branches).hasSize(5);
        assertThat(branches.subList(0, 4)).containsOnly(branches.getFirst());
        assertThat(branches.get(4)).isNotEqualTo(branches.getFirst());
        close();
        openAfter(Copies.EVERYTHING);
        assertThat(branches()).containsOnly(branches.getFirst());
        answering.answer(token, showing(lost.getLast()));
        assertThat(branches().getLast()).isNotEqualTo(branches.getFirst());
    }

    private List<String> branches() {
        List<String> branches = new ArrayList<>();
        world.ledger.forEach(entry -> branches.add(Json.read(entry.json()).path("branch").asText()));
        return branches;
    }

    @Test
    void explainsNothingByAReceiptOfAnotherEndThanTheNoteKnows() {
        openAfter(Copies.DATABASE);
        assertThat(world.continuity.charge(new Shown(8, "sha-256:" + "8".repeat(64),
            Optional.empty(), World.START, METERS,
            World.PROJECT, 1, 0))).isTrue();
        assertThat(world.continuity.unexplained(METERS)).isEqualTo(2);
    }

    @Test
    void closesWhenACounterpartShowsAReceiptOfALaterEntryThoughTheWholeFolderIsOld() throws Exception {
        openAfter(Copies.EVERYTHING);
        assertThat(world.continuity.state(METERS)).isEqualTo(State.OPEN);
        assertThat(left()).isEqualTo(950_000);
        Reply reply = answering.answer(token, showing(lost.getLast()));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(Desks.text(reply)).contains("older copy", "copie plus ancienne");
        assertThat(left()).isZero();
        assertClosed(Desks.costing(20_000));
        answering.answer(token, showing(lost.getLast()));
        assertThat(world.entries("behind")).hasSize(1);
        // entries 5 to 7 are known to be lost; the receipts explain 5 and 7, and 6 counts as a question
        Desks.reconciliation(world).show(lost);
        assertThat(reopen()).containsExactly(new Settled(METERS, 1, PRICE));
        assertThat(left()).isEqualTo(880_000 - PRICE);
        assertThat(answering.answer(token, showing(lost.getLast())).status()).isEqualTo(200);
        assertSound();
    }

    @Test
    void closesAgainWhenAReceiptTellsOfMoreThanWasKnown() {
        openAfter(Copies.EVERYTHING);
        Desks.reconciliation(world).show(lost.subList(0, 1));
        reopen();
        assertThat(left()).isEqualTo(910_000);
        assertThat(answering.answer(token, showing(lost.getLast())).status()).isEqualTo(503);
        Desks.reconciliation(world).show(lost);
        reopen();
        assertThat(left()).isEqualTo(880_000 - PRICE);
    }

    @Test
    void closesWhenTheDatabaseIsPutBackUnderTheRunningNode() {
        open(World.START.plusSeconds(180));
        world.database.useTransaction(handle -> {
            handle.execute("UPDATE ledger_head SET number = 4, hash ="
                + " (SELECT hash FROM ledger_entry WHERE number = 4)");
            handle.execute("DELETE FROM ledger_entry WHERE number > 4");
            handle.execute("UPDATE budget_spent SET micro_rho = 50000");
        });
        assertThat(left()).isEqualTo(950_000);
        for (String question : List.of(Desks.costing(20_000), Desks.costing(10_000), World.QUESTION)) {
            assertClosed(question);
        }
        assertThat(answering.preview(token, Desks.preview(world, Desks.costing(20_000))).status()).isEqualTo(503);
        assertThat(Desks.reconciliation(world).state(METERS)).isEqualTo(State.CLOSED);
        assertThat(left()).isEqualTo(950_000);
        assertThat(world.kinds()).hasSize(4);
        close();
        open(World.START.plusSeconds(240));
        assertThat(world.continuity.state(METERS)).isEqualTo(State.CLOSED);
        assertThat(world.continuity.unexplained(METERS)).isEqualTo(2);
    }

    @Test
    void isClosedByNoReceiptThatThisNodeDidNotSign() {
        openAfter(Copies.EVERYTHING);
        ObjectNode payload = (ObjectNode) Json.read(lost.getFirst()).path("payload");
        String forged = Json.text(Envelope.sign(Messages.RECEIPT, payload, world.provider.did(), NodeKeys.fresh())
            .bytes());
        for (String receipt : List.of(forged, "{}", lost.getFirst().replace("40000", "39999"))) {
            assertThat(answering.answer(token, showing(receipt)).status()).isEqualTo(200);
            assertThatThrownBy(() -> Desks.reconciliation(world).show(List.of(receipt)))
                .isInstanceOfSatisfying(Flaw.class, flaw -> {
                    assertThat(flaw.french()).contains("le reçu n° 1");
                    assertThat(flaw.english()).contains("receipt no. 1");
                });
        }
        assertThat(world.continuity.state(METERS)).isEqualTo(State.OPEN);
        assertThat(answering.answer(token, showing(receipt(first))).status()).isEqualTo(200);
        assertThat(world.entries("behind")).isEmpty();
    }

    @Test
    void neverAnswersOnABudgetThatIsDeclaredSpentAndDoesOnTheNextPeriod() {
        openAfter(Copies.DATABASE);
        Reconciliation reconciliation = Desks.reconciliation(world);
        assertThat(reconciliation.declareSpent(METERS)).isTrue();
        assertThat(reconciliation.declareSpent(METERS)).isFalse();
        assertThat(world.entries("declared-spent")).hasSize(1);
        Reply reply = answering.answer(token, Desks.request(world, Desks.costing(20_000)));
        assertThat(reply.status()).isEqualTo(429);
        assertThat(Desks.text(reply)).contains("declared the budget", "déclaré dépensé");
        assertThat(Desks.answer(answering.answer(token, Desks.request(world, World.QUESTION))))
            .isEqualTo(Desks.answer(first));
        reconciliation.show(lost.subList(0, 1));
        assertThat(reconciliation.open(List.of(new Place("meters", "2026")), PRICE))
            .containsExactly(new Settled(new Place("meters", "2026"), 1, PRICE));
        assertThat(left()).isZero();
        Budgets.Scope next = new Budgets.Scope("meters", "2026", World.PROJECT);
        assertThat(world.budgets.balance(next, LIMITS)).isEqualTo(new Budgets.Balance(950_000, 550_000, 499, 0));
    }

    private List<Settled> reopen() {
        return Desks.reconciliation(world).open(List.of(), PRICE);
    }

    private void assertClosed(String question) {
        Reply reply = answering.answer(token, Desks.request(world, question));
        assertThat(reply.status()).as(Desks.text(reply)).isEqualTo(503);
        assertThat(Desks.code(reply)).isEqualTo("dataset");
        assertThat(world.kinds()).filteredOn("reserved"::equals).hasSize(1);
    }

    /** A request for one more question, with a receipt as the asker's newest. */
    private byte[] showing(String receipt) {
        return new Request(World.AGREEMENT, World.QUESTION, world.now, Optional.of(receipt))
            .sign(world.consumer.did(), world.consumerKeys).bytes();
    }

    private static String receipt(Reply reply) {
        assertThat(reply.status()).as(Desks.text(reply)).isEqualTo(200);
        return Json.text(Desks.receipt(reply));
    }

    private long left() {
        return world.budgets.balance(SCOPE, LIMITS).leftTotal();
    }

    private void assertSound() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        world.ledger.export(out);
        assertThat(LedgerCheck.check(new ByteArrayInputStream(out.toByteArray()),
            world.providerKeys.verificationKey(), world.ledger.headNote()))
            .isInstanceOf(LedgerCheck.Verdict.Sound.class);
    }
}
