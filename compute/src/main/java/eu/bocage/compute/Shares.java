package eu.bocage.compute;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How a question's charge is split, in whole millionths of rho that add up to the charge exactly: zero-concentrated
 * differential privacy adds up (Bun, Steinke 2016, lemma 1.7). Each asked figure gets the same, the first one what is
 * left over. Where a minimum group needs a count that was not asked, a fifth of the charge (at least one millionth)
 * goes to it first: it decides only what is shown.
 *
 * @param count what the count of units costs, 0 when there is none
 * @param sums  what each sum costs, in the order of the question
 * @param asked whether the count was asked
 */
record Shares(long count, long[] sums, boolean asked) {

    private static final double DELTA = 1e-6;

    static Shares of(Question.Content question, boolean needsCount) {
        int figures = question.sums().size() + (question.count() ? 1 : 0);
        long spare = question.microRho() - figures;
        long hidden = needsCount && !question.count() ? Math.max(1, Math.min(spare, question.microRho() / 5)) : 0;
        long each = (question.microRho() - hidden) / figures;
        long first = question.microRho() - hidden - each * (figures - 1);
        long[] sums = new long[question.sums().size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = i == 0 && !question.count() ? first : each;
        }
        return new Shares(question.count() ? first : hidden, sums, question.count());
    }

    /**
     * For information: the least ε, in thousandths and rounded up, such that a cost of ρ is (ε, 10^-6)-differentially
     * private; by Canonne, Kamath, Steinke 2020, corollary 13, which holds for every order α &gt; 1.
     */
    static long epsilonPerMille(long microRho) {
        double rho = microRho / 1e6;
        double low = 1e-6;
        double high = 2 + 2 * Math.sqrt(Math.log(1 / DELTA) / rho);
        for (int i = 0; i < 200; i++) {
            double a = low + (high - low) / 3;
            double b = high - (high - low) / 3;
            if (epsilon(rho, 1 + a) < epsilon(rho, 1 + b)) {
                high = b;
            } else {
                low = a;
            }
        }
        double epsilon = Math.max(0, epsilon(rho, 1 + low));
        return BigDecimal.valueOf(epsilon).movePointRight(3).setScale(0, RoundingMode.CEILING).longValueExact();
    }

    private static double epsilon(double rho, double alpha) {
        return alpha * rho + Math.log(1 / DELTA) / (alpha - 1) + Math.log1p(-1 / alpha)
            - Math.log(alpha) / (alpha - 1);
    }

    /** What the answer tells of it. */
    ObjectNode document(Question.Content question) {
        ObjectNode document = Json.object();
        document.put("delta", "0.000001").put("epsilonPerMille", epsilonPerMille(question.microRho()));
        ArrayNode shares = document.putArray("shares");
        if (count > 0) {
            shares.addObject().put("function", "count").put("microRho", count).put("shown", asked);
        }
        int next = 0;
        for (String name : question.sums()) {
            shares.addObject().put("function", "sum").put("measure", name).put("microRho", sums[next++])
                .put("shown", true);
        }
        return document;
    }
}
