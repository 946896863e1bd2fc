package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.World;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.budget.Continuity.Settled;
import eu.bocage.connector.budget.Place;
import eu.bocage.connector.member.Json;
import eu.bocage.policies.Spent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose budget pays for what a database lacks that is put back after two more questions were answered. */
class RestoredBooksTest {

    private static final Budgets.Limits LIMITS = new Budgets.Limits(1_000_000, 600_000, 500, 0);
    private static final Budgets.Scope SCOPE = new Budgets.Scope("meters", "2025", World.PROJECT);
    private static final Place METERS = new Place("meters", "2025");
    private static final long PRICE = 50_000;

    @TempDir
    Path folder;
    @TempDir
    Path backups;

    private World world;
    private Answering answering;
    private String token;
    private String receipt;

    @BeforeEach
    void answerSaveAndGoOn() {
        open(World.START);
        world.publish();
        token = world.grants.grant("transfer", World.AGREEMENT);
        answering.answer(token, Desks.request(world, World.QUESTION));
        close();
        new Copies(folder, backups).save(Copies.DATABASE);
        open(World.START.plusSeconds(60));
        receipt = Json.text(Desks.receipt(answering.answer(token, Desks.request(world, Desks.costing(40_000)))));
        answering.answer(token, Desks.request(world, Desks.costing(30_000)));
    }

    @AfterEach
    void close() {
        answering.close();
        world.close();
    }

    private void open(Instant now) {
        world = new World(folder, World.CHARTER, 9101, now);
        answering = Desks.answering(world);
    }

    private void restore() {
        close();
        new Copies(folder, backups).putBack(Copies.DATABASE);
        open(World.START.plusSeconds(180));
    }

    private List<Settled> reopen() {
        return Desks.reconciliation(world).open(List.of(), PRICE);
    }

    /** Nobody can tell whose questions were lost, or that they were not of today. */
    @Test
    void chargesWhatNothingExplainsToTheShareAndTheDayOfEveryProjectThoughItHasNoBooks() {
        restore();
        Budgets.Scope other = new Budgets.Scope("meters", "2025", "other-project");
        Desks.reconciliation(world).show(List.of(receipt));
        assertThat(reopen()).containsExactly(new Settled(METERS, 1, PRICE));
        Budgets.Limits limits = new Budgets.Limits(1_000_000, 600_000, 10, 1_000_000_000_000L);
        assertThat(world.budgets.balance(SCOPE, limits)).isEqualTo(new Budgets.Balance(
            1_000_000 - 50_000 - 40_000 - PRICE, 600_000 - 50_000 - 40_000 - PRICE, 10 - 3, 0));
        assertThat(world.budgets.balance(other, limits)).isEqualTo(new Budgets.Balance(
            1_000_000 - 50_000 - 40_000 - PRICE, 600_000 - PRICE, 10 - 1, 0));
        assertThat(world.budgets.spent(other)).isEqualTo(new Spent(Optional.of(PRICE),
            Optional.of(50_000 + 40_000 + PRICE), Optional.of(1)));
        assertThat(world.budgets.charge(other, 7, 0, limits)).isInstanceOf(Budgets.Charge.Charged.class);
        assertThat(world.budgets.balance(other, limits)).isEqualTo(new Budgets.Balance(
            1_000_000 - 50_000 - 40_000 - PRICE - 7, 600_000 - PRICE - 7, 10 - 2, 0));
        world.now = world.now.plus(Duration.ofDays(1));
        assertThat(world.budgets.balance(other, limits).leftToday()).isEqualTo(10);
    }

    /** What costs nothing costs nothing when it is lost either, so that nobody empties a budget by asking again. */
    @Test
    void chargesNothingForLostRefusalsAndRepeats() {
        for (int i = 0; i < 3; i++) {
            answering.answer(token, Desks.request(world, World.QUESTION));
            answering.answer(token, Desks.request(world, World.QUESTION.replace("climate-plan", "marketing")));
        }
        assertThat(world.kinds()).hasSize(4 + 4 + 6).endsWith("repeated", "refused");
        restore();
        assertThat(reopen()).containsExactly(new Settled(METERS, 2, 2 * PRICE));
        assertThat(world.budgets.balance(SCOPE, LIMITS).leftTotal()).isEqualTo(1_000_000 - 50_000 - 2 * PRICE);
    }
}
