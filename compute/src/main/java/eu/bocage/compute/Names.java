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

    /** Bits of one pass. */
    private static final int PASS = 11;
    /** Most bits that one byte's rank takes. */
    private static final int WIDEST = 9;
    private static final int MASK = (1 << PASS) - 1;

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

    /** By eight bytes after what all names begin with, in passes of some bits each; then ties by all their bytes. */
    private static int[] order(byte[] bytes, int[] starts) {
        int count = starts.length - 1;
        long[] heads = heads(bytes, starts);
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Arrays.stream(heads).max().orElse(0));
        int[] order = new int[count];
        Arrays.setAll(order, number -> number);
        int[] spare = new int[count];
        for (int shift = 0; shift < bits; shift += PASS) {
            int[] next = new int[(1 << PASS) + 1];
            for (long head : heads) {
                next[(int) (head >>> shift & MASK) + 1]++;
            }
            for (int i = 1; i < next.length; i++) {
                next[i] += next[i - 1];
            }
            for (int number : order) {
                spare[next[(int) (heads[number] >>> shift & MASK)]++] = number;
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

    /**
     * By number, what orders names by the eight bytes after their common beginning: of each byte, or of there being
     * none, its rank among those that stand there, in as many bits as these take. Never negative.
     */
    private static long[] heads(byte[] bytes, int[] starts) {
        long[] heads = new long[starts.length - 1];
        int common = common(bytes, starts);
        int[][] ranks = new int[Long.BYTES][257];
        for (int number = 0; number < heads.length; number++) {
            for (int place = 0; place < ranks.length; place++) {
                ranks[place][byteAt(bytes, starts, number, common + place)] = 1;
            }
        }
        int[] widths = new int[ranks.length];
        for (int place = 0, bits = 0; place < ranks.length && bits + WIDEST < Long.SIZE; bits += widths[place++]) {
            for (int one = 1; one < ranks[place].length; one++) {
                ranks[place][one] += ranks[place][one - 1];
            }
            int last = ranks[place][256] - 1;
            widths[place] = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, last));
        }
        for (int number = 0; number < heads.length; number++) {
            for (int place = 0; place < ranks.length; place++) {
                int rank = widths[place] == 0 ? 0 : ranks[place][byteAt(bytes, starts, number, common + place)] - 1;
                heads[number] = heads[number] << widths[place] | rank;
            }
        }
        return heads;
    }

    /** 0 where the name has ended, else a byte and one. */
    private static int byteAt(byte[] bytes, int[] starts, int number, int place) {
        int at = starts[number] + place;
        return at < starts[number + 1] ? (bytes[at] & 0xFF) + 1 : 0;
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
