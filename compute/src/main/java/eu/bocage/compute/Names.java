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
        int[] spare = {};
        int tied = 0;
        for (int i = 0; i < count; i++) {
            order[i] = (int) (sorted[i] & (1L << numberBits) - 1);
            if (i + 1 == count || sorted[i] >>> numberBits != sorted[i + 1] >>> numberBits) {
                if (i > tied) {
                    spare = spare.length == 0 ? new int[count] : spare;
                    IntOrder.sort(order, tied, i + 1, spare, (a, b) -> Arrays.compareUnsigned(ids.pool(), ids.start(a),
                        ids.start(a) + ids.length(a), ids.pool(), ids.start(b), ids.start(b) + ids.length(b)));
                }
                tied = i + 1;
            }
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
     * How some of the first bytes after a common beginning become a number in their order: of each byte, or of there
     * being none, its rank among those that stand there, in as many bits as these take.
     *
     * @param places which bytes, in rising order: those before which there is room, and that are not all the same
     * @param ranks  for each of them, by byte and one, or 0 for none
     * @param widths for each of them, bits of a rank
     */
    private record Heads(int[] places, int[][] ranks, int[] widths) {

        static Heads of(Dictionary ids, int bits) {
            int common = common(ids);
            int[][] ranks = present(ids, common);
            int[] places = new int[PLACES];
            int[] widths = new int[PLACES];
            int used = 0;
            int left = bits;
            for (int place = 0; place < PLACES; place++) {
                int rank = -1;
                for (int one = 0; one <= 256; one++) {
                    rank += ranks[place][one];
                    ranks[place][one] = rank;
                }
                left -= width(rank);
                if (left < 0) {
                    break;
                }
                if (rank > 0) {
                    places[used] = common + place;
                    widths[used] = width(rank);
                    ranks[used++] = ranks[place];
                }
            }
            return new Heads(Arrays.copyOf(places, used), Arrays.copyOf(ranks, used), Arrays.copyOf(widths, used));
        }

        /** By place after the common beginning, and by byte and one, or 0 for none: 1 where some name has it. */
        private static int[][] present(Dictionary ids, int common) {
            byte[] pool = ids.pool();
            int[][] present = new int[PLACES][257];
            int shortest = PLACES;
            for (int number = 0; number < ids.size(); number++) {
                int start = ids.start(number) + common;
                int length = Math.min(PLACES, ids.length(number) - common);
                for (int place = 0; place < length; place++) {
                    present[place][(pool[start + place] & 0xFF) + 1] = 1;
                }
                shortest = Math.min(shortest, length);
            }
            for (int place = shortest; place < PLACES; place++) {
                present[place][0] = 1;
            }
            return present;
        }

        int bits() {
            return Arrays.stream(widths).sum();
        }

        /** By number, its head above it. Never negative. */
        long[] words(Dictionary ids, int numberBits) {
            byte[] pool = ids.pool();
            long[] words = new long[ids.size()];
            for (int number = 0; number < words.length; number++) {
                int start = ids.start(number);
                int length = ids.length(number);
                long head = 0;
                for (int i = 0; i < places.length; i++) {
                    int one = places[i] < length ? (pool[start + places[i]] & 0xFF) + 1 : 0;
                    head = head << widths[i] | ranks[i][one];
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
