package eu.bocage.compute;

import java.util.Arrays;
import java.util.List;

/**
 * The cells that one unit has rows in, numbered as they come, with the number of rows and the totals in each. One
 * instance serves one unit after the other.
 */
final class UnitCells {

    private final int[] slotOf;
    private final int[] unitOf;
    private final long[] least;
    private final long[] greatest;
    private final long[] perUnit;
    private final long[][] sums;
    private int[] cells = new int[64];
    private int[] rows = new int[64];
    private int size;
    private int unit;

    UnitCells(int cells, List<Measure> measures) {
        slotOf = new int[cells];
        unitOf = new int[cells];
        Arrays.fill(unitOf, -1);
        least = measures.stream().mapToLong(Measure::min).toArray();
        greatest = measures.stream().mapToLong(Measure::max).toArray();
        perUnit = measures.stream().mapToLong(Measure::perUnit).toArray();
        sums = new long[measures.size()][64];
    }

    /** Forgets the unit before. */
    void start(int number) {
        unit = number;
        size = 0;
    }

    int size() {
        return size;
    }

    /** Adds a row, each of its values clamped to the bounds of one row. */
    void add(int cell, long[][] values, int row) {
        int slot = slot(cell);
        rows[slot]++;
        for (int m = 0; m < sums.length; m++) {
            sums[m][slot] = Math.addExact(sums[m][slot], Math.clamp(values[m][row], least[m], greatest[m]));
        }
    }

    int cell(int slot) {
        return cells[slot];
    }

    int rows(int slot) {
        return rows[slot];
    }

    /** The total of a measure, clamped to what one unit may have in one cell. */
    long total(int measure, int slot) {
        return Math.clamp(sums[measure][slot], -perUnit[measure], perUnit[measure]);
    }

    private int slot(int cell) {
        if (unitOf[cell] == unit) {
            return slotOf[cell];
        }
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, size * 2);
            rows = Arrays.copyOf(rows, size * 2);
            for (int m = 0; m < sums.length; m++) {
                sums[m] = Arrays.copyOf(sums[m], size * 2);
            }
        }
        unitOf[cell] = unit;
        slotOf[cell] = size;
        cells[size] = cell;
        rows[size] = 0;
        for (long[] sum : sums) {
            sum[size] = 0;
        }
        return size++;
    }
}
