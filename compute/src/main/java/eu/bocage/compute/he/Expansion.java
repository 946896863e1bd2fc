package eu.bocage.compute.he;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secret randomness of the ring from a 32-byte seed: the key stream of AES-256-CTR (counter from 0) under the key
 * SHA-256("BMHE1/expand/" label ‖ 0 ‖ seed), read as little-endian 64-bit words. The same seed and label give the same
 * samples; streams of different labels are independent to whoever does not know the seed.
 *
 * <p>No branch, index or division depends on a sample, but for the rejection of words that are not below a prime
 * ({@link #uniform}): what is rejected is independent of what is kept. Not thread-safe.
 */
final class Expansion {

    private static final byte[] ZEROS = new byte[1 << 15];
    private static final int HALF = 21;
    private static final long MASK = (1L << HALF) - 1;

    private final Cipher cipher;
    private final byte[] bytes = new byte[ZEROS.length];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).limit(0);

    Expansion(byte[] seed, String label) {
        if (seed.length != 32) {
            throw new IllegalArgumentException("a seed has 32 bytes");
        }
        try {
            MessageDigest digest = sha256();
            digest.update(("BMHE1/expand/" + label).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            byte[] key = digest.digest(seed);
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
            Arrays.fill(key, (byte) 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks AES", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    long word() {
        if (buffer.remaining() < Long.BYTES) {
            try {
                cipher.update(ZEROS, 0, ZEROS.length, bytes, 0);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            buffer.clear();
        }
        return buffer.getLong();
    }

    /** 32 bytes, as a seed for something else. */
    byte[] seed() {
        ByteBuffer seed = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4; i++) {
            seed.putLong(word());
        }
        return seed.array();
    }

    /** −1, 0 or 1, each with probability 1/3 to within 2^-64. */
    int[] ternary() {
        int[] sampled = new int[Bfv.DEGREE];
        for (int i = 0; i < sampled.length; i++) {
            sampled[i] = (int) Math.unsignedMultiplyHigh(word(), 3) - 1;
        }
        return sampled;
    }

    /** SEAL's error: the centred binomial of 21 − 21 coins, variance 10.5, at most {@value Rlwe#ERROR} in size. */
    int[] binomial() {
        int[] sampled = new int[Bfv.DEGREE];
        for (int i = 0; i < sampled.length; i++) {
            long word = word();
            sampled[i] = Long.bitCount(word & MASK) - Long.bitCount(word >>> HALF & MASK);
        }
        return sampled;
    }

    /** Uniform on −2^bits … 2^bits − 1, for bits below 31. */
    int[] mask(int bits) {
        int[] sampled = new int[Bfv.DEGREE];
        for (int i = 0; i < sampled.length; i++) {
            sampled[i] = (int) (word() >>> Long.SIZE - bits - 1) - (1 << bits);
        }
        return sampled;
    }

    /** Uniform modulo each data prime: words cut to the prime's length, those not below it thrown away. */
    Spectrum uniform() {
        long[] words = new long[Polynomial.WORDS];
        for (int row = 0; row < Bfv.DATA_PRIMES; row++) {
            long prime = Bfv.prime(row);
            long cut = (Long.highestOneBit(prime) << 1) - 1;
            for (int i = row * Bfv.DEGREE; i < (row + 1) * Bfv.DEGREE; i++) {
                long word = word() & cut;
                while (word >= prime) {
                    word = word() & cut;
                }
                words[i] = word;
            }
        }
        return Spectrum.owning(words);
    }
}
