package eu.bocage.compute;

import java.math.BigDecimal;

/**
 * A summable column on an integer grid. All bounds are declared by a person and never taken from rows.
 *
 * @param column  private name of the CSV column
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
}
