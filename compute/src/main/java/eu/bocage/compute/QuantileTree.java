package eu.bocage.compute;

import java.util.List;
import java.util.stream.LongStream;

/**
 * How the range of a unit's totals is cut into leaves, and those gathered sixteen by sixteen into levels. It follows
 * from declared bounds and the number of cells alone.
 *
 * @param least    where the first leaf starts, in steps: the least total that the card lets a unit have
 * @param greatest the greatest one, in steps; leaves that start above it hold no unit
 * @param width    of each leaf, in steps
 * @param height   levels, from 1 to 3; the last one is that of the 16^height leaves
 */
record QuantileTree(long least, long greatest, long width, int height) {

    static final int BRANCHES = 16;

    /** Most leaves over all cells. */
    static final long MAX_LEAVES = 1L << 22;

    /** The finest one that fits, at most as fine as the grid; as coarse as can be when none does. */
    static QuantileTree of(Measure measure, long cells) {
        long range = measure.greatest() - measure.least() + 1;
        int height = 1;
        while (height < 3 && leaves(height) < range && cells * leaves(height + 1) <= MAX_LEAVES) {
            height++;
        }
        return new QuantileTree(measure.least(), measure.greatest(), Math.ceilDiv(range, leaves(height)), height);
    }

    /** 16^height. */
    int leaves() {
        return (int) leaves(height);
    }

    /** The leaves, from the first on, that a total within the declared bounds may lie in; at least one. */
    int possible() {
        return (int) Math.ceilDiv(greatest - least + 1, width);
    }

    /** The greatest total that a leaf may hold. */
    long last(int leaf) {
        return Math.min(greatest, least + (leaf + 1) * width - 1);
    }

    /** Where each leaf starts but the first. */
    List<Long> starts() {
        return LongStream.range(1, leaves()).mapToObj(leaf -> least + leaf * width).toList();
    }

    private static long leaves(int height) {
        return 1L << 4 * height;
    }
}
