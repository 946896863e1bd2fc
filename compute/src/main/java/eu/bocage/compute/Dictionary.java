package eu.bocage.compute;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Texts numbered in the order of their arrival, looked up from a slice of characters without making an object. The hash
 * is seeded at random, so that no file can be made to collide. Not thread-safe.
 *
 * <p>A slot holds the hash and the place of an entry: two characters for the number, one for the length, then the text.
 * So a look-up touches two places in memory, and {@link #internAll} does that for many texts at once.
 */
final class Dictionary {

    /** Longest text, in characters. */
    static final int MAX_CHARS = 0xFFFF;

    /** Characters that it keeps for each text besides its own. */
    static final int HEAD = 3;

    /** Most texts that {@link #internAll} takes. */
    static final int BATCH = 256;

    private static final int MAX_POOL = 1 << 30;
    private static final int SLOTS = 64;
    private static final int PLACES = 16;

    private final long seed;
    private final long factor;
    private final int[] hashes = new int[BATCH];
    private final long[] found = new long[BATCH];
    private long[] slots = new long[SLOTS];
    private int[] places = new int[PLACES];
    private char[] pool = new char[256];
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

    /** How many characters it keeps, {@value #HEAD} more for each text. */
    int characters() {
        return used;
    }

    /** What its look-ups take of memory, in bytes, besides the characters. */
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

    /** The number of a text, or -1. */
    int find(char[] text, int offset, int length) {
        long slot = slots[slot(hash(text, offset, length), text, offset, length)];
        return slot == 0 ? -1 : number((int) slot - 1);
    }

    /**
     * The number of a text, which is taken in when it is new. Whoever adds texts of others keeps {@link #characters}
     * within bounds.
     *
     * @throws IllegalStateException past 2^30 characters
     */
    int intern(char[] text, int offset, int length) {
        int hash = hash(text, offset, length);
        int at = slot(hash, text, offset, length);
        return slots[at] == 0 ? added(at, hash, text, offset, length) : number((int) slots[at] - 1);
    }

    int intern(String text) {
        return intern(text.toCharArray(), 0, text.length());
    }

    /**
     * Interns texts that stand one after the other.
     *
     * @param ends    where each text ends
     * @param from    the first of them in {@code ends}
     * @param count   how many, at most {@value #BATCH}
     * @param numbers filled in from {@code at} on
     */
    void internAll(char[] texts, int[] ends, int from, int count, int[] numbers, int at) {
        for (int i = 0, start = from == 0 ? 0 : ends[from - 1]; i < count; start = ends[from + i++]) {
            hashes[i] = hash(texts, start, ends[from + i] - start);
        }
        int mask = slots.length - 1;
        for (int i = 0; i < count; i++) {
            int slot = hashes[i] & mask;
            while (slots[slot] != 0 && (int) (slots[slot] >>> 32) != hashes[i]) {
                slot = slot + 1 & mask;
            }
            found[i] = slots[slot];
        }
        for (int i = 0; i < count; i++) {
            numbers[at + i] = found[i] == 0 ? -1 : number((int) found[i] - 1);
        }
        for (int i = 0, start = from == 0 ? 0 : ends[from - 1]; i < count; start = ends[from + i++]) {
            if (found[i] == 0 || !same((int) found[i] - 1, texts, start, ends[from + i] - start)) {
                numbers[at + i] = intern(texts, start, ends[from + i] - start);
            }
        }
    }

    String text(int number) {
        return new String(pool, places[number] + HEAD, pool[places[number] + 2]);
    }

    int length(int number) {
        return pool[places[number] + 2];
    }

    /** Writes a text in UTF-8, which may take three times as many bytes as it has characters. @return how many */
    int utf8(int number, byte[] to, int at) {
        int start = places[number] + HEAD;
        int length = pool[start - 1];
        for (int i = 0; i < length; i++) {
            char c = pool[start + i];
            if (c > 0x7F) {
                byte[] bytes = text(number).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(bytes, 0, to, at, bytes.length);
                return bytes.length;
            }
            to[at + i] = (byte) c;
        }
        return length;
    }

    private int number(int place) {
        return pool[place] << 16 | pool[place + 1];
    }

    private int added(int at, int hash, char[] text, int offset, int length) {
        if (length > MAX_CHARS || used + HEAD + length > MAX_POOL) {
            throw new IllegalStateException("more than 2^30 characters of names");
        }
        if (used + HEAD + length > pool.length) {
            pool = Arrays.copyOf(pool, Math.min(MAX_POOL, Math.max(used + HEAD + length, pool.length * 2)));
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, size * 2);
        }
        pool[used] = (char) (size >>> 16);
        pool[used + 1] = (char) size;
        pool[used + 2] = (char) length;
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
    private int slot(int hash, char[] text, int offset, int length) {
        int mask = slots.length - 1;
        int at = hash & mask;
        while (slots[at] != 0
                && ((int) (slots[at] >>> 32) != hash || !same((int) slots[at] - 1, text, offset, length))) {
            at = at + 1 & mask;
        }
        return at;
    }

    private boolean same(int place, char[] text, int offset, int length) {
        return pool[place + 2] == length
            && Arrays.equals(pool, place + HEAD, place + HEAD + length, text, offset, offset + length);
    }

    /** Four characters at a time, each time both halves of the product with a secret factor. */
    private int hash(char[] text, int offset, int length) {
        long hash = seed ^ length;
        int end = offset + length;
        int i = offset;
        for (; i + 4 <= end; i += 4) {
            hash = mixed(hash ^ (text[i] | (long) text[i + 1] << 16 | (long) text[i + 2] << 32
                | (long) text[i + 3] << 48));
        }
        long rest = 0;
        for (; i < end; i++) {
            rest = rest << 16 | text[i];
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
