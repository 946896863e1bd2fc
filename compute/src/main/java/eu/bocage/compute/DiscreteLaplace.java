package eu.bocage.compute;

/**
 * The discrete Laplace of scale {@code numerator / denominator}: the integers n with probability proportional to
 * exp(−|n| · denominator / numerator). Sampled exactly, with integers only, by algorithm 2 of Canonne, Kamath, Steinke
 * 2020. Added to a vector of integers of which one unit changes the sum of absolute values by at most Δ, it gives ε =
 * Δ · denominator / numerator differential privacy, which is ε²/2 zero-concentrated (Bun, Steinke 2016, proposition
 * 1.4). {@link DiscreteGaussian} is drawn from it; for the same ρ a Gaussian has less noise where several cells change.
 *
 * @param numerator   1 to 2^52 − 1
 * @param denominator at least 1
 */
record DiscreteLaplace(long numerator, long denominator) {

    DiscreteLaplace {
        if (numerator < 1 || numerator >= 1L << 52 || denominator < 1) {
            throw new IllegalArgumentException("a scale from 1/denominator to below 2^52");
        }
    }

    long sample(RandomStream random) {
        while (true) {
            long u = random.below(numerator);
            if (!Bernoulli.exponential(u, numerator, random)) {
                continue;
            }
            long v = 0;
            while (Bernoulli.exponential(1, 1, random)) {
                v++;
            }
            long y = Math.addExact(u, Math.multiplyExact(numerator, v)) / denominator;
            boolean negative = random.nextBit();
            if (!negative || y != 0) {
                return negative ? -y : y;
            }
        }
    }
}
