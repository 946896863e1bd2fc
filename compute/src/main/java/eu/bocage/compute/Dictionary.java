package eu.bocage.compute;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Texts in UTF-8, numbered in the order of their arrival and looked up from a slice of bytes without making an object.
 * The hash is seeded at random, so that no file can be made to collide. Not thread-safe.
 *
 * <p>A slot holds the hash and the place of an entry: four bytes for the number, two for the length, then the text. So
 * a look-up touches two places in memory, and {@link #internAll} does that for many texts at once.
 */
final class Dictionary {

    /** Longest text, in bytes. */
    static final int MAX_LENGTH = 0xFFFF;

    /** Bytes that it keeps for each text besides its own. */
    static final int HEAD = Integer.BYTES + Short.BYTES;

    /** Most texts that {@link #internAll} takes. */
    static final int BATCH = 256;

    /** Most bytes of all texts with their heads. */
    static final int MAX_POOL = 1 << 30;

    private static final int SLOTS = 64;
    private static final int PLACES = 16;
    private static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN).withInvokeExactBehavior();

    private final long seed;
    private final long factor;
    private final int[] hashes = new int[BATCH];
    private final long[] found = new long[BATCH];
    private long[] slots = new long[SLOTS];
    private int[] places = new int[PLACES];
    private byte[] pool = new byte[1024];
    private int used;
    private int size;

    Dictionary() {
        SecureRandom random = new SecureRandom();
        seed = random.nextLong();
        factor = random.nextLong() | 1;
    }

    int size() {
        return size;
    }

    /** How many bytes the texts take, with {@value #HEAD} more for each. */
    int bytes() {
        return used;
    }

    /** What its look-ups take of memory, in bytes, besides the texts. */
    long indexBytes() {
        return (long) slots.length * Long.BYTES + (long) places.length * Integer.BYTES;
    }

    /** What {@link #indexBytes} is for so many texts. */
    static long indexBytes(long texts) {
        return Math.max(SLOTS, powerOfTwo(2 * texts)) * Long.BYTES
            + Math.max(PLACES, powerOfTwo(texts)) * Integer.BYTES;
    }

    private static long powerOfTwo(long least) {
        return least <= 1 ? 1 : Long.highestOneBit(least - 1) << 1;
    }

    /** Writes characters in UTF-8, up to three bytes each. @return how many bytes */
    static int utf8(char[] text, int offset, int length, byte[] to, int at) {
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = text[offset + i];
            to[at + i] = (byte) c;
            all |= c;
        }
        if (all < 0x80) {
            return length;
        }
        byte[] bytes = new String(text, offset, length).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, to, at, bytes.length);
        return bytes.length;
    }

    /** The number of a text, or -1. */
    int find(byte[] text, int offset, int length) {
        long slot = slots[slot(hash(text, offset, length), text, offset, length)];
        return slot == 0 ? -1 : number((int) slot - 1);
    }

    /**
     * The number of a text, which is taken in when it is new. Whoever adds texts of others keeps {@link #bytes} within
     * bounds.
     *
     * @throws IllegalStateException past {@value #MAX_POOL} bytes, or {@value #MAX_LENGTH} of one text
     */
    int intern(byte[] text, int offset, int length) {
        int hash = hash(text, offset, length);
        int at = slot(hash, text, offset, length);
        return slots[at] == 0 ? added(at, hash, text, offset, length) : number((int) slots[at] - 1);
    }

    int intern(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return intern(bytes, 0, bytes.length);
    }

    /**
     * Interns texts that stand one after the other.
     *
     * @param bounds  where each text begins and the one before ends
     * @param from    the first of them in {@code bounds}
     * @param count   how many, at most {@value #BATCH}
     * @param numbers filled in from {@code at} on
     */
    void internAll(byte[] texts, int[] bounds, int from, int count, int[] numbers, int at) {
        hashAll(texts, bounds, from, count);
        findAll(count);
        for (int i = 0; i < count; i++) {
            numbers[at + i] = found[i] == 0 ? -1 : number((int) found[i] - 1);
        }
        checkAll(texts, bounds, from, count, numbers, at);
    }

    private void hashAll(byte[] texts, int[] bounds, int from, int count) {
        for (int i = 0; i < count; i++) {
            hashes[i] = hash(texts, bounds[from + i], bounds[from + i + 1] - bounds[from + i]);
        }
    }

    private void findAll(int count) {
        int mask = slots.length - 1;
        for (int i = 0; i < count; i++) {
            int slot = hashes[i] & mask;
            while (slots[slot] != 0 && (int) (slots[slot] >>> 32) != hashes[i]) {
                slot = slot + 1 & mask;
            }
            found[i] = slots[slot];
        }
    }

    private void checkAll(byte[] texts, int[] bounds, int from, int count, int[] numbers, int at) {
        for (int i = 0; i < count; i++) {
            int start = bounds[from + i];
            int length = bounds[from + i + 1] - start;
            if (found[i] == 0 || !same((int) found[i] - 1, texts, start, length)) {
                numbers[at + i] = intern(texts, start, length);
            }
        }
    }

    String text(int number) {
        return new String(pool, start(number), length(number), StandardCharsets.UTF_8);
    }

    /** All texts in the order of their numbers, each after its head; to be read until the next is taken in. */
    byte[] pool() {
        return pool;
    }

    /** Where a text begins in {@link #pool}. */
    int start(int number) {
        return places[number] + HEAD;
    }

    /** How many bytes a text has. */
    int length(int number) {
        return length(pool, places[number]);
    }

    /** How many bytes the text has that begins there. */
    int lengthAt(int start) {
        return length(pool, start - HEAD);
    }

    private static int length(byte[] pool, int place) {
        return pool[place + 4] & 0xFF | (pool[place + 5] & 0xFF) << 8;
    }

    private int number(int place) {
        return pool[place] & 0xFF | (pool[place + 1] & 0xFF) << 8 | (pool[place + 2] & 0xFF) << 16
            | pool[place + 3] << 24;
    }

    private int added(int at, int hash, byte[] text, int offset, int length) {
        if (length > MAX_LENGTH || used + HEAD + length > MAX_POOL) {
            throw new IllegalStateException("more than 2^30 bytes of names");
        }
        if (used + HEAD + length > pool.length) {
            pool = Arrays.copyOf(pool, Math.min(MAX_POOL, Math.max(used + HEAD + length, pool.length * 2)));
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, size * 2);
        }
        pool[used] = (byte) size;
        pool[used + 1] = (byte) (size >>> 8);
        pool[used + 2] = (byte) (size >>> 16);
        pool[used + 3] = (byte) (size >>> 24);
        pool[used + 4] = (byte) length;
        pool[used + 5] = (byte) (length >>> 8);
        System.arraycopy(text, offset, pool, used + HEAD, length);
        slots[at] = (long) hash << 32 | used + 1;
        places[size++] = used;
        used += HEAD + length;
        if (size * 2L > slots.length) {
            grow();
        }
        return size - 1;
    }

    /** Where a text stands, or where it belongs. */
    private int slot(int hash, byte[] text, int offset, int length) {
        int mask = slots.length - 1;
        int at = hash & mask;
        while (slots[at] != 0
                && ((int) (slots[at] >>> 32) != hash || !same((int) slots[at] - 1, text, offset, length))) {
            at = at + 1 & mask;
        }
        return at;
    }

    private boolean same(int place, byte[] text, int offset, int length) {
        return length(pool, place) == length
            && Arrays.equals(pool, place + HEAD, place + HEAD + length, text, offset, offset + length);
    }

    /** Eight bytes at a time, each time both halves of the product with a secret factor. */
    private int hash(byte[] text, int offset, int length) {
        long hash = seed ^ length;
        int end = offset + length;
        int i = offset;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(text, i));
        }
        long rest = 0;
        for (; i < end; i++) {
            rest = rest << 8 | text[i] & 0xFF;
        }
        hash = mixed(hash ^ rest);
        return (int) (hash ^ hash >>> 32);
    }

    private long mixed(long number) {
        return Math.multiplyHigh(number, factor) ^ number * factor;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        int mask = slots.length - 1;
        for (long slot : old) {
            if (slot != 0) {
                int at = (int) (slot >>> 32) & mask;
                while (slots[at] != 0) {
                    at = at + 1 & mask;
                }
                slots[at] = slot;
            }
        }
    }
}
