package eu.bocage.compute.he;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A polynomial of ℤ[X]/(Xⁿ + 1) modulo the first primes of SEAL's list (four; five in SEAL's keys), by its
 * coefficients: prime after prime. Not to be mixed with a {@link Spectrum}, which holds values. Immutable but for
 * {@link #destroy()}; the time of its operations does not depend on the coefficients.
 */
final class Polynomial {

    static final int WORDS = Bfv.DATA_PRIMES * Bfv.DEGREE;
    static final int BYTES = WORDS * Long.BYTES;

    private final long[] words;

    private Polynomial(long[] words) {
        this.words = words;
    }

    /** Of residues that nobody else holds. */
    static Polynomial owning(long[] words) {
        return new Polynomial(words);
    }

    static Polynomial zero() {
        return new Polynomial(new long[WORDS]);
    }

    /** c₀ (0) or c₁ (1) of a ciphertext. */
    static Polynomial part(Ciphertext ciphertext, int which) {
        return new Polynomial(ciphertext.polynomial(which));
    }

    /** Of integers below every prime in size, over a number of primes. */
    static Polynomial small(int[] coefficients, int primes) {
        long[] words = new long[primes * Bfv.DEGREE];
        for (int row = 0; row < primes; row++) {
            RingPrime prime = RingPrime.at(row);
            for (int i = 0; i < Bfv.DEGREE; i++) {
                words[row * Bfv.DEGREE + i] = prime.signed(coefficients[i]);
            }
        }
        return new Polynomial(words);
    }

    static Polynomial small(int[] coefficients) {
        return small(coefficients, Bfv.DATA_PRIMES);
    }

    static Ciphertext ciphertext(PlainModulus modulus, Polynomial c0, Polynomial c1) {
        long[] both = Arrays.copyOf(c0.words, 2 * WORDS);
        System.arraycopy(c1.words, 0, both, WORDS, WORDS);
        return Ciphertext.owning(modulus, both);
    }

    /** To read only. */
    long[] words() {
        return words;
    }

    Polynomial plus(Polynomial other) {
        return new Polynomial(Rows.add(words, other.words));
    }

    Polynomial minus(Polynomial other) {
        return new Polynomial(Rows.subtract(words, other.words));
    }

    Polynomial twice() {
        return plus(this);
    }

    /** Times X^shift, for a public shift from 0 to 2n − 1. */
    Polynomial rotate(int shift) {
        long[] rotated = new long[words.length];
        int by = shift % Bfv.DEGREE;
        boolean flip = shift >= Bfv.DEGREE;
        for (int row = 0; row * Bfv.DEGREE < words.length; row++) {
            RingPrime prime = RingPrime.at(row);
            int from = row * Bfv.DEGREE;
            for (int i = 0; i < Bfv.DEGREE; i++) {
                int to = i + by;
                boolean wraps = to >= Bfv.DEGREE;
                long word = words[from + i];
                rotated[from + (wraps ? to - Bfv.DEGREE : to)] = wraps == flip ? word : prime.subtract(0, word);
            }
        }
        return new Polynomial(rotated);
    }

    Spectrum transform() {
        long[] values = words.clone();
        for (int row = 0; row * Bfv.DEGREE < values.length; row++) {
            RingPrime.at(row).forward(values, row * Bfv.DEGREE);
        }
        return Spectrum.owning(values);
    }

    /** Whether each coefficient, taken between −q/2 and q/2, is at most {@code bound} in size; bound below 2^40. */
    boolean isShort(long bound) {
        long wrong = 0;
        for (int i = 0; i < Bfv.DEGREE; i++) {
            long first = RingPrime.at(0).add(words[i], bound);
            wrong |= 2 * bound - first;
            for (int row = 1; row * Bfv.DEGREE < words.length; row++) {
                long other = RingPrime.at(row).add(words[row * Bfv.DEGREE + i], bound) ^ first;
                wrong |= other | -other;
            }
        }
        return wrong >= 0;
    }

    /** {@value #BYTES} bytes for four primes: the residues, little-endian. */
    byte[] toBytes() {
        return Rows.toBytes(words);
    }

    /** @throws Refusal where the bytes are not residues of four primes */
    static Polynomial read(ByteBuffer in) {
        return new Polynomial(Rows.read(in));
    }

    void destroy() {
        Arrays.fill(words, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Polynomial that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
