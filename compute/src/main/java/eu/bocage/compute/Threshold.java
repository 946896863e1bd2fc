package eu.bocage.compute;

/**
 * The least noisy count at which a cell of a private key is told.
 *
 * <p><strong>Guarantee.</strong> Adding or removing one unit makes at most L0 cells come into being with a count of
 * one; a cell without units is never told. Such a cell is told with probability P(1 + X ≥ τ) for the noise X of its
 * count. A discrete Gaussian has P(X ≥ m) ≤ P(N ≥ m − 1) for the continuous N of the same σ (Canonne, Kamath, Steinke
 * 2020, proposition 25), and P(N ≥ t) ≤ exp(−t²/2σ²)/2. With τ = 2 + ⌈σ √(2 ln(L0/2δ))⌉ the probability is at most δ/L0
 * for each of the L0 cells, δ for all. Other cells are as in the Gaussian mechanism, of which telling only those at or
 * above τ is post-processing. So the release is δ-approximately ρ-zero-concentrated private (Bun, Steinke 2016,
 * definition 8.1).
 */
final class Threshold {

    /** δ · 10^12 of a question that groups by a private key: one hundredth of the usual whole. */
    static final long PICO_DELTA = 10_000;

    private Threshold() {
    }

    /** @param variance of the count's noise; @param cellsPerUnit L0 */
    static long of(double variance, int cellsPerUnit) {
        double odds = cellsPerUnit / (2 * (PICO_DELTA / 1e12));
        return 2 + (long) Math.ceil(Math.sqrt(variance * 2 * StrictMath.log(odds)) * (1 + 1e-9));
    }
}
