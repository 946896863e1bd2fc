package eu.bocage.compute;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Random bits from a 32-byte seed: the key stream of AES-256-CTR under the key HMAC-SHA-256(seed, domain). Streams of
 * different domains are independent to anyone who does not know the seed, and a stream is the same each time. As the
 * domain names question, version and use, a seed used twice by mistake does not give two questions the same noise.
 * Not thread-safe.
 */
final class RandomStream {

    private static final byte[] ZEROS = new byte[4096];

    private final Cipher cipher;
    private final byte[] bytes = new byte[ZEROS.length];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes).limit(0);

    RandomStream(byte[] seed, String domain) {
        if (seed.length != 32) {
            throw new IllegalArgumentException("a seed has 32 bytes");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(seed, "HmacSHA256"));
            byte[] key = mac.doFinal(domain.getBytes(StandardCharsets.UTF_8));
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks AES or HMAC", e);
        }
    }

    byte[] nextBytes(int n) {
        byte[] next = new byte[n];
        for (int i = 0; i < n; i++) {
            need(1);
            next[i] = buffer.get();
        }
        return next;
    }

    boolean nextBit() {
        need(1);
        return (buffer.get() & 1) == 1;
    }

    /** Uniform on 0 … bound − 1; bound is at least 1. */
    long below(long bound) {
        int unused = Long.numberOfLeadingZeros(bound - 1);
        if (unused == Long.SIZE) {
            return 0;
        }
        while (true) {
            need(Long.BYTES);
            long value = buffer.getLong() >>> unused;
            if (value < bound) {
                return value;
            }
        }
    }

    /** Uniform on 0 … bound − 1; bound is at least 1. */
    BigInteger below(BigInteger bound) {
        int bits = bound.subtract(BigInteger.ONE).bitLength();
        if (bits < Long.SIZE) {
            return BigInteger.valueOf(below(bound.longValueExact()));
        }
        int length = (bits + 7) / 8;
        while (true) {
            byte[] next = nextBytes(length);
            next[0] &= (byte) (0xFF >>> length * 8 - bits);
            BigInteger value = new BigInteger(1, next);
            if (value.compareTo(bound) < 0) {
                return value;
            }
        }
    }

    private void need(int n) {
        if (buffer.remaining() < n) {
            try {
                cipher.update(ZEROS, 0, ZEROS.length, bytes, 0);
            } catch (ShortBufferException e) {
                throw new IllegalStateException(e);
            }
            buffer.clear();
        }
    }
}
