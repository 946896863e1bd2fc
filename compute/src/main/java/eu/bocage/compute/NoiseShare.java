package eu.bocage.compute;

import java.math.BigInteger;
import java.util.List;

/**
 * The discrete Gaussian noise that each contributor of a joint sum adds, such that the shares of {@code honest} of them
 * alone make the sum cost {@code microRho}: σ² = 4^scale · Δ₂² / (2ρ · honest). Data, bounds and noise are multiplied
 * by 2^scale, the smallest power for which σ ≥ 1.5: below it the sum of discrete Gaussians departs from one (Kairouz,
 * Liu, Steinke 2021, proposition 14), above it by less than 10^-8. Immutable.
 */
public final class NoiseShare {

    /** 1.5² = 9/4. */
    private static final BigInteger LEAST_UP = BigInteger.valueOf(9);
    private static final int MOST_SCALE = 40;

    private final int scale;
    private final BigInteger numerator;
    private final BigInteger denominator;

    private NoiseShare(int scale, BigInteger numerator, BigInteger denominator) {
        this.scale = scale;
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /**
     * @param sensitivitySquared Δ₂²: the most that one unit changes the squared length of all cells by, at least 1
     * @param microRho           the cost in millionths, at least 1
     * @param honest             contributors that are counted on, at least 1
     */
    public static NoiseShare of(long sensitivitySquared, long microRho, int honest) {
        if (sensitivitySquared < 1 || microRho < 1 || honest < 1) {
            throw new InvalidInput(List.of(new Problem("noise",
                "la sensibilité, le coût et le nombre de contributeurs honnêtes sont d'au moins 1",
                "sensitivity, cost and the number of honest contributors are at least 1")));
        }
        BigInteger denominator = BigInteger.valueOf(microRho).multiply(BigInteger.valueOf(honest)).shiftLeft(1);
        BigInteger numerator = BigInteger.valueOf(sensitivitySquared).multiply(BigInteger.valueOf(1_000_000));
        int scale = 0;
        while (numerator.shiftLeft(2).compareTo(denominator.multiply(LEAST_UP)) < 0) {
            numerator = numerator.shiftLeft(2);
            scale++;
            if (scale > MOST_SCALE) {
                throw new InvalidInput(List.of(new Problem("microRho", "le coût déclaré est trop grand",
                    "the declared cost is too large")));
            }
        }
        return new NoiseShare(scale, numerator, denominator);
    }

    /** k: cells are multiplied by 2^k before the noise is added. */
    public int scale() {
        return scale;
    }

    /** σ² of one share, after scaling, as {@code numerator/denominator} in lowest terms. */
    public String variance() {
        BigInteger common = numerator.gcd(denominator);
        return numerator.divide(common) + "/" + denominator.divide(common);
    }

    /**
     * What the sum of so many shares exceeds in size with probability below 2^-64 over 8192 cells: ⌈10.40 · σ · √n⌉.
     */
    public BigInteger tail(long shares) {
        BigInteger square = numerator.multiply(BigInteger.valueOf(10_816)).multiply(BigInteger.valueOf(shares))
            .divide(denominator.multiply(BigInteger.valueOf(100))).add(BigInteger.ONE);
        return square.sqrt().add(BigInteger.ONE);
    }

    /**
     * One draw for each cell, exactly distributed.
     *
     * @param seed   32 bytes from a CSPRNG, kept as long as an answer may be asked again
     * @param domain names the job, so that a seed used twice by mistake gives two jobs different noise
     */
    public long[] draw(int cells, byte[] seed, String domain) {
        DiscreteGaussian gaussian = new DiscreteGaussian(numerator, denominator);
        RandomStream random = new RandomStream(seed, "noise-share/" + domain);
        long[] drawn = new long[cells];
        for (int i = 0; i < cells; i++) {
            drawn[i] = gaussian.sample(random);
        }
        return drawn;
    }
}
