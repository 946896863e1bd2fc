package eu.bocage.compute.he;

/**
 * The parameters of BFV that Bocage uses: Microsoft SEAL's default for degree 8192 at 128-bit security
 * ({@code CoeffModulus::BFVDefault(8192)}). The first four primes carry ciphertexts (174 bits); the fifth is SEAL's
 * special prime, which only keys know.
 */
public final class Bfv {

    /** Degree of the ring ℤ[X]/(Xⁿ + 1), and number of slots of a plaintext. */
    public static final int DEGREE = 8192;
    public static final int DATA_PRIMES = 4;
    public static final int KEY_PRIMES = 5;

    private static final long[] PRIMES = {0x7fffffd8001L, 0x7fffffc8001L, 0xfffffffc001L, 0xffffff6c001L,
        0xfffffebc001L};

    private Bfv() {
    }

    /** The prime at a place from 0 to 4, in SEAL's order. */
    public static long prime(int place) {
        return PRIMES[place];
    }

    /**
     * Whether words are residues: polynomial after polynomial, in each prime after prime, in each coefficient after
     * coefficient. The time it takes does not depend on the words.
     */
    static boolean areResidues(long[] words, int primes) {
        long wrong = 0;
        for (int row = 0; row < words.length / DEGREE; row++) {
            long last = PRIMES[row % primes] - 1;
            for (int i = row * DEGREE; i < (row + 1) * DEGREE; i++) {
                wrong |= words[i] | last - words[i];
            }
        }
        return wrong >= 0 && words.length % (DEGREE * primes) == 0;
    }
}
