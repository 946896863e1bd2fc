package eu.bocage.compute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The discrete Gaussian of a rational variance: the integers n with probability proportional to exp(−n²/2σ²). Sampled
 * exactly, with integers only, after Canonne, Kamath, Steinke: The Discrete Gaussian for Differential Privacy (NeurIPS
 * 2020, arXiv:2004.00010), algorithms 1 to 3. Added to a vector of integers of which one unit changes the Euclidean
 * length by at most Δ, it gives Δ²/2σ² zero-concentrated differential privacy (theorem 4 and its multivariate form
 * there). Immutable.
 */
final class DiscreteGaussian {

    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    /** Up to this variance the half-width is worked out from the probabilities themselves. */
    private static final int EXACT_VARIANCE = 10_000;

    private final BigInteger numerator;
    private final BigInteger denominator;
    private final long scale;
    private final BigInteger acceptance;
    private final DiscreteLaplace laplace;

    /** Of variance {@code numerator / denominator}, both positive. */
    DiscreteGaussian(BigInteger numerator, BigInteger denominator) {
        BigInteger common = numerator.gcd(denominator);
        this.numerator = numerator.divide(common);
        this.denominator = denominator.divide(common);
        this.scale = this.numerator.divide(this.denominator).sqrt().longValueExact() + 1;
        this.laplace = new DiscreteLaplace(scale, 1);
        this.acceptance = this.numerator.multiply(this.denominator).shiftLeft(1)
            .multiply(BigInteger.valueOf(scale).pow(2));
    }

    /**
     * The noise that makes sums cost {@code microRho}: σ² = cells · bound² / 2ρ.
     *
     * @param cells    most cells that one unit counts in
     * @param bound    most that it changes each of them by
     * @param microRho cost in millionths
     */
    static DiscreteGaussian of(long cells, long bound, long microRho) {
        return of(BigInteger.valueOf(cells).multiply(BigInteger.valueOf(bound).pow(2)), microRho);
    }

    /** The noise that makes a vector cost {@code microRho} of which one unit changes the squared length by this. */
    static DiscreteGaussian of(BigInteger squared, long microRho) {
        return new DiscreteGaussian(squared.multiply(MILLION), BigInteger.valueOf(microRho).shiftLeft(1));
    }

    /** Exact figures lie within ±2^62 by the card's bounds, and noise within the bound of {@link Noises} far below. */
    long[] added(long[] exact, RandomStream random) {
        long[] noisy = new long[exact.length];
        for (int i = 0; i < exact.length; i++) {
            noisy[i] = Math.addExact(exact[i], sample(random));
        }
        return noisy;
    }

    /** σ², for information and for tests. */
    double variance() {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), MathContext.DECIMAL64).doubleValue();
    }

    /** Algorithm 3: a discrete Laplace of scale ⌊σ⌋ + 1, accepted with probability exp(−(|y| − σ²/t)²/2σ²). */
    long sample(RandomStream random) {
        BigInteger step = BigInteger.valueOf(scale).multiply(denominator);
        while (true) {
            long y = laplace.sample(random);
            BigInteger distance = BigInteger.valueOf(Math.abs(y)).multiply(step).subtract(numerator);
            if (Bernoulli.exponential(distance.multiply(distance), acceptance, random)) {
                return y;
            }
        }
    }

    /**
     * Half the width of an interval that holds the noise with probability at least 95 %: the smallest whole one where
     * σ² is at most {@value #EXACT_VARIANCE}, and ⌈1.96 σ⌉ above, where the quantile is 1.95996 σ and the discrete tail
     * equals the continuous one half a step away to within 10^-1000. It comes from the declared variance alone.
     */
    BigInteger halfWidth95() {
        double variance = variance();
        if (variance > EXACT_VARIANCE) {
            BigDecimal sigma = new BigDecimal(numerator).divide(new BigDecimal(denominator), MathContext.DECIMAL128)
                .sqrt(MathContext.DECIMAL128);
            return sigma.multiply(new BigDecimal("1.96")).setScale(0, RoundingMode.CEILING).toBigInteger();
        }
        int last = (int) (12 * Math.sqrt(variance)) + 12;
        double all = 0;
        for (int n = last; n > 0; n--) {
            all += 2 * StrictMath.exp(-(double) n * n / (2 * variance));
        }
        all += 1;
        double inside = 1;
        int half = 0;
        while (inside < 0.95 * all + 1e-9) {
            half++;
            inside += 2 * StrictMath.exp(-(double) half * half / (2 * variance));
        }
        return BigInteger.valueOf(half);
    }
}
