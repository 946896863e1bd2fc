package eu.bocage.compute;

import java.math.BigInteger;

/**
 * True with probability exp(−p/q), exactly and from integers only: algorithm 1 of Canonne, Kamath, Steinke: The
 * Discrete Gaussian for Differential Privacy (NeurIPS 2020, arXiv:2004.00010).
 */
final class Bernoulli {

    private Bernoulli() {
    }

    /** For p ≥ 0 and q &gt; 0. */
    static boolean exponential(BigInteger p, BigInteger q, RandomStream random) {
        BigInteger rest = p;
        while (rest.compareTo(q) > 0) {
            if (!exponential(1, 1, random)) {
                return false;
            }
            rest = rest.subtract(q);
        }
        int k = 1;
        while (random.below(q.multiply(BigInteger.valueOf(k))).compareTo(rest) < 0) {
            k++;
        }
        return k % 2 == 1;
    }

    /** For 0 ≤ p ≤ q &lt; 2^52. */
    static boolean exponential(long p, long q, RandomStream random) {
        int k = 1;
        while (random.below(Math.multiplyExact(q, k)) < p) {
            k++;
        }
        return k % 2 == 1;
    }
}
