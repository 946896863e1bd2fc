package eu.bocage.compute;

import java.security.SecureRandom;

/**
 * Codes of texts of at most {@value #MOST} characters below 256, such as most codes of places, periods and sectors: a
 * text is a number here, so that looking one up compares no texts. Hashed by a secret factor (multiply-shift:
 * Dietzfelbinger and others, 1997), so that no file can be made to collide. Not thread-safe.
 */
final class ShortCodes {

    static final int MOST = 7;

    /** No such text. */
    static final int NONE = -1;

    /** The text cannot stand here. */
    static final long LONG = 0;

    private final long factor = new SecureRandom().nextLong() | 1;
    private long[] texts = new long[64];
    private int[] codes = new int[64];
    private int size;

    /** A text as a number; {@link #LONG} where it is too long or has other characters. */
    static long number(char[] text, int offset, int length) {
        if (length > MOST) {
            return LONG;
        }
        long number = 1;
        int all = 0;
        for (int i = offset; i < offset + length; i++) {
            number = number << 8 | text[i];
            all |= text[i];
        }
        return all > 0xFF ? LONG : number;
    }

    /** @param text of {@link #number} */
    int find(long text) {
        int at = slot(text);
        return texts[at] == text ? codes[at] : NONE;
    }

    /** Takes in a text that was not found. */
    void add(long text, int code) {
        if (4 * ++size > texts.length) {
            long[] oldTexts = texts;
            int[] oldCodes = codes;
            texts = new long[2 * oldTexts.length];
            codes = new int[texts.length];
            for (int i = 0; i < oldTexts.length; i++) {
                if (oldTexts[i] != LONG) {
                    put(oldTexts[i], oldCodes[i]);
                }
            }
        }
        put(text, code);
    }

    private void put(long text, int code) {
        int at = slot(text);
        texts[at] = text;
        codes[at] = code;
    }

    /** Where a text stands, or where it belongs. */
    private int slot(long text) {
        int at = (int) (text * factor >>> Long.numberOfLeadingZeros(texts.length) + 1);
        while (texts[at] != text && texts[at] != LONG) {
            at = at + 1 & texts.length - 1;
        }
        return at;
    }
}
