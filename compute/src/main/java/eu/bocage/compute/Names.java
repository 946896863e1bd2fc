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
    /** Bytes after what all names begin with that are looked at before whole names are compared. */
    private static final int PLACES = 16;
    private static final int BITS = 63;
    /** Names that are looked up one after the other, so that the processor waits for several at once. */
    private static final int BATCH = 256;

    static Names of(Dictionary ids) {
        int count = ids.size();
        int[] order = order(ids);
        int[] starts = new int[count + 1];
        byte[] bytes = new byte[ids.bytes() - Dictionary.HEAD * count];
        int[] from = new int[BATCH];
        int[] lengths = new int[BATCH];
        for (int first = 0; first < count; first += BATCH) {
            int end = Math.min(BATCH, count - first);
            for (int i = 0; i < end; i++) {
                from[i] = ids.start(order[first + i]);
            }
            for (int i = 0; i < end; i++) {
                lengths[i] = ids.lengthAt(from[i]);
            }
            for (int i = 0; i < end; i++) {
                System.arraycopy(ids.pool(), from[i], bytes, starts[first + i], lengths[i]);
                starts[first + i + 1] = starts[first + i] + lengths[i];
            }
        }
        return new Names(order, bytes, starts);
    }

    /** By what stands in a word beside the number, in passes of some bits each; then ties by all their bytes. */
    private static int[] order(Dictionary ids) {
        int count = ids.size();
        int numberBits = width(count - 1);
        Heads heads = Heads.of(ids, BITS - numberBits);
        long[] sorted = sorted(heads.words(ids, numberBits), numberBits, numberBits + heads.bits());
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) (sorted[i] & (1L << numberBits) - 1);
        }
        byte[] pool = ids.pool();
        int[] spare = {};
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && sorted[to] >>> numberBits == sorted[from] >>> numberBits) {
                to++;
            }
            if (to - from > 1) {
                spare = spare.length == 0 ? new int[count] : spare;
                IntOrder.sort(order, from, to, spare, (a, b) -> Arrays.compareUnsigned(pool, ids.start(a),
                    ids.start(a) + ids.length(a), pool, ids.start(b), ids.start(b) + ids.length(b)));
            }
            from = to;
        }
        return order;
    }

    /** Words by their bits {@code [from, to)}, least first. */
    private static long[] sorted(long[] words, int from, int to) {
        long[] now = words;
        long[] spare = new long[words.length];
        int passes = (to - from + PASS - 1) / PASS;
        for (int pass = 0; pass < passes; pass++) {
            int shift = from + (to - from) * pass / passes;
            int mask = (1 << from + (to - from) * (pass + 1) / passes - shift) - 1;
            int[] next = new int[mask + 2];
            for (long word : now) {
                next[(int) (word >>> shift & mask) + 1]++;
            }
            for (int i = 1; i < next.length; i++) {
                next[i] += next[i - 1];
            }
            for (long word : now) {
                spare[next[(int) (word >>> shift & mask)]++] = word;
            }
            long[] done = now;
            now = spare;
            spare = done;
        }
        return now;
    }

    /** How many bits a number takes. */
    private static int width(int most) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, most));
    }

    /**
     * How the first bytes after a common beginning become a number in their order: of each byte, or of there being
     * none, its rank among those that stand there, in as many bits as these take.
     *
     * @param common how many bytes all names begin with
     * @param ranks  by place and by byte and one, or 0 for none; of the places that there is room for
     * @param widths by place, bits of a rank
     */
    private record Heads(int common, int[][] ranks, int[] widths) {

        static Heads of(Dictionary ids, int bits) {
            byte[] pool = ids.pool();
            int common = common(ids);
            int[][] ranks = new int[PLACES][257];
            for (int number = 0; number < ids.size(); number++) {
                int at = ids.start(number) + common;
                int end = ids.start(number) + ids.length(number);
                for (int place = 0; place < PLACES; place++, at++) {
                    ranks[place][at < end ? (pool[at] & 0xFF) + 1 : 0] = 1;
                }
            }
            int[] widths = new int[PLACES];
            int places = 0;
            for (int left = bits; places < PLACES; places++) {
                int rank = -1;
                for (int one = 0; one < 257; one++) {
                    rank += ranks[places][one];
                    ranks[places][one] = rank;
                }
                widths[places] = width(rank);
                left -= widths[places];
                if (left < 0) {
                    break;
                }
            }
            return new Heads(common, Arrays.copyOf(ranks, places), Arrays.copyOf(widths, places));
        }

        int bits() {
            return Arrays.stream(widths).sum();
        }

        /** By number, its head above it. Never negative. */
        long[] words(Dictionary ids, int numberBits) {
            byte[] pool = ids.pool();
            long[] words = new long[ids.size()];
            for (int number = 0; number < words.length; number++) {
                int at = ids.start(number) + common;
                int end = ids.start(number) + ids.length(number);
                long head = 0;
                for (int place = 0; place < widths.length; place++, at++) {
                    if (widths[place] > 0) {
                        head = head << widths[place] | ranks[place][at < end ? (pool[at] & 0xFF) + 1 : 0];
                    }
                }
                words[number] = head << numberBits | number;
            }
            return words;
        }

        private static int common(Dictionary ids) {
            byte[] pool = ids.pool();
            int first = ids.size() > 0 ? ids.start(0) : 0;
            int common = ids.size() > 0 ? ids.length(0) : 0;
            for (int number = 1; number < ids.size() && common > 0; number++) {
                int start = ids.start(number);
                int length = Math.min(common, ids.length(number));
                int differs = Arrays.mismatch(pool, first, first + length, pool, start, start + length);
                common = differs < 0 ? length : differs;
            }
            return common;
        }
    }
}
