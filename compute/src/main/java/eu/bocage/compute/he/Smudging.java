package eu.bocage.compute.he;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The noise on decryption shares: uniform on −2^b … 2^b − 1 for each coefficient, 16 bytes of a stream each. The stream
 * depends on the holder's secret and on all that is opened (job, set, ciphertext): the same opening asked twice gives
 * the same bytes, and two openings never share noise. Time does not depend on the noise.
 */
final class Smudging {

    private Smudging() {
    }

    /** A seed for one opening: SHA-256("BMHE1/smudge" ‖ k ‖ context). */
    static byte[] seed(byte[] secret, String context) {
        MessageDigest digest = Expansion.sha256();
        digest.update("BMHE1/smudge".getBytes(StandardCharsets.US_ASCII));
        digest.update(secret);
        return digest.digest(context.getBytes(StandardCharsets.US_ASCII));
    }

    /** @param bits b, from 64 to 127 */
    static Polynomial draw(byte[] seed, int bits) {
        Expansion random = new Expansion(seed, "smudge");
        long[] low = new long[Bfv.DEGREE];
        long[] high = new long[Bfv.DEGREE];
        for (int i = 0; i < Bfv.DEGREE; i++) {
            low[i] = random.word();
            high[i] = random.word() >>> 127 - bits;
        }
        long[] words = new long[Polynomial.WORDS];
        for (int row = 0; row < Bfv.DATA_PRIMES; row++) {
            RingPrime prime = RingPrime.at(row);
            long word = prime.multiply(prime.power(2, 32), prime.power(2, 32));
            long offset = prime.power(2, bits);
            for (int i = 0; i < Bfv.DEGREE; i++) {
                long value = prime.add(prime.multiply(prime.reduce(high[i]), word), prime.reduce(low[i]));
                words[row * Bfv.DEGREE + i] = prime.subtract(value, offset);
            }
        }
        return Polynomial.owning(words);
    }
}
