package eu.bocage.compute;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Texts numbered in the order of their arrival, looked up from a slice of characters without making an object. The hash
 * is seeded at random, so that no file can be made to collide. Not thread-safe.
 */
final class Dictionary {

    private final int seed = new SecureRandom().nextInt() | 1;
    private int[] slots = new int[64];
    private int[] ends = new int[16];
    private char[] chars = new char[256];
    private int size;

    int size() {
        return size;
    }

    /** The number of a text, or -1. */
    int find(char[] text, int offset, int length) {
        return slots[slot(text, offset, length)] - 1;
    }

    /** The number of a text, which is taken in when it is new. @throws IllegalStateException past 2^30 characters */
    int intern(char[] text, int offset, int length) {
        int slot = slot(text, offset, length);
        if (slots[slot] > 0) {
            return slots[slot] - 1;
        }
        int start = start(size);
        if (start + length < 0 || start + length > 1 << 30) {
            throw new IllegalStateException("more than 2^30 characters of names");
        }
        if (start + length > chars.length) {
            chars = Arrays.copyOf(chars, Math.min(1 << 30, Math.max(start + length, chars.length * 2)));
        }
        System.arraycopy(text, offset, chars, start, length);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        ends[size++] = start + length;
        slots[slot] = size;
        if (size * 2 > slots.length) {
            grow();
        }
        return size - 1;
    }

    int intern(String text) {
        return intern(text.toCharArray(), 0, text.length());
    }

    String text(int number) {
        return new String(chars, start(number), ends[number] - start(number));
    }

    private int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    private int slot(char[] text, int offset, int length) {
        int mask = slots.length - 1;
        int slot = hash(text, offset, length) & mask;
        while (slots[slot] > 0 && !same(slots[slot] - 1, text, offset, length)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean same(int number, char[] text, int offset, int length) {
        return Arrays.equals(chars, start(number), ends[number], text, offset, offset + length);
    }

    private int hash(char[] text, int offset, int length) {
        long hash = seed;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ text[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash ^ hash >>> 32);
    }

    private void grow() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = hash(chars, start(number), ends[number] - start(number)) & mask;
            while (slots[slot] > 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = number + 1;
        }
    }
}
