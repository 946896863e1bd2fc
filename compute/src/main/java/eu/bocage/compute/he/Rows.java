package eu.bocage.compute.he;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What coefficients and values have in common: rows of residues, one row of {@value Bfv#DEGREE} for each prime. */
final class Rows {

    private Rows() {
    }

    static long[] add(long[] a, long[] b) {
        long[] sum = new long[a.length];
        for (int row = 0; row * Bfv.DEGREE < a.length; row++) {
            long prime = Bfv.prime(row);
            for (int i = row * Bfv.DEGREE; i < (row + 1) * Bfv.DEGREE; i++) {
                long less = a[i] + b[i] - prime;
                sum[i] = less + (prime & less >> 63);
            }
        }
        return sum;
    }

    /** The same for the two polynomials of a ciphertext. */
    static long[] addBoth(long[] a, long[] b) {
        long[] sum = new long[a.length];
        for (int row = 0; row * Bfv.DEGREE < a.length; row++) {
            long prime = Bfv.prime(row % Bfv.DATA_PRIMES);
            for (int i = row * Bfv.DEGREE; i < (row + 1) * Bfv.DEGREE; i++) {
                long less = a[i] + b[i] - prime;
                sum[i] = less + (prime & less >> 63);
            }
        }
        return sum;
    }

    static long[] subtract(long[] a, long[] b) {
        long[] difference = new long[a.length];
        for (int row = 0; row * Bfv.DEGREE < a.length; row++) {
            long prime = Bfv.prime(row);
            for (int i = row * Bfv.DEGREE; i < (row + 1) * Bfv.DEGREE; i++) {
                long less = a[i] - b[i];
                difference[i] = less + (prime & less >> 63);
            }
        }
        return difference;
    }

    static byte[] toBytes(long[] words) {
        ByteBuffer out = ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.asLongBuffer().put(words);
        return out.array();
    }

    /** @throws Refusal where fewer bytes are left or a word is not below its prime */
    static long[] read(ByteBuffer in) {
        if (in.remaining() < Polynomial.BYTES) {
            throw new Refusal(Fault.MALFORMED);
        }
        long[] words = new long[Polynomial.WORDS];
        in.slice(in.position(), Polynomial.BYTES).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        in.position(in.position() + Polynomial.BYTES);
        if (!Bfv.areResidues(words, Bfv.DATA_PRIMES)) {
            throw new Refusal(Fault.COEFFICIENT_TOO_LARGE);
        }
        return words;
    }
}
