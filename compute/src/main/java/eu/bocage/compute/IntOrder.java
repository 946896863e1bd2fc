package eu.bocage.compute;

/** Sorts numbers by what they stand for: a stable merge sort that leaves ordered runs alone. */
final class IntOrder {

    /** Compares two numbers by what they stand for. */
    interface Comparison {
        int compare(int a, int b);
    }

    private static final int SMALL = 12;

    private IntOrder() {
    }

    /** Sorts {@code items[from..to)}; {@code spare} is at least as long as {@code items} and gets overwritten there. */
    static void sort(int[] items, int from, int to, int[] spare, Comparison by) {
        if (to - from <= SMALL) {
            for (int i = from + 1; i < to; i++) {
                int item = items[i];
                int j = i;
                while (j > from && by.compare(items[j - 1], item) > 0) {
                    items[j] = items[--j];
                }
                items[j] = item;
            }
            return;
        }
        int middle = from + to >>> 1;
        sort(items, from, middle, spare, by);
        sort(items, middle, to, spare, by);
        if (by.compare(items[middle - 1], items[middle]) <= 0) {
            return;
        }
        System.arraycopy(items, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        for (int i = from; left < middle; i++) {
            items[i] = right == to || by.compare(spare[left], items[right]) <= 0 ? spare[left++] : items[right++];
        }
    }
}
