package eu.bocage.compute.he;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The polynomials a and a2 that nobody chose: residue row p of L is the output of SHAKE256("BMHE1/" L ‖ seed ‖ byte p),
 * read as little-endian words cut to the prime's length, those not below it thrown away. These are values, in SEAL's
 * order. The seed comes from what every holder contributed after all had committed.
 */
record CommonReference(byte[] seed, Spectrum a, Spectrum a2) {

    static CommonReference of(byte[] seed) {
        return new CommonReference(seed, expand("a", seed), expand("a2", seed));
    }

    /** seed = SHAKE256("BMHE1/seed" ‖ H(M) ‖ r_1 ‖ … ‖ r_n, 32). */
    static byte[] seed(String manifest, List<byte[]> contributions) {
        Shake256 shake = new Shake256().absorb(ascii("BMHE1/seed")).absorb(ascii(manifest));
        contributions.forEach(shake::absorb);
        return shake.squeeze(32);
    }

    /** H("BMHE1/" purpose ‖ H(M) ‖ i ‖ r): hides r, which has 32 random bytes. */
    static String commitment(String purpose, String manifest, int point, byte[] value) {
        MessageDigest digest = Expansion.sha256();
        digest.update(ascii("BMHE1/" + purpose + "/" + manifest + "/" + point + "/"));
        digest.update(value);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Spectrum expand(String name, byte[] seed) {
        long[] words = new long[Polynomial.WORDS];
        for (int row = 0; row < Bfv.DATA_PRIMES; row++) {
            row(name, seed, row, words);
        }
        return Spectrum.owning(words);
    }

    private static void row(String name, byte[] seed, int row, long[] words) {
        Shake256 shake = new Shake256().absorb(ascii("BMHE1/" + name)).absorb(seed).absorb(new byte[] {(byte) row});
        long prime = Bfv.prime(row);
        long cut = (Long.highestOneBit(prime) << 1) - 1;
        int found = 0;
        while (found < Bfv.DEGREE) {
            ByteBuffer block = ByteBuffer.wrap(shake.squeeze(Long.BYTES * (Bfv.DEGREE - found)))
                .order(ByteOrder.LITTLE_ENDIAN);
            while (block.hasRemaining()) {
                long word = block.getLong() & cut;
                if (word < prime) {
                    words[row * Bfv.DEGREE + found++] = word;
                }
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
