package eu.bocage.compute;

/**
 * The seam behind which rows are bounded and added up: columns in this process, or an engine that has the rows.
 *
 * <p>Every implementation does the same. Of the rows that pass the filters and fall into a cell, each value is clamped
 * to its row bounds; per unit and cell they are added up and the total is clamped to ±{@link Measure#perUnit}. Of a
 * unit's cells the {@code cellsPerUnit} with the smallest SHA-256 over {@code salt|E(unit)|E(key1)|E(key2)…} are kept,
 * where {@code E(x)} is {@code v}, the number of code points of x in decimals, {@code :}, x, all in UTF-8. A cell's
 * count is the number of units that keep it; its {@link BoundingPlan.Figure figures} are sums over those units, and its
 * {@link BoundingPlan.Spread spreads} tell how many of them fall into each bin.
 *
 * <p>What {@link Intake} lets in has no nulls: each row has a unit, a value of each key and a number for each measure.
 * An engine whose rows may have some drops a row without a unit, takes {@code n} for E of a null key, which is E of no
 * value, and counts a row whose number is null as a row with 0. Each is a function of the row alone, so that the claim
 * below holds for it too.
 *
 * <p>So, whatever the rows are, adding or removing one unit changes at most {@code cellsPerUnit} cells, each count by
 * one, each figure by at most its {@code bound}, and one bin of each spread by one; which cells a unit keeps depends on
 * its own rows and the salt alone.
 */
interface BoundedCells {

    ExactAggregate cells(BoundingPlan plan);
}
