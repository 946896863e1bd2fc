package eu.bocage.compute;

import java.util.List;

/**
 * What {@link BoundedCells} has to work out, in terms of a {@link Layout}. The cells are the product of the axes, the
 * last axis running fastest; without an axis there is one cell.
 *
 * @param axes         group keys
 * @param filters      keys that are filtered and not grouped by
 * @param sums         measures to add up, besides the count of units
 * @param cellsPerUnit L0, the most cells that one unit counts in
 * @param salt         32 hexadecimal digits that decide which cells a unit with more of them keeps
 */
record BoundingPlan(List<Axis> axes, List<Filter> filters, List<Measure> sums, int cellsPerUnit, String salt) {

    int cells() {
        return axes.stream().mapToInt(axis -> axis.groups().size()).reduce(1, Math::multiplyExact);
    }

    /**
     * @param key     name of a key column
     * @param groups  the public groups, every one of which is answered
     * @param groupOf by code in that column, an index into the groups; -1 for rows to leave out
     */
    record Axis(String key, List<String> groups, int[] groupOf) {
    }

    /** @param through by code in that column, whether a row counts */
    record Filter(String key, boolean[] through) {
    }
}
