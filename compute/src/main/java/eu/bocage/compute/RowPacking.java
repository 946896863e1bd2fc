package eu.bocage.compute;

import java.util.List;

/**
 * How the codes and steps of a row stand in words of 63 bits, one beside the other in the order of the columns, so that
 * rows stand in order where their words do. Most rows need one word, which is less to move and to compare than they.
 * Immutable.
 */
final class RowPacking {

    private static final int BITS = 63;

    private final int keys;
    private final int[] wordOf;
    private final int[] shifts;
    private final long[] masks;
    private final long[] least;
    private final int words;

    /** @param codes by key column, how many codes there are at most */
    RowPacking(int[] codes, List<Measure> measures) {
        keys = codes.length;
        int columns = keys + measures.size();
        wordOf = new int[columns];
        shifts = new int[columns];
        masks = new long[columns];
        least = new long[columns];
        int word = 0;
        int left = BITS;
        for (int column = 0; column < columns; column++) {
            long most = column < keys ? codes[column] - 1
                : measures.get(column - keys).max() - measures.get(column - keys).min();
            int width = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, most));
            if (width > left) {
                word++;
                left = BITS;
            }
            left -= width;
            wordOf[column] = word;
            shifts[column] = left;
            masks[column] = (1L << width) - 1;
            least[column] = column < keys ? 0 : measures.get(column - keys).min();
        }
        words = columns == 0 ? 0 : word + 1;
    }

    int words() {
        return words;
    }

    int keys() {
        return keys;
    }

    int measures() {
        return masks.length - keys;
    }

    /** Puts a row into words, at one place in each. */
    void pack(int[] codes, long[] steps, long[][] into, int at) {
        int word = 0;
        long packed = 0;
        for (int key = 0; key < keys; key++) {
            if (wordOf[key] > word) {
                into[word++][at] = packed;
                packed = 0;
            }
            packed |= (long) codes[key] << shifts[key];
        }
        for (int measure = 0; measure < steps.length; measure++) {
            int column = keys + measure;
            if (wordOf[column] > word) {
                into[word++][at] = packed;
                packed = 0;
            }
            packed |= steps[measure] - least[column] << shifts[column];
        }
        if (word < words) {
            into[word][at] = packed;
        }
    }

    /**
     * Arrays for the steps of as many rows as the words hold. A word whose last column is a measure becomes that
     * measure's array: no column needs it any more once it is unpacked.
     */
    long[][] steps(long[][] words, int rows) {
        long[][] steps = new long[measures()][];
        for (int column = keys; column < masks.length; column++) {
            boolean last = column + 1 == masks.length || wordOf[column + 1] > wordOf[column];
            steps[column - keys] = last ? words[wordOf[column]] : new long[rows];
        }
        return steps;
    }

    /** Takes a stretch of rows out of their words. @param steps of {@link #steps}, or others */
    void unpack(long[][] from, int first, int end, int[][] codes, long[][] steps) {
        for (int column = 0; column < masks.length; column++) {
            long[] words = from[wordOf[column]];
            if (column < keys) {
                unpack(words, first, end, codes[column], shifts[column], masks[column]);
            } else {
                unpack(words, first, end, steps[column - keys], shifts[column], masks[column], least[column]);
            }
        }
    }

    private static void unpack(long[] words, int first, int end, int[] to, int shift, long mask) {
        for (int row = first; row < end; row++) {
            to[row] = (int) (words[row] >>> shift & mask);
        }
    }

    private static void unpack(long[] words, int first, int end, long[] to, int shift, long mask, long least) {
        for (int row = first; row < end; row++) {
            to[row] = (words[row] >>> shift & mask) + least;
        }
    }

    /** Puts other codes of a key in place of those of the first rows. */
    void renumber(long[][] words, int rows, int key, int[] now) {
        long[] some = words[wordOf[key]];
        int shift = shifts[key];
        long others = ~(masks[key] << shift);
        for (int row = 0; row < rows; row++) {
            some[row] = some[row] & others | (long) now[(int) (some[row] >>> shift & masks[key])] << shift;
        }
    }
}
