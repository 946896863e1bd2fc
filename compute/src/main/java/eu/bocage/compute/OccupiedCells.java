package eu.bocage.compute;

import java.util.Arrays;

/**
 * Adds noise where some unit is, and leaves the other cells at zero: for cells of private keys, which are told only
 * where some unit is ({@link Threshold}). So one unit changes the number of draws by at most L0 in each mechanism, and
 * by nothing else their time, whatever values it brings along; a draw for every combination of values would tell by the
 * time that it takes how many there are. What is told has the law that it would have had.
 *
 * @param counts by cell, the exact number of units
 */
record OccupiedCells(long[] counts, Adding adding) implements Adding {

    @Override
    public long[] added(DiscreteGaussian noise, long[] exact, RandomStream random) {
        int width = exact.length / Math.max(1, counts.length);
        long[] some = new long[exact.length];
        int size = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            if (counts[cell] > 0) {
                System.arraycopy(exact, cell * width, some, size, width);
                size += width;
            }
        }
        long[] drawn = adding.added(noise, Arrays.copyOf(some, size), random);
        long[] noisy = new long[exact.length];
        int from = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            if (counts[cell] > 0) {
                System.arraycopy(drawn, from, noisy, cell * width, width);
                from += width;
            }
        }
        return noisy;
    }
}
