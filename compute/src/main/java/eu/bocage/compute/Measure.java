package eu.bocage.compute;

import java.math.BigDecimal;

/**
 * A summable column on an integer grid. All bounds are declared by a person and never taken from rows.
 *
 * @param column  private name of the column
 * @param unit    as {@code kWh}
 * @param step    size of one grid step in that unit; every value is a whole multiple of it
 * @param min     least value of one row, in steps
 * @param max     greatest value of one row, in steps
 * @param perUnit greatest absolute total of one unit in one cell, in steps; enforced by clamping
 */
record Measure(String name, String column, String unit, BigDecimal step, long min, long max, long perUnit) {

    /** With at most 2^31 rows, and so units, no sum of values within this bound leaves ±2^62. */
    static final long MAX_STEPS = 1L << 31;

    /** Most decimals of a step. */
    static final int MAX_DECIMALS = 6;

    /** The least total that a unit may have in a cell: 0 where no row is negative. */
    long least() {
        return min >= 0 ? Math.min(min, perUnit) : -perUnit;
    }

    /** The greatest total that a unit may have in a cell. */
    long greatest() {
        return max <= 0 ? Math.max(max, -perUnit) : perUnit;
    }

    /** Halfway between the least and the greatest total. */
    long middle() {
        return Math.floorDiv(least() + greatest(), 2);
    }

    /** How far from the middle a total may be; at least 1 and at most 2^31. */
    long reach() {
        return Math.max(1, Math.max(greatest() - middle(), middle() - least()));
    }

    /** By how many bits a squared distance from the middle is shifted, so that it stays at or below 2^31. */
    int squareShift() {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(reach() * reach()) - 31);
    }
}
