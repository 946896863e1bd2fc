package eu.bocage.compute.he;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;

/** Ciphertexts as nobody honest sends them, by what is wrong with them. */
final class HostileBytes {

    static final PlainModulus MODULUS = PlainModulus.FIRST;

    private static final int HEADER = 16;
    private static final int SIZE = HEADER + 32 + 1;
    private static final int INNER = SIZE + 5 * Long.BYTES;
    private static final int DATA = INNER + HEADER + Long.BYTES;
    private static final int SEED = HEADER + 1 + 64;
    private static final byte ZLIB = 1;
    /** More than a sandbox holds, from 300 kB. */
    private static final int BOMB_MEGABYTES = 300;

    private HostileBytes() {
    }

    static Map<String, byte[]> all() {
        byte[] honest = honest();
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("nothing", new byte[0]);
        all.put("half a header", Arrays.copyOf(honest, 8));
        all.put("size 0 without data", built(0, 0, 0));
        all.put("size 0 with data", built(0, Ciphertext.WORDS, 0));
        all.put("seeded with size 0", built(0, Ciphertext.WORDS / 2, SEED));
        all.put("seeded with size 3", built(3, Ciphertext.WORDS / 2, SEED));
        all.put("seeded with size 2", built(2, Ciphertext.WORDS / 2, SEED));
        all.put("size 1", built(1, Ciphertext.WORDS / 2, 0));
        all.put("size of two to the sixty", built(1L << 60, Ciphertext.WORDS, 0));
        all.put("a coefficient at its prime", with(honest, DATA, Bfv.prime(0)));
        all.put("a negative coefficient", with(honest, honest.length - Long.BYTES, -1));
        all.put("truncated in its head", Arrays.copyOf(honest, INNER));
        all.put("truncated in its data", Arrays.copyOf(honest, honest.length - 1));
        all.put("followed by one byte", Arrays.copyOf(honest, honest.length + 1));
        all.put("header size beyond the input", with(honest, 8, honest.length + 1L));
        all.put("header size of two to the sixty-two", with(honest, 8, 1L << 62));
        all.put("header size below a header", with(honest, 8, 3));
        all.put("inner header size beyond the input", with(honest, INNER + 8, honest.length));
        all.put("array length forged", with(honest, INNER + HEADER, 1L << 61));
        all.put("degree forged", with(honest, SIZE + Long.BYTES, 1L << 40));
        all.put("number of primes forged", with(honest, SIZE + 2 * Long.BYTES, 1L << 40));
        all.put("unknown compression", with(honest, 5, (byte) 9));
        all.put("decompression bomb", bomb());
        return all;
    }

    static byte[] honest() {
        return Ciphertext.of(MODULUS, words()).toBytes();
    }

    static long[] words() {
        Random random = new Random(1);
        long[] words = new long[Ciphertext.WORDS];
        Arrays.setAll(words, i -> random.nextLong(Bfv.prime(i / Bfv.DEGREE % Bfv.DATA_PRIMES)));
        return words;
    }

    private static byte[] built(long size, int words, int seed) {
        byte[] honest = honest();
        ByteBuffer out = ByteBuffer.allocate(DATA + words * Long.BYTES + seed).order(ByteOrder.LITTLE_ENDIAN);
        out.put(honest, 0, DATA + words * Long.BYTES).putLong(8, out.capacity()).putLong(SIZE, size)
            .putLong(INNER + 8, HEADER + Long.BYTES + (long) words * Long.BYTES).putLong(INNER + HEADER, words);
        if (seed > 0) {
            out.put(honest, 0, HEADER).putLong(out.position() - 8, seed).put((byte) 1);
        }
        return out.array();
    }

    private static byte[] with(byte[] honest, int at, long value) {
        byte[] bytes = honest.clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
        return bytes;
    }

    private static byte[] with(byte[] honest, int at, byte value) {
        byte[] bytes = honest.clone();
        bytes[at] = value;
        return bytes;
    }

    private static byte[] bomb() {
        Deflater deflater = new Deflater();
        byte[] zeros = new byte[1 << 20];
        ByteBuffer out = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        out.put(honest(), 0, HEADER).put(5, ZLIB);
        for (int i = 0; i < BOMB_MEGABYTES; i++) {
            deflater.setInput(zeros);
            while (!deflater.needsInput()) {
                deflater.deflate(out);
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            deflater.deflate(out);
        }
        deflater.end();
        out.putLong(8, out.position());
        return Arrays.copyOf(out.array(), out.position());
    }
}
