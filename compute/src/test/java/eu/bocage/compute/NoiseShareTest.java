package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class NoiseShareTest {

    /** Δ₂² = 2, ρ = 0.0244: σ is 0.83, 1.01, 1.17 and 3.70 for h = 60, 40, 30 and 3 before the grid is refined. */
    @Test
    void refinesTheGridUntilTheShareIsWideEnough() {
        assertThat(NoiseShare.of(2, 24_400, 60).scale()).isEqualTo(1);
        assertThat(NoiseShare.of(2, 24_400, 40).scale()).isEqualTo(1);
        assertThat(NoiseShare.of(2, 24_400, 30).scale()).isEqualTo(1);
        assertThat(NoiseShare.of(2, 24_400, 3).scale()).isZero();
        assertThat(NoiseShare.of(2, 24_400, 3).variance()).isEqualTo("2500/183");
        assertThat(NoiseShare.of(1, 1_000_000_000, 1000).scale()).isEqualTo(12);
        assertThatThrownBy(() -> NoiseShare.of(0, 1, 1)).isInstanceOf(InvalidInput.class);
    }

    @Property
    void keepsEachShareAtOnePointFiveAndNoFinerThanNeeded(@ForAll @LongRange(min = 1, max = 1L << 40) long squared,
            @ForAll @LongRange(min = 1, max = 100_000_000) long microRho, @ForAll @IntRange(min = 1, max = 10_000)
            int honest) {
        NoiseShare share = NoiseShare.of(squared, microRho, honest);
        String[] parts = share.variance().split("/");
        double variance = Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
        double needed = squared * 1e6 / (2.0 * microRho * honest);
        assertThat(variance / Math.pow(4, share.scale())).isCloseTo(needed,
            Percentage.withPercentage(1e-6));
        assertThat(variance).isGreaterThanOrEqualTo(2.25 * (1 - 1e-12));
        assertThat(share.scale() == 0 || variance / 4 < 2.25).isTrue();
        assertThat(share.tail(9).doubleValue()).isBetween(10.4 * 3 * Math.sqrt(variance),
            10.4 * 3 * Math.sqrt(variance) + 3);
    }

    /**
     * χ² of the sum of three shares against the exact convolution of three discrete Gaussians, tail bins joined; six
     * standard deviations after Wilson and Hilferty, a false alarm once in 10^9 runs.
     */
    @Test
    void sumsAreDistributedAsTheExactConvolution() {
        NoiseShare share = NoiseShare.of(2, 24_400, 8);
        double variance = 2e6 * Math.pow(4, share.scale()) / (2 * 24_400 * 8.0);
        int reach = (int) (14 * Math.sqrt(variance));
        double[] one = new double[2 * reach + 1];
        double all = 0;
        for (int i = 0; i < one.length; i++) {
            one[i] = Math.exp(-(i - reach) * (double) (i - reach) / (2 * variance));
            all += one[i];
        }
        for (int i = 0; i < one.length; i++) {
            one[i] /= all;
        }
        double[] law = convolve(convolve(one, one), one);
        int draws = 200_000;
        long[] seen = new long[law.length];
        long[][] shares = new long[3][];
        for (int s = 0; s < 3; s++) {
            byte[] seed = new byte[32];
            new SecureRandom().nextBytes(seed);
            shares[s] = share.draw(draws, seed, "job");
            assertThat(share.draw(10, seed, "job")).isEqualTo(Arrays.copyOf(shares[s], 10));
            assertThat(share.draw(100, seed, "other")).isNotEqualTo(Arrays.copyOf(shares[s], 100));
        }
        for (int i = 0; i < draws; i++) {
            seen[(int) (shares[0][i] + shares[1][i] + shares[2][i]) + 3 * reach]++;
        }
        double statistic = 0;
        double rest = 0;
        long restSeen = 0;
        int bins = 0;
        for (int i = 0; i < law.length; i++) {
            if (law[i] * draws >= 20) {
                statistic += Math.pow(seen[i] - law[i] * draws, 2) / (law[i] * draws);
                bins++;
            } else {
                rest += law[i] * draws;
                restSeen += seen[i];
            }
        }
        statistic += Math.pow(restSeen - rest, 2) / rest;
        double part = 2.0 / (9 * bins);
        assertThat(bins).isGreaterThan(10);
        assertThat(statistic).isLessThan(bins * Math.pow(1 - part + 6 * Math.sqrt(part), 3));
    }

    private static double[] convolve(double[] a, double[] b) {
        double[] c = new double[a.length + b.length - 1];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                c[i + j] += a[i] * b[j];
            }
        }
        return c;
    }

    @Test
    void statesATailThatCoversTheDeclaredNumberOfShares() {
        NoiseShare share = NoiseShare.of(2, 24_400, 3);
        assertThat(share.tail(1)).isBetween(BigInteger.valueOf(39), BigInteger.valueOf(40));
        assertThat(share.tail(100)).isBetween(BigInteger.valueOf(384), BigInteger.valueOf(386));
    }
}
