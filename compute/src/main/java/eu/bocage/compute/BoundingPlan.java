package eu.bocage.compute;

import java.util.List;

/**
 * What {@link BoundedCells} has to work out, in terms of a {@link Layout}. The cells are the product of the axes, the
 * last axis running fastest; without an axis there is one cell. The count of units in each cell is always worked out.
 *
 * @param axes         group keys
 * @param filters      keys that are filtered and not grouped by
 * @param figures      what else is added up over units, no two the same
 * @param spreads      how units are spread over bins
 * @param cellsPerUnit L0, the most cells that one unit counts in
 * @param salt         32 hexadecimal digits that decide which cells a unit with more of them keeps
 */
record BoundingPlan(List<Axis> axes, List<Filter> filters, List<Figure> figures, List<Spread> spreads,
                    int cellsPerUnit, String salt) {

    int cells() {
        return axes.stream().mapToInt(axis -> axis.groups().size()).reduce(1, Math::multiplyExact);
    }

    /** Whether some of the groups are known from the rows only, so that cells appear by their noisy count alone. */
    boolean hasPrivateKeys() {
        return axes.stream().anyMatch(Axis::fromRows);
    }

    /**
     * @param key      name of a key column
     * @param groups   the groups; public ones are all answered
     * @param groupOf  by code in that column, an index into the groups; -1 for rows to leave out
     * @param fromRows whether the groups come from the rows, of a private key
     */
    record Axis(String key, List<String> groups, int[] groupOf, boolean fromRows) {
    }

    /** @param through by code in that column, whether a row counts */
    record Filter(String key, boolean[] through) {
    }

    /**
     * A whole number that each unit adds to each cell that it keeps. With <em>total</em> as the unit's values in the
     * cell, each clamped to the row bounds, added up and clamped to ±{@link Measure#perUnit}.
     */
    sealed interface Figure {

        /** The most that one unit adds or takes; at least 1 and at most 2^31. */
        long bound();

        /** The number of the unit's rows in the cell, or {@code most} when there are more. */
        record Rows(int most) implements Figure {

            @Override
            public long bound() {
                return most;
            }
        }

        /** The total. */
        record Total(Measure measure) implements Figure {

            @Override
            public long bound() {
                return measure.perUnit();
            }
        }

        /** The total less {@link Measure#middle}. */
        record Centred(Measure measure) implements Figure {

            @Override
            public long bound() {
                return measure.reach();
            }
        }

        /** The square of the centred total, shifted right by {@link Measure#squareShift} bits. */
        record Squares(Measure measure) implements Figure {

            @Override
            public long bound() {
                return Math.max(1, Math.multiplyExact(measure.reach(), measure.reach()) >> measure.squareShift());
            }
        }
    }

    /**
     * Disjoint bins of the unit's total: each unit counts once, in one bin of each cell that it keeps.
     *
     * @param starts where the second bin starts and each later one, in steps, rising; a total falls into the bin
     *               numbered by how many of the starts it reaches
     */
    record Spread(Measure measure, List<Long> starts) {

        int bins() {
            return starts.size() + 1;
        }
    }
}
