package eu.bocage.compute;

/** Sorts stretches of rows in place, by codes and then values, column after column. */
final class RowOrder {

    private static final int SMALL = 24;

    private final int[][] keys;
    private final long[][] values;

    RowOrder(int[][] keys, long[][] values) {
        this.keys = keys;
        this.values = values;
    }

    /** Sorts the rows of each of the units {@code [from, to)}; others may be sorted by other threads meanwhile. */
    Void sortAll(int[] unitStart, int from, int to) {
        for (int unit = from; unit < to; unit++) {
            sort(unitStart[unit], unitStart[unit + 1]);
        }
        return null;
    }

    /** Sorts the rows {@code [from, to)}: by insertion, or as a heap where there are many. */
    void sort(int from, int to) {
        if (to - from > SMALL) {
            for (int root = (to - from) / 2 - 1; root >= 0; root--) {
                sift(from, root, to - from);
            }
            for (int size = to - from - 1; size > 0; size--) {
                swap(from, from + size);
                sift(from, 0, size);
            }
            return;
        }
        for (int i = from + 1; i < to; i++) {
            for (int j = i; j > from && compare(j - 1, j) > 0; j--) {
                swap(j - 1, j);
            }
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
        for (int[] key : keys) {
            if (key[a] != key[b]) {
                return Integer.compare(key[a], key[b]);
            }
        }
        for (long[] value : values) {
            if (value[a] != value[b]) {
                return Long.compare(value[a], value[b]);
            }
        }
        return 0;
    }

    private void swap(int a, int b) {
        for (int[] key : keys) {
            int kept = key[a];
            key[a] = key[b];
            key[b] = kept;
        }
        for (long[] value : values) {
            long kept = value[a];
            value[a] = value[b];
            value[b] = kept;
        }
    }
}
