package eu.bocage.compute;

import java.util.Arrays;

/**
 * The names of units in the order of their UTF-8 bytes.
 *
 * @param order  by place, the number of the name in the dictionary
 * @param bytes  the names in that order, one after the other
 * @param starts where each starts; one more entry than names
 */
record Names(int[] order, byte[] bytes, int[] starts) {

    static Names of(Dictionary ids) {
        int count = ids.size();
        int[] starts = new int[count + 1];
        byte[] bytes = new byte[1024];
        for (int number = 0; number < count; number++) {
            int room = Math.addExact(starts[number], 3 * ids.length(number));
            if (room > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(room, bytes.length * 2L)));
            }
            starts[number + 1] = Math.addExact(starts[number], ids.utf8(number, bytes, starts[number]));
        }
        int[] order = order(bytes, starts);
        int[] sortedStarts = new int[count + 1];
        byte[] sorted = new byte[starts[count]];
        for (int i = 0; i < count; i++) {
            int length = starts[order[i] + 1] - starts[order[i]];
            System.arraycopy(bytes, starts[order[i]], sorted, sortedStarts[i], length);
            sortedStarts[i + 1] = sortedStarts[i] + length;
        }
        return new Names(order, sorted, sortedStarts);
    }

    /** By eight bytes after what all names begin with, in passes of one byte each; then ties by all their bytes. */
    private static int[] order(byte[] bytes, int[] starts) {
        int count = starts.length - 1;
        int common = common(bytes, starts);
        long[] heads = new long[count];
        int[] order = new int[count];
        for (int number = 0; number < count; number++) {
            order[number] = number;
            for (int i = starts[number] + common; i < starts[number] + common + Long.BYTES; i++) {
                heads[number] = heads[number] << 8 | (i < starts[number + 1] ? bytes[i] & 0xFF : 0);
            }
        }
        int[] spare = new int[count];
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            int[] next = new int[257];
            for (long head : heads) {
                next[(int) (head >>> shift & 0xFF) + 1]++;
            }
            if (Arrays.stream(next).anyMatch(size -> size == count)) {
                continue;
            }
            for (int i = 1; i < next.length; i++) {
                next[i] += next[i - 1];
            }
            for (int number : order) {
                spare[next[(int) (heads[number] >>> shift & 0xFF)]++] = number;
            }
            int[] done = order;
            order = spare;
            spare = done;
        }
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && heads[order[to]] == heads[order[from]]) {
                to++;
            }
            IntOrder.sort(order, from, to, spare, (a, b) -> Arrays.compareUnsigned(bytes, starts[a], starts[a + 1],
                bytes, starts[b], starts[b + 1]));
            from = to;
        }
        return order;
    }

    /** How many bytes all names begin with. */
    private static int common(byte[] bytes, int[] starts) {
        int common = starts.length > 1 ? starts[1] : 0;
        for (int number = 1; number + 1 < starts.length; number++) {
            int length = Math.min(common, starts[number + 1] - starts[number]);
            int differs = Arrays.mismatch(bytes, 0, length, bytes, starts[number], starts[number] + length);
            common = differs < 0 ? length : differs;
        }
        return common;
    }
}
