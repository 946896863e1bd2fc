package eu.bocage.compute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the places of each tier add up to those of the next: of all figures that do, the ones nearest to the noisy
 * figures by least squares weighted with 1/σ², which are the best linear unbiased ones (Gauss, Markov, Aitken; the two
 * passes are those of Hay, Rastogi, Miklau, Suciu: Boosting the Accuracy of Differentially Private Histograms Through
 * Consistency, VLDB 2010, here for any fan-out and any σ by tier). It sees noisy figures and declared σ only, so it is
 * post-processing and costs nothing.
 *
 * <p>Upwards, a place's own figure y of variance s and the sum Z of its places' results, of variance W, give
 * z = (y/s + Z/W)/(1/s + 1/W) of variance w = 1/(1/s + 1/W). Downwards, x = z + (w/W)(x′ − Z) for a place below one
 * with x′; its variance is w − w²/W + (w/W)² Var x′, for z − (w/W)Z is uncorrelated with Z and with all from above.
 * Results are rounded to whole numbers by largest remainder: each moves by less than one, which half-widths include.
 */
final class Consistent {

    private final Tiers tiers;
    private final int[][][] children;
    private final double[][] own;
    private final double[][] below;
    private final double[][] variance;

    /** @param noise variance of the noise of each tier */
    Consistent(Tiers tiers, double[] noise) {
        this.tiers = tiers;
        this.children = tiers.children();
        int size = tiers.size();
        own = new double[size][];
        below = new double[size][];
        variance = new double[size][];
        for (int t = 0; t < size; t++) {
            own[t] = new double[tiers.places(t)];
            below[t] = new double[tiers.places(t)];
            for (int p = 0; p < own[t].length; p++) {
                for (int child : children[t][p]) {
                    below[t][p] += own[t - 1][child];
                }
                own[t][p] = t == 0 ? noise[0] : 1 / (1 / noise[t] + 1 / below[t][p]);
            }
        }
        variance[size - 1] = own[size - 1].clone();
        for (int t = size - 2; t >= 0; t--) {
            variance[t] = new double[tiers.places(t)];
            for (int p = 0; p < variance[t].length; p++) {
                int parent = tiers.all().get(t).parent()[p];
                double share = own[t][p] / below[t + 1][parent];
                variance[t][p] = own[t][p] - own[t][p] * share + share * share * variance[t + 1][parent];
            }
        }
    }

    /** By tier and place, the variance of the results. */
    double[][] variance() {
        return variance;
    }

    /** At least 1.96 deviations and the step that rounding may move a result by; places under one share a variance. */
    BigInteger[] halfWidths(int tier) {
        Map<Double, BigInteger> known = new HashMap<>();
        return Arrays.stream(variance[tier]).mapToObj(one -> known.computeIfAbsent(one, Consistent::halfWidth))
            .toArray(BigInteger[]::new);
    }

    private static BigInteger halfWidth(double variance) {
        return new BigDecimal(variance).sqrt(MathContext.DECIMAL64).multiply(new BigDecimal("1.96"))
            .setScale(0, RoundingMode.CEILING).toBigInteger().add(BigInteger.ONE);
    }

    /** @param noisy by tier, {@code row} numbers for each place */
    List<long[]> of(List<long[]> noisy, int row, double[] noise) {
        int size = tiers.size();
        List<long[]> results = new ArrayList<>();
        noisy.forEach(one -> results.add(new long[one.length]));
        double[][] z = new double[size][];
        double[][] sums = new double[size][];
        for (int t = 0; t < size; t++) {
            z[t] = new double[tiers.places(t)];
            sums[t] = new double[tiers.places(t)];
        }
        for (int r = 0; r < row; r++) {
            for (int t = 0; t < size; t++) {
                for (int p = 0; p < z[t].length; p++) {
                    double y = noisy.get(t)[p * row + r];
                    double sum = 0;
                    for (int child : children[t][p]) {
                        sum += z[t - 1][child];
                    }
                    sums[t][p] = sum;
                    z[t][p] = t == 0 ? y : own[t][p] * (y / noise[t] + sum / below[t][p]);
                }
            }
            for (int p = 0; p < z[size - 1].length; p++) {
                results.get(size - 1)[p * row + r] = Math.round(z[size - 1][p]);
            }
            for (int t = size - 1; t > 0; t--) {
                for (int p = 0; p < z[t].length; p++) {
                    for (int child : children[t][p]) {
                        z[t - 1][child] += own[t - 1][child] / below[t][p] * (z[t][p] - sums[t][p]);
                    }
                    share(results.get(t)[p * row + r], z[t - 1], children[t][p], results.get(t - 1), row, r);
                }
            }
        }
        return results;
    }

    /** Whole numbers next to the children's results that add up to {@code whole}. */
    private static void share(long whole, double[] z, int[] children, long[] results, int row, int r) {
        long rest = whole;
        int[] order = children.clone();
        for (int child : children) {
            long floor = (long) Math.floor(z[child]);
            results[child * row + r] = floor;
            rest -= floor;
        }
        IntOrder.sort(order, 0, order.length, new int[order.length], (a, b) -> Double.compare(
            z[b] - Math.floor(z[b]), z[a] - Math.floor(z[a])));
        long each = Math.floorDiv(rest, order.length);
        long more = Math.floorMod(rest, order.length);
        for (int i = 0; i < order.length; i++) {
            results[order[i] * row + r] += each + (i < more ? 1 : 0);
        }
    }
}
