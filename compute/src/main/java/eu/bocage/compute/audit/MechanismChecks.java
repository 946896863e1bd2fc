package eu.bocage.compute.audit;

import eu.bocage.compute.Card;
import eu.bocage.compute.MadeRows;
import eu.bocage.compute.Question;
import eu.bocage.compute.Table;
import eu.bocage.compute.Trial;
import eu.bocage.compute.UnsafeAuditSeam.Mechanism;
import eu.bocage.compute.UnsafeAuditSeam.Pass;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks at what goes into mechanisms and at what comes out of them. */
final class MechanismChecks {

    /** Seeds under which inputs on neighbouring tables are compared: with each, units keep other cells. */
    private static final int SALTS = 12;
    /** Trials that are all given the draws of one; where there are more they share. */
    private static final int FULL_TRIALS = 12;
    /** With fewer draws a fault of some per cent passes anyway, and noise that is wrong by a half does not. */
    private static final int LEAST_DRAWS = 3000;

    private final SecureRandom random = new SecureRandom();
    private final Card card;
    private final MadeRows made;
    private final Subject.Maker maker;
    private final int draws;

    MechanismChecks(Card card, MadeRows made, Subject.Maker maker, int draws) {
        this.card = card;
        this.made = made;
        this.maker = maker;
        this.draws = draws;
    }

    /**
     * With the same seed on neighbouring tables: the vector that a mechanism is given moves by at most what its noise
     * is charged for, moved² / 2σ² ≤ its part of ρ; and the parts add up to the question's charge at most.
     */
    Verdict recording() {
        List<Trial> trials = Trial.all(card);
        double fullest = 0;
        long mechanisms = 0;
        for (Trial trial : trials) {
            Question question = question(trial.question());
            Subject subject = maker.of(question, card);
            MadeRows rows = trial.made();
            List<String> lines = rows.ordinary(rows.cells());
            Table without = rows.table(lines);
            List<Table> neighbours = Stream.of(rows.full("unit"), rows.greedy("unit"), rows.meagre("unit"))
                .map(unit -> rows.table(joined(lines, unit))).toList();
            for (int run = 0; run < SALTS * neighbours.size(); run++) {
                byte[] seed = seed();
                List<Pass> before = subject.release(without, seed);
                List<Pass> after = subject.release(neighbours.get(run % neighbours.size()), seed);
                Optional<Verdict> fault = overcharged(question, after);
                for (int p = 0; p < after.size() && fault.isEmpty(); p++) {
                    double used = Recorded.used(before.get(p), after.get(p));
                    fullest = Math.max(fullest, used);
                    fault = used <= 1 + 1e-9 ? Optional.empty() : Optional.of(tooMuch(after.get(p), used));
                }
                if (fault.isPresent()) {
                    return fault.get();
                }
                mechanisms += run == 0 ? after.stream().map(Pass::mechanism).distinct().count() : 0;
            }
        }
        Said share = Said.number(100 * fullest, 1);
        return Verdict.passed("Aucune unité ne change plus que ce que le bruit couvre, dans " + mechanisms
                + " mécanismes de " + trials.size() + " questions ; la plus exigeante en utilise " + share.french()
                + " %.", "No unit changes more than the noise covers, in " + mechanisms + " mechanisms of "
                + trials.size() + " questions; the most demanding one uses " + share.english() + " % of it.");
    }

    private static Verdict tooMuch(Pass pass, double used) {
        Said times = Said.number(used, 2);
        return Verdict.failed("Mécanisme « " + pass.mechanism().name() + " » : une unité coûte " + times.french()
            + " fois ce qui est débité.", "Mechanism \"" + pass.mechanism().name() + "\": one unit costs "
            + times.english() + " times what is charged.");
    }

    private static Optional<Verdict> overcharged(Question question, List<Pass> passes) {
        double sum = passes.stream().map(Pass::mechanism).mapToDouble(one -> one.microRho() / (double) one.parts())
            .sum();
        return sum <= question.microRho() * (1 + 1e-9) ? Optional.empty() : Optional.of(Verdict.failed(
            "Les mécanismes coûtent ensemble " + Math.round(sum) + " millionièmes de ρ, la question n'en paie que "
                + question.microRho() + ".", "The mechanisms cost " + Math.round(sum)
                + " millionths of rho together, the question pays " + question.microRho() + " only."));
    }

    /**
     * The mean of squared noise over its declared σ², mechanism by mechanism and part by part, cells without any unit
     * by themselves. The bounds need σ² of 1 or more; a mechanism with less is left out by name, and the others are
     * looked at.
     */
    Verdict variance(Statistics statistics) {
        List<Trial> trials = Trial.all(card);
        long each = Math.min(draws, Math.max(LEAST_DRAWS, (long) draws * FULL_TRIALS / trials.size()));
        Set<String> fine = new TreeSet<>();
        long number = 0;
        for (Trial trial : trials) {
            for (Map.Entry<Group, Squares> one : squares(trial, each).entrySet()) {
                if (one.getValue().variance < 1) {
                    fine.add(one.getKey().mechanism.name());
                    continue;
                }
                statistics.tests(2);
                double mean = one.getValue().mean();
                number += one.getValue().number;
                if (mean > Bounds.greatestSquare(one.getValue().number)
                    || mean < Bounds.leastSquare(one.getValue().number)) {
                    return wrong(one.getKey(), mean);
                }
            }
        }
        if (number == 0) {
            return Verdict.notApplicable("Le bruit déclaré est plus fin que la grille.",
                "The declared noise is finer than the grid.");
        }
        String left = String.join(", ", fine);
        return Verdict.passed("Sur " + number + " tirages, le carré du bruit a partout la moyenne déclarée, cellules"
                + " vides comprises."
                + (fine.isEmpty() ? "" : " Laissé de côté, car plus fin que la grille : " + left + "."),
            "Over " + number + " draws squared noise has the declared mean everywhere, empty cells included."
                + (fine.isEmpty() ? "" : " Left out, as finer than the grid: " + left + "."));
    }

    private Map<Group, Squares> squares(Trial trial, long each) {
        Subject subject = maker.of(question(trial.question()), card);
        Table table = trial.made().table(trial.made().ordinary(trial.made().cells()));
        Map<Group, Squares> squares = new LinkedHashMap<>();
        while (!enough(squares, each)) {
            Mechanism last = null;
            int part = 0;
            for (Pass pass : subject.release(table, seed())) {
                part = pass.mechanism().equals(last) ? part + 1 : 1;
                last = pass.mechanism();
                for (int i = 0; i < pass.exact().length; i++) {
                    squares.computeIfAbsent(new Group(last, part, pass.exact()[i] == 0), group -> new Squares())
                        .add(pass.noisy()[i] - pass.exact()[i], pass.variance());
                }
            }
        }
        return squares;
    }

    /** It depends on exact figures alone, so that the bounds hold; many cells at zero make up for few that are not. */
    private static boolean enough(Map<Group, Squares> squares, long each) {
        long all = squares.values().stream().mapToLong(one -> one.number).sum();
        return !squares.isEmpty() && (squares.values().stream().allMatch(one -> one.number >= each)
            || all >= 50 * each);
    }

    private static Verdict wrong(Group group, double mean) {
        Said times = Said.number(mean, 3);
        boolean whole = group.mechanism.parts() == 1;
        String part = group.part + "/" + group.mechanism.parts();
        return Verdict.failed("Mécanisme « " + group.mechanism.name() + " »" + (whole ? "" : ", partie " + part)
                + ", cellules " + (group.empty ? "à zéro" : "non nulles") + " : la variance est " + times.french()
                + " fois celle qui est déclarée.",
            "Mechanism \"" + group.mechanism.name() + "\"" + (whole ? "" : ", part " + part) + ", "
                + (group.empty ? "cells at zero" : "other cells") + ": the variance is " + times.english()
                + " times the declared one.");
    }

    /** Two questions that differ in their purpose, on one version, with one seed: their noise must not cancel out. */
    Verdict differencing(Statistics statistics) {
        Subject first = maker.of(question(made.counting()), card);
        Subject second = maker.of(question(made.countingAgain()), card);
        Table table = made.table(made.ordinary(made.cells()));
        Squares squares = new Squares();
        while (squares.number < draws) {
            byte[] seed = seed();
            Pass one = first.answer(table, AnswerChecks.VERSION, seed).passes().getFirst();
            Pass other = second.answer(table, AnswerChecks.VERSION, seed).passes().getFirst();
            for (int i = 0; i < one.exact().length; i++) {
                squares.add((one.noisy()[i] - one.exact()[i]) - (other.noisy()[i] - other.exact()[i]),
                    one.variance() + other.variance());
            }
        }
        statistics.tests(1);
        Said mean = Said.number(squares.mean(), 3);
        return squares.mean() < Bounds.leastSquare(squares.number)
            ? Verdict.failed("Le bruit de deux questions s'annule en partie dans leur différence : " + mean.french()
                + " fois la variance déclarée.", "The noise of two questions cancels out in part in their difference: "
                + mean.english() + " times the declared variance.")
            : Verdict.passed("La différence de deux réponses porte le bruit des deux.",
                "The difference of two answers carries the noise of both.");
    }

    private Question question(String text) {
        return Question.read(text, card, MadeRows.MICRO_RHO);
    }

    private byte[] seed() {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        return seed;
    }

    static <T> List<T> joined(List<T> lines, List<T> more) {
        List<T> all = new ArrayList<>(lines);
        all.addAll(more);
        return all;
    }

    private record Group(Mechanism mechanism, int part, boolean empty) {
    }

    /** A running mean of squared noise over declared variance. */
    private static final class Squares {

        private double sum;
        private double variance;
        private long number;

        void add(long noise, double declared) {
            sum += (double) noise * noise / declared;
            variance = declared;
            number++;
        }

        double mean() {
            return sum / number;
        }
    }
}
