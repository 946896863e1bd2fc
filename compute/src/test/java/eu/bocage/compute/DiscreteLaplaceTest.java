package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With real randomness; a right sampler passes each bound but for less than once in 10^6 runs. */
class DiscreteLaplaceTest {

    private static final double SIX = 6;
    private static final int DRAWS = 300_000;

    private final RandomStream random = new RandomStream(seed(), "test");

    /** Against the exact law (1 − e^−1/t)/(1 + e^−1/t) · e^−|n|/t, by chi-square at six deviations. */
    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "10,1", "7,3", "1,4", "3,2"})
    void drawsEachIntegerAsOftenAsItsProbabilitySays(long numerator, long denominator) {
        DiscreteLaplace laplace = new DiscreteLaplace(numerator, denominator);
        double decay = Math.exp(-(double) denominator / numerator);
        int last = 0;
        while (DRAWS * (1 - decay) / (1 + decay) * Math.pow(decay, last + 1) > 20) {
            last++;
        }
        long[] seen = new long[2 * last + 2];
        for (int i = 0; i < DRAWS; i++) {
            long n = laplace.sample(random);
            seen[Math.abs(n) > last ? 2 * last + 1 : (int) n + last]++;
        }
        double statistic = 0;
        double rest = DRAWS;
        for (int n = -last; n <= last; n++) {
            double expected = DRAWS * (1 - decay) / (1 + decay) * Math.pow(decay, Math.abs(n));
            rest -= expected;
            statistic += Math.pow(seen[n + last] - expected, 2) / expected;
        }
        statistic += Math.pow(seen[2 * last + 1] - rest, 2) / rest;
        int freedom = 2 * last + 1;
        double part = 2.0 / (9 * freedom);
        assertThat(statistic).isLessThan(freedom * Math.pow(1 - part + SIX * Math.sqrt(part), 3));
    }

    @Test
    void decidesWithProbabilityEToTheMinusPByQ() {
        for (long[] pair : new long[][] {{0, 1}, {1, 3}, {1, 1}, {5, 2}, {7, 1}}) {
            double expected = Math.exp(-(double) pair[0] / pair[1]);
            int yes = 0;
            for (int i = 0; i < DRAWS; i++) {
                yes += Bernoulli.exponential(BigInteger.valueOf(pair[0]), BigInteger.valueOf(pair[1]), random) ? 1 : 0;
            }
            assertThat(yes / (double) DRAWS).isBetween(expected - SIX * Math.sqrt(expected * (1 - expected) / DRAWS),
                expected + SIX * Math.sqrt(expected * (1 - expected) / DRAWS) + 1e-12);
        }
    }

    @Test
    void refusesAScaleThatItCannotDrawExactly() {
        assertThatThrownBy(() -> new DiscreteLaplace(1L << 52, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DiscreteLaplace(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DiscreteLaplace(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] seed() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return seed;
    }
}
