package eu.bocage.compute.audit;

import eu.bocage.compute.Card;
import eu.bocage.compute.MadeRows;
import eu.bocage.compute.PrivacyLoss;
import eu.bocage.compute.Question;
import eu.bocage.compute.Table;
import eu.bocage.compute.UnsafeAuditSeam.Pass;
import java.security.SecureRandom;
import java.util.List;

/**
 * Runs a release many times on two neighbouring tables and asks whether the noisy figures alone tell them apart better
 * than the charge allows. Exact figures serve to choose what to look at, never as evidence.
 */
final class LossCheck {

    private static final int PILOTS = 400;
    private static final double DELTA = PrivacyLoss.USUAL_DELTA / 1e12;

    private final SecureRandom random = new SecureRandom();
    private final Card card;
    private final MadeRows made;
    private final Subject.Maker maker;
    private final int runs;

    LossCheck(Card card, MadeRows made, Subject.Maker maker, int runs) {
        this.card = card;
        this.made = made;
        this.maker = maker;
        this.runs = runs;
    }

    Verdict check(Statistics statistics) {
        double rho = 0;
        double epsilon = 0;
        Question question = Question.read(made.counting(), card, MadeRows.MICRO_RHO);
        double declaredRho = question.microRho() / 1e6;
        double declaredEpsilon = question.loss().epsilonPerMille(PrivacyLoss.USUAL_DELTA) / 1e3;
        for (String text : List.of(made.counting(), made.adding().getFirst())) {
            Subject subject = maker.of(Question.read(text, card, MadeRows.MICRO_RHO), card);
            Table without = made.table(made.far());
            for (List<String> unit : List.of(made.full("unit"), made.greedy("unit"))) {
                Table with = made.table(MechanismChecks.joined(made.far(), unit));
                Certificate shown = shown(subject, without, with, statistics);
                rho = Math.max(rho, shown.rho());
                epsilon = Math.max(epsilon, shown.epsilon());
            }
        }
        Said atLeast = both(rho, epsilon);
        Said declared = both(declaredRho, declaredEpsilon);
        return rho > declaredRho || epsilon > declaredEpsilon
            ? Verdict.failed("La perte est au moins de " + atLeast.french() + ", contre " + declared.french()
                + " déclarés.", "The loss is at least " + atLeast.english() + ", against a declared "
                + declared.english() + ".")
            : Verdict.passed("La perte prouvée est de " + atLeast.french() + ", sous les " + declared.french()
                + " déclarés.", "The loss that is proven is " + atLeast.english() + ", below the declared "
                + declared.english() + ".");
    }

    private static Said both(double rho, double epsilon) {
        Said one = Said.number(rho, 3);
        Said other = Said.number(epsilon, 2);
        return new Said("ρ = " + one.french() + " et ε = " + other.french() + " (δ = 10⁻⁶)",
            "ρ = " + one.english() + " and ε = " + other.english() + " (δ = 10⁻⁶)");
    }

    private Certificate shown(Subject subject, Table without, Table with, Statistics statistics) {
        double[][] weights = weights(subject, without, with);
        double[] pilot = figures(subject, without, weights, PILOTS);
        double[] other = figures(subject, with, weights, PILOTS);
        double byRho = Certificate.threshold(pilot, other, DELTA, false);
        double byEpsilon = Certificate.threshold(pilot, other, DELTA, true);
        double[] fewer = figures(subject, without, weights, runs);
        double[] more = figures(subject, with, weights, runs);
        statistics.tests(2 * Certificate.TESTS);
        Certificate one = Certificate.of(fewer, more, byRho, DELTA);
        Certificate two = Certificate.of(fewer, more, byEpsilon, DELTA);
        return new Certificate(Math.max(one.rho(), two.rho()), Math.max(one.epsilon(), two.epsilon()));
    }

    /** By run of a mechanism and cell, how far the figures are apart on average, over the variance of the noise. */
    private double[][] weights(Subject subject, Table without, Table with) {
        double[][] weights = null;
        for (int i = 0; i < 32; i++) {
            byte[] seed = seed();
            List<Pass> before = subject.release(without, seed);
            List<Pass> after = subject.release(with, seed);
            if (weights == null) {
                weights = before.stream().map(pass -> new double[pass.exact().length]).toArray(double[][]::new);
            }
            for (int p = 0; p < weights.length; p++) {
                for (int c = 0; c < weights[p].length; c++) {
                    weights[p][c] += (after.get(p).exact()[c] - before.get(p).exact()[c]) / before.get(p).variance();
                }
            }
        }
        return weights;
    }

    /** The likelihood ratio of Gaussian noise is a function of this one figure. */
    private double[] figures(Subject subject, Table table, double[][] weights, int times) {
        double[] figures = new double[times];
        for (int i = 0; i < times; i++) {
            List<Pass> passes = subject.release(table, seed());
            for (int p = 0; p < weights.length; p++) {
                for (int c = 0; c < weights[p].length; c++) {
                    figures[i] += weights[p][c] * passes.get(p).noisy()[c];
                }
            }
        }
        return figures;
    }

    private byte[] seed() {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        return seed;
    }
}
