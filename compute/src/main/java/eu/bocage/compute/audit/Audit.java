package eu.bocage.compute.audit;

import eu.bocage.compute.Card;
import eu.bocage.compute.MadeRows;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Attacks the answers of this program about one card, and what counts the budget.
 *
 * <p><strong>What is looked at.</strong> The mechanisms that this card gives rise to, with rows that are made up
 * ({@link MadeRows}); never the rows of the dataset. So nothing leaves and nothing is spent, whoever reads the report:
 * what an audit of real rows finds would itself tell of them and would have to be paid for; and faults show at the ends
 * of bounds, where made-up rows lie and real ones may not.
 *
 * <p><strong>What it means.</strong> A failure is a fault, but for one audit in a million; no failure proves nothing:
 * {@code compute/docs/audit.md}. Not thread-safe.
 */
public final class Audit {

    /**
     * How much is tried.
     *
     * @param runs    of a release on each of two tables
     * @param draws   of noise for each mechanism, fewer where a card makes many
     * @param replies timed on each side; 0 for none
     */
    public record Effort(int runs, int draws, int replies) {

        /** Some seconds. */
        public static final Effort QUICK = new Effort(3000, 3000, 0);

        /** About a minute on one processor, and the time slots of 60 replies. */
        public static final Effort FULL = new Effort(40_000, 40_000, 30);
    }

    private final Card card;
    private final MadeRows made;
    private final Subject.Maker subjects;
    private final Optional<Counter.Maker> counters;
    private final Effort effort;

    /** @param counters none where there is no budget to attack */
    public Audit(Card card, Subject.Maker subjects, Optional<Counter.Maker> counters, Effort effort) {
        this.card = card;
        this.made = new MadeRows(card);
        this.subjects = subjects;
        this.counters = counters;
        this.effort = effort;
    }

    /** @param progress told each check before it begins */
    public Report run(Consumer<Check> progress) {
        return run(EnumSet.allOf(Check.class), progress);
    }

    /** Some checks only; one that cannot be made is told as such. @param progress told each one before it begins */
    public Report run(Set<Check> checks, Consumer<Check> progress) {
        Statistics statistics = new Statistics();
        List<Finding> findings = new ArrayList<>();
        for (Check check : new TreeSet<>(checks)) {
            progress.accept(check);
            findings.add(new Finding(check, made(check, statistics)));
        }
        return new Report(card.id(), findings, statistics.falseAlarm());
    }

    private Verdict made(Check check, Statistics statistics) {
        try {
            return verdict(check, statistics);
        } catch (RuntimeException e) {
            return Verdict.unable(e);
        }
    }

    Verdict verdict(Check check, Statistics statistics) {
        return switch (check) {
            case RECORDING -> mechanisms().recording();
            case EPSILON -> new LossCheck(card, made, subjects, effort.runs()).check(statistics);
            case VARIANCE -> mechanisms().variance(statistics);
            case THRESHOLD -> new ThresholdCheck(card, made, subjects).check();
            case DIFFERENCING -> mechanisms().differencing(statistics);
            case GRID -> new AnswerChecks(card, made, subjects).grid();
            case PERMUTATION -> new AnswerChecks(card, made, subjects).permutation();
            case POISON -> new AnswerChecks(card, made, subjects).poison();
            case RACE -> counted(CounterChecks::race);
            case REPLAY -> counted(CounterChecks::replay);
            case REFUND -> counted(CounterChecks::refund);
            case TIMING -> effort.replies() == 0
                ? Verdict.notApplicable("Laissé de côté dans un audit rapide.", "Left out of a quick audit.")
                : counted(checks -> checks.timing(effort.replies(), statistics));
        };
    }

    private MechanismChecks mechanisms() {
        return new MechanismChecks(card, made, subjects, effort.draws());
    }

    private interface Attack {
        Verdict on(CounterChecks checks);
    }

    private Verdict counted(Attack attack) {
        return counters.map(maker -> attack.on(new CounterChecks(card, made, maker)))
            .orElseGet(() -> Verdict.notApplicable("Il n'y a pas de budget à éprouver ici.",
                "There is no budget to try here."));
    }
}
