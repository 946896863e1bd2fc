package eu.bocage.compute.he;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A polynomial by its values: number-theoretic transforms in SEAL's order, prime after prime; products act place by
 * place. Immutable but for {@link #destroy()}; the time of its operations does not depend on the values.
 */
final class Spectrum {

    private final long[] words;

    private Spectrum(long[] words) {
        this.words = words;
    }

    /** Of residues that nobody else holds. */
    static Spectrum owning(long[] words) {
        return new Spectrum(words);
    }

    static Spectrum zero() {
        return new Spectrum(new long[Polynomial.WORDS]);
    }

    /** To read only. */
    long[] words() {
        return words;
    }

    /** For an owner that may destroy it by itself. */
    Spectrum copy() {
        return new Spectrum(words.clone());
    }

    Spectrum plus(Spectrum other) {
        return new Spectrum(Rows.add(words, other.words));
    }

    Spectrum minus(Spectrum other) {
        return new Spectrum(Rows.subtract(words, other.words));
    }

    Spectrum times(Spectrum other) {
        long[] product = new long[words.length];
        for (int row = 0; row * Bfv.DEGREE < words.length; row++) {
            RingPrime prime = RingPrime.at(row);
            for (int i = row * Bfv.DEGREE; i < (row + 1) * Bfv.DEGREE; i++) {
                product[i] = prime.multiply(words[i], other.words[i]);
            }
        }
        return new Spectrum(product);
    }

    /** Times a public constant given by its residue for each prime. */
    Spectrum times(long[] constant) {
        long[] product = new long[words.length];
        for (int row = 0; row * Bfv.DEGREE < words.length; row++) {
            RingPrime prime = RingPrime.at(row);
            long factor = constant[row];
            for (int i = row * Bfv.DEGREE; i < (row + 1) * Bfv.DEGREE; i++) {
                product[i] = prime.multiply(words[i], factor);
            }
        }
        return new Spectrum(product);
    }

    Spectrum negated() {
        return new Spectrum(Rows.subtract(new long[words.length], words));
    }

    Polynomial transform() {
        long[] coefficients = words.clone();
        for (int row = 0; row * Bfv.DEGREE < coefficients.length; row++) {
            RingPrime.at(row).inverse(coefficients, row * Bfv.DEGREE);
        }
        return Polynomial.owning(coefficients);
    }

    /** {@value Polynomial#BYTES} bytes for four primes: the residues, little-endian. */
    byte[] toBytes() {
        return Rows.toBytes(words);
    }

    /** @throws Refusal where the bytes are not residues of four primes */
    static Spectrum read(ByteBuffer in) {
        return new Spectrum(Rows.read(in));
    }

    void destroy() {
        Arrays.fill(words, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spectrum that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
