package eu.bocage.connector.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.PrivacyLoss;
import eu.bocage.connector.World;
import eu.bocage.connector.budget.Budgets.Balance;
import eu.bocage.connector.budget.Budgets.Charge;
import eu.bocage.connector.budget.Budgets.Limits;
import eu.bocage.connector.budget.Budgets.Scope;
import eu.bocage.connector.storage.Database;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Spent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetsTest {

    private static final Scope SCOPE = new Scope("meters", "2025", "climate");
    private static final Limits LIMITS = new Limits(1_000, 600, 50, 0);

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-24T23:59:59Z");
    private Database database;
    private Budgets budgets;

    @BeforeEach
    void open() {
        database = Database.openFile(folder);
        budgets = new Budgets(database, () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void chargesUnitSpaceAndProject() {
        assertThat(budgets.charge(SCOPE, 100, 0, LIMITS)).isEqualTo(new Charge.Charged(new Balance(900, 500, 49, 0)));
        assertThat(budgets.balance(SCOPE, LIMITS)).isEqualTo(new Balance(900, 500, 49, 0));
        assertThat(budgets.balance(new Scope("meters", "2025", "other"), LIMITS))
            .isEqualTo(new Balance(900, 600, 50, 0));
        assertThat(budgets.balance(new Scope("meters", "2026", "climate"), LIMITS))
            .isEqualTo(new Balance(1_000, 600, 50, 0));
        assertThat(budgets.balance(new Scope("farms", "2025", "climate"), LIMITS))
            .isEqualTo(new Balance(1_000, 600, 50, 0));
    }

    /** New periods bring new budget, so that a series goes on for years; what was spent on former ones stays spent. */
    @Test
    void bringsEachPeriodAWholeBudgetHoweverMuchFormerOnesHaveUsed() {
        for (int year = 2025; year < 2035; year++) {
            for (String project : List.of("climate", "other")) {
                Scope scope = new Scope("meters", String.valueOf(year), project);
                assertThat(budgets.charge(scope, project.equals("climate") ? 600 : 400, 0, LIMITS))
                    .as(scope.toString()).isInstanceOf(Charge.Charged.class);
            }
            for (int spent = 2025; spent <= year; spent++) {
                assertThat(budgets.charge(new Scope("meters", String.valueOf(spent), "third"), 1, 0, LIMITS))
                    .isInstanceOf(Charge.Refused.class);
            }
        }
        assertThat(budgets.balance(new Scope("meters", "2035", "climate"), LIMITS))
            .isEqualTo(new Balance(1_000, 600, 50, 0));
    }

    @Test
    void stopsAtTheProjectsShareAndSaysSo() {
        assertThat(budgets.charge(SCOPE, 600, 0, LIMITS)).isInstanceOf(Charge.Charged.class);
        assertThat(budgets.charge(SCOPE, 1, 0, LIMITS)).isInstanceOfSatisfying(Charge.Refused.class, refused -> {
            assertThat(refused.english()).contains("project's share");
            assertThat(refused.french()).contains("part de votre projet");
            assertThat(refused.balance()).isEqualTo(new Balance(400, 0, 49, 0));
        });
    }

    @Test
    void stopsAtTheWholeOverAllProjectsAndSaysSo() {
        budgets.charge(SCOPE, 600, 0, LIMITS);
        Scope other = new Scope("meters", "2025", "other");
        assertThat(budgets.charge(other, 401, 0, LIMITS)).isInstanceOfSatisfying(Charge.Refused.class,
            refused -> assertThat(refused.english()).contains("for all projects", "a smaller microRho", "stays free"));
        assertThat(budgets.charge(other, 400, 0, LIMITS)).isInstanceOf(Charge.Charged.class);
    }

    @Test
    void refusesWithoutChangingAnything() {
        budgets.charge(SCOPE, 500, 0, LIMITS);
        Balance before = budgets.balance(SCOPE, LIMITS);
        assertThat(budgets.charge(SCOPE, 101, 0, LIMITS)).isInstanceOf(Charge.Refused.class);
        assertThat(budgets.balance(SCOPE, LIMITS)).isEqualTo(before);
    }

    @Test
    void countsQuestionsByUtcDay() {
        Limits two = new Limits(1_000, 600, 2, 0);
        budgets.charge(SCOPE, 1, 0, two);
        budgets.charge(SCOPE, 1, 0, two);
        assertThat(budgets.charge(SCOPE, 1, 0, two)).isInstanceOfSatisfying(Charge.Refused.class,
            refused -> assertThat(refused.english()).contains("questions of the day", "(2)"));
        now = now.plusSeconds(1);
        assertThat(budgets.charge(SCOPE, 1, 0, two)).isEqualTo(new Charge.Charged(new Balance(997, 597, 1, 0)));
    }

    @Test
    void leavesNothingWhenALimitFallsBelowWhatIsSpent() {
        budgets.charge(SCOPE, 500, 0, LIMITS);
        Limits lower = new Limits(100, 60, 50, 0);
        assertThat(budgets.balance(SCOPE, lower)).isEqualTo(new Balance(0, 0, 49, 0));
        assertThat(budgets.charge(SCOPE, 1, 0, lower)).isInstanceOf(Charge.Refused.class);
    }

    @Test
    void refusesCostsThatWouldRefill() {
        for (long cost : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> budgets.charge(SCOPE, cost, 0, LIMITS))
                .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(budgets.charge(SCOPE, Long.MAX_VALUE, 0, LIMITS)).isInstanceOf(Charge.Refused.class);
        assertThat(budgets.balance(SCOPE, LIMITS)).isEqualTo(new Balance(1_000, 600, 50, 0));
    }

    @Test
    void chargesInTheTransactionOfItsCaller() {
        assertThatThrownBy(() -> database.useTransaction(handle -> {
            budgets.charge(SCOPE, 100, 0, LIMITS);
            throw new IllegalStateException("no");
        })).hasMessage("no");
        assertThat(budgets.balance(SCOPE, LIMITS)).isEqualTo(new Balance(1_000, 600, 50, 0));
    }

    @Test
    void keepsDeltaBesideRho() {
        Limits limits = new Limits(1_000, 600, 50, 100);
        budgets.charge(SCOPE, 100, 7, limits);
        budgets.charge(SCOPE, 100, 8, limits);
        assertThat(deltas()).containsExactly(15L, 15L);
    }

    @Test
    void admitsNoDeltaWhereTheLimitsNameNone() {
        assertThat(budgets.charge(SCOPE, 100, 1, LIMITS)).isInstanceOfSatisfying(Charge.Refused.class, refused -> {
            assertThat(refused.english()).contains("private but for a small probability", "for any project");
            assertThat(refused.french()).contains("à une faible probabilité près", "pour aucun projet");
            assertThat(refused.balance()).isEqualTo(new Balance(1_000, 600, 50, 0));
        });
        assertThat(budgets.charge(SCOPE, 100, 0, LIMITS)).isInstanceOf(Charge.Charged.class);
        assertThat(deltas()).containsExactly(0L, 0L);
    }

    @Test
    void stopsAtTheProjectsPartOfDeltaAndThenAtTheWholeThoughRhoIsLeft() {
        Limits limits = new Limits(1_000, 600, 50, 101);
        assertThat(limits.projectPicoDelta()).isEqualTo(60);
        assertThat(budgets.charge(SCOPE, 1, 60, limits)).isInstanceOf(Charge.Charged.class);
        assertThat(budgets.charge(SCOPE, 1, 1, limits)).isInstanceOfSatisfying(Charge.Refused.class, refused -> {
            assertThat(refused.english()).contains("your project's share no longer admits that probability");
            assertThat(refused.french()).contains("la part de votre projet n'admet plus");
        });
        Scope other = new Scope("meters", "2025", "other");
        assertThat(budgets.charge(other, 1, 42, limits)).isInstanceOfSatisfying(Charge.Refused.class,
            refused -> assertThat(refused.english()).contains("for any project"));
        assertThat(budgets.charge(other, 1, 41, limits)).isInstanceOf(Charge.Charged.class);
        assertThat(budgets.charge(other, 1, Long.MAX_VALUE, limits)).isInstanceOf(Charge.Refused.class);
        assertThat(budgets.charge(other, 1, 0, limits)).isInstanceOf(Charge.Charged.class);
        assertThat(deltas()).containsExactlyInAnyOrder(101L, 60L, 41L);
    }

    @Test
    void chargesRhoAloneWhereDeltaIsSpentBeyondALoweredLimit() {
        budgets.charge(SCOPE, 1, 60, new Limits(1_000, 600, 50, 100));
        assertThat(budgets.charge(SCOPE, 1, 1, new Limits(1_000, 600, 50, 10))).isInstanceOf(Charge.Refused.class);
        assertThat(budgets.charge(SCOPE, 1, 0, new Limits(1_000, 600, 50, 10))).isInstanceOf(Charge.Charged.class);
    }

    @Test
    void takesAProbabilityOnlyAsLimitOfDeltaAndSharesItWithoutOverflow() {
        for (long delta : new long[] {-1, 1_000_000_000_001L}) {
            assertThatThrownBy(() -> new Limits(1_000, 600, 50, delta)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new Limits(Long.MAX_VALUE, Long.MAX_VALUE / 2, 50, 1_000_000_000_000L).projectPicoDelta())
            .isEqualTo(499_999_999_999L);
        assertThat(new Limits(0, 0, 50, 100).projectPicoDelta()).isZero();
    }

    @Test
    void tellsThePolicyWhatIsInTheBooks() {
        assertThat(budgets.spent(SCOPE)).isEqualTo(new Spent(Optional.of(0L), Optional.of(0L), Optional.of(0)));
        budgets.charge(SCOPE, 100, 0, LIMITS);
        budgets.charge(new Scope("meters", "2025", "other"), 30, 0, LIMITS);
        assertThat(budgets.spent(SCOPE)).isEqualTo(new Spent(Optional.of(100L), Optional.of(130L), Optional.of(1)));
    }

    @Test
    void staysSpentAcrossARestart() {
        budgets.charge(SCOPE, 100, 0, LIMITS);
        database.close();
        open();
        assertThat(budgets.balance(SCOPE, LIMITS)).isEqualTo(new Balance(900, 500, 49, 0));
    }

    @Test
    void neverOverdrawsWhen200AskAtOnce() throws Exception {
        assertThat(chargedOf200(budgets)).isEqualTo(10);
        assertThat(budgets.balance(SCOPE, new Limits(1_000, 1_000, 500, 0)).leftTotal()).isZero();
    }

    @Test
    void neverOverdrawsOnTheDatabaseThatANodeUses() throws Exception {
        try (World world = new World(Files.createDirectory(folder.resolve("world")))) {
            assertThat(chargedOf200(world.budgets)).isEqualTo(10);
        }
    }

    @Test
    void countsQuestionsByTheScarcerOfRhoAndDelta() {
        Balance balance = new Balance(1_000, 950, 5, 30);
        assertThat(balance.questions(new PrivacyLoss(50, 0))).isEqualTo(19);
        assertThat(balance.questions(new PrivacyLoss(50, 10))).isEqualTo(3);
        assertThat(balance.questions(new PrivacyLoss(500, 10))).isEqualTo(1);
    }

    @Test
    void takesLimitsFromCharterAndShareAndLeavesHalfOfDeltaToStateEpsilonWith() {
        assertThat(Limits.of(Charter.fromYaml(World.CHARTER), 250))
            .isEqualTo(new Limits(1_000_000, 250_000, 500, 500_000));
        Limits narrower = Limits.of(Charter.fromYaml(World.CHARTER.replace("perRequest: 50000",
            "perRequest: 50000, perProject: 60000")), 250);
        assertThat(narrower.projectShare()).isEqualTo(60_000);
        assertThat(narrower.and(new Limits(500_000, 400_000, 7, 3))).isEqualTo(new Limits(500_000, 60_000, 7, 3));
    }

    @Test
    void saysWhatIsLeftInWords() {
        assertThat(new Balance(1_000, 950, 5, 0).english(new PrivacyLoss(50, 0)))
            .isEqualTo("What is left is enough for about 19 such questions, 5 of them today (UTC day).");
        assertThat(new Balance(1_000, 50, 5, 0).french(new PrivacyLoss(50, 0)))
            .isEqualTo("Il reste de quoi poser environ 1 question comme celle-ci, dont 1 aujourd'hui (jour UTC).");
        assertThat(new Balance(49, 1_000, 5, 0).french(new PrivacyLoss(50, 0))).contains("ne suffit plus");
    }

    /** Of the whole and of projects. */
    private List<Long> deltas() {
        return database.<List<Long>, RuntimeException>read(handle -> handle.createQuery("""
                SELECT pico_delta FROM budget_spent UNION ALL SELECT pico_delta FROM budget_spent_by_project""")
            .mapTo(Long.class).list());
    }

    /** How many of 200 simultaneous charges of 100 fit a budget of 1000 that gives a project all of it. */
    private static int chargedOf200(Budgets budgets) throws InterruptedException {
        Limits limits = new Limits(1_000, 1_000, 500, 0);
        CountDownLatch ready = new CountDownLatch(1);
        AtomicInteger charged = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 200).mapToObj(i -> Thread.ofVirtual().start(() -> {
            try {
                ready.await();
                switch (budgets.charge(SCOPE, 100, 0, limits)) {
                    case Charge.Charged done -> charged.incrementAndGet();
                    case Charge.Refused no -> refused.incrementAndGet();
                    case Charge.Closed closed -> throw new IllegalStateException("closed");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        })).toList();
        ready.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(charged.get() + refused.get()).isEqualTo(200);
        return charged.get();
    }
}
