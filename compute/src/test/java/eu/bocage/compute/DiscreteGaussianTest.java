package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With real randomness; each bound is passed by a right sampler but for less than once in 10^6 runs. */
class DiscreteGaussianTest {

    /** Six standard deviations: 10^-9 for a normal law, which leaves room for what is only nearly normal. */
    private static final double SIX = 6;

    private final RandomStream random = new RandomStream(seed(), "test");

    @ParameterizedTest
    @CsvSource({"1,4", "1,1", "5,2", "12,1", "100,1", "1000,3"})
    void drawsEachIntegerAsOftenAsItsProbabilitySays(long numerator, long denominator) {
        DiscreteGaussian gaussian = gaussian(numerator, denominator);
        double variance = (double) numerator / denominator;
        int draws = 200_000;
        int last = (int) (3.2 * Math.sqrt(variance));
        long[] seen = new long[2 * last + 2];
        for (int i = 0; i < draws; i++) {
            long n = gaussian.sample(random);
            seen[Math.abs(n) > last ? 2 * last + 1 : (int) n + last]++;
        }
        double all = 0;
        for (int n = -2000; n <= 2000; n++) {
            all += Math.exp(-n * (double) n / (2 * variance));
        }
        double statistic = 0;
        double rest = draws;
        int bins = 0;
        for (int n = -last; n <= last; n++) {
            double expected = draws * Math.exp(-n * (double) n / (2 * variance)) / all;
            rest -= expected;
            statistic += Math.pow(seen[n + last] - expected, 2) / expected;
            bins++;
        }
        if (rest > 10) {
            statistic += Math.pow(seen[2 * last + 1] - rest, 2) / rest;
            bins++;
        }
        assertThat(statistic).isLessThan(chiSquareBound(bins - 1));
    }

    @ParameterizedTest
    @CsvSource({"1,1,50000", "1,30000,25000", "12,30000,50000", "1,2147483648,1", "4,12345,999999999"})
    void hasTheDeclaredVariance(long cells, long bound, long microRho) {
        DiscreteGaussian gaussian = DiscreteGaussian.of(cells, bound, microRho);
        double declared = cells * (double) bound * bound * 1e6 / (2.0 * microRho);
        assertThat(gaussian.variance()).isCloseTo(declared, Percentage.withPercentage(1e-9));
        int draws = 20_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            double n = gaussian.sample(random) / Math.sqrt(declared);
            sum += n;
            squares += n * n;
        }
        assertThat(sum / draws).isBetween(-SIX / Math.sqrt(draws), SIX / Math.sqrt(draws));
        assertThat(squares / draws).isBetween(1 - SIX * Math.sqrt(2.0 / draws), 1 + SIX * Math.sqrt(2.0 / draws));
    }

    @Test
    void givesTheSmallestHalfWidthThatHolds95PercentWhereItWorksItOut() {
        for (double variance : new double[] {0.05, 0.2, 0.5, 1, 2, 7, 30, 400, 10_000}) {
            int half = gaussian((long) (variance * 100), 100).halfWidth95().intValueExact();
            assertThat(inside(variance, half)).as("variance " + variance).isGreaterThanOrEqualTo(0.95);
            assertThat(half == 0 || inside(variance, half - 1) < 0.95).as("variance " + variance).isTrue();
        }
    }

    @Test
    void givesAHalfWidthOfAtLeastTheQuantileAboveThat() {
        for (long variance : new long[] {10_001, 12_345_678, 1_000_000_000_000L}) {
            double half = gaussian(variance, 1).halfWidth95().doubleValue();
            assertThat(half).isBetween(1.959964 * Math.sqrt(variance), 1.9601 * Math.sqrt(variance) + 1);
        }
    }

    @Test
    void drawsTheSameFromTheSameSeedAndOtherwiseNot() {
        byte[] seed = seed();
        DiscreteGaussian gaussian = gaussian(1_000_000, 1);
        long[] one = draw(gaussian, new RandomStream(seed, "a"));
        assertThat(draw(gaussian, new RandomStream(seed, "a"))).isEqualTo(one);
        assertThat(draw(gaussian, new RandomStream(seed, "b"))).isNotEqualTo(one);
        assertThat(draw(gaussian, new RandomStream(seed(), "a"))).isNotEqualTo(one);
    }

    @Test
    void drawsUniformlyBelowABound() {
        BigInteger three = BigInteger.valueOf(3).shiftLeft(80);
        long[] thirds = new long[3];
        long[] sevenths = new long[7];
        for (int i = 0; i < 70_000; i++) {
            sevenths[(int) random.below(7)]++;
            thirds[random.below(three).shiftRight(80).intValueExact()]++;
        }
        for (long count : sevenths) {
            assertThat(Math.abs(count - 10_000.0)).isLessThan(SIX * Math.sqrt(70_000 * 6.0 / 49));
        }
        for (long count : thirds) {
            assertThat(Math.abs(count - 70_000 / 3.0)).isLessThan(SIX * Math.sqrt(70_000 * 2.0 / 9));
        }
        assertThat(random.below(1)).isZero();
    }

    private static double inside(double variance, int half) {
        double all = 0;
        double in = 0;
        for (int n = -2000; n <= 2000; n++) {
            double weight = Math.exp(-n * (double) n / (2 * variance));
            all += weight;
            in += Math.abs(n) <= half ? weight : 0;
        }
        return in / all;
    }

    /** After Wilson and Hilferty. */
    private static double chiSquareBound(int freedom) {
        double part = 2.0 / (9 * freedom);
        return freedom * Math.pow(1 - part + SIX * Math.sqrt(part), 3);
    }

    private static long[] draw(DiscreteGaussian gaussian, RandomStream stream) {
        long[] drawn = new long[20];
        Arrays.setAll(drawn, i -> gaussian.sample(stream));
        return drawn;
    }

    private static DiscreteGaussian gaussian(long numerator, long denominator) {
        return new DiscreteGaussian(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    private static byte[] seed() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return seed;
    }
}
