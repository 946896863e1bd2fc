package eu.bocage.compute;

import java.util.Arrays;

/** Sorts stretches of rows in place by their words, the first word first; no word is negative. */
final class RowOrder {

    private static final int SMALL = 24;

    private final long[][] words;

    RowOrder(long[][] words) {
        this.words = words;
    }

    /** Sorts the rows {@code [from, to)}; others may be sorted by other threads meanwhile. */
    void sort(int from, int to) {
        if (words.length == 1) {
            sortWords(words[0], from, to);
        } else if (to - from <= SMALL) {
            for (int i = from + 1; i < to; i++) {
                for (int j = i; j > from && compare(j - 1, j) > 0; j--) {
                    swap(j - 1, j);
                }
            }
        } else {
            for (int root = (to - from) / 2 - 1; root >= 0; root--) {
                sift(from, root, to - from);
            }
            for (int size = to - from - 1; size > 0; size--) {
                swap(from, from + size);
                sift(from, 0, size);
            }
        }
    }

    private static void sortWords(long[] words, int from, int to) {
        if (to - from > SMALL) {
            Arrays.sort(words, from, to);
            return;
        }
        for (int i = from + 1; i < to; i++) {
            long word = words[i];
            int j = i;
            while (j > from && words[j - 1] > word) {
                words[j] = words[--j];
            }
            words[j] = word;
        }
    }

    private void sift(int from, int root, int size) {
        int at = root;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && compare(from + child, from + child + 1) < 0) {
                child++;
            }
            if (compare(from + at, from + child) >= 0) {
                return;
            }
            swap(from + at, from + child);
            at = child;
        }
    }

    private int compare(int a, int b) {
        for (long[] word : words) {
            if (word[a] != word[b]) {
                return Long.compare(word[a], word[b]);
            }
        }
        return 0;
    }

    private void swap(int a, int b) {
        for (long[] word : words) {
            long kept = word[a];
            word[a] = word[b];
            word[b] = kept;
        }
    }
}
