package eu.bocage.compute;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/** Bounds and adds up columns in this process, one unit after the other. Its instances serve one call at a time. */
final class ColumnCells implements BoundedCells {

    private final Columns columns;
    private final Layout layout;
    private final MessageDigest sha256 = Json.sha256();

    ColumnCells(Columns columns, Layout layout) {
        this.columns = columns;
        this.layout = layout;
    }

    @Override
    public ExactAggregate cells(BoundingPlan plan) {
        int cells = plan.cells();
        int measures = plan.sums().size();
        long[][] values = plan.sums().stream().map(one -> columns.values()[layout.measures().indexOf(one)])
            .toArray(long[][]::new);
        ExactAggregate total = new ExactAggregate(new long[cells], new long[measures][cells]);
        int[] cellOf = cellOf(plan);
        UnitCells unit = new UnitCells(cells, measures);
        for (int u = 0; u < columns.units(); u++) {
            unit.start(u);
            for (int row = columns.unitStart()[u]; row < columns.unitStart()[u + 1]; row++) {
                if (cellOf[row] >= 0) {
                    int slot = unit.slot(cellOf[row]);
                    for (int m = 0; m < measures; m++) {
                        Measure measure = plan.sums().get(m);
                        unit.add(m, slot, Math.clamp(values[m][row], measure.min(), measure.max()));
                    }
                }
            }
            int[] kept = unit.size <= plan.cellsPerUnit() ? null : chosen(plan, unit, u);
            int keep = Math.min(unit.size, plan.cellsPerUnit());
            for (int k = 0; k < keep; k++) {
                int slot = kept == null ? k : kept[k];
                int cell = unit.cells[slot];
                total.counts()[cell]++;
                for (int m = 0; m < measures; m++) {
                    long bound = plan.sums().get(m).perUnit();
                    total.sums()[m][cell] = Math.addExact(total.sums()[m][cell],
                        Math.clamp(unit.sums[m][slot], -bound, bound));
                }
            }
        }
        return total;
    }

    /** By row, its cell, or -1. */
    private int[] cellOf(BoundingPlan plan) {
        int[] cellOf = new int[columns.rows()];
        for (BoundingPlan.Axis axis : plan.axes()) {
            int[] codes = codes(axis.key());
            int size = axis.groups().size();
            for (int row = 0; row < cellOf.length; row++) {
                int group = axis.groupOf()[codes[row]];
                cellOf[row] = group < 0 || cellOf[row] < 0 ? -1 : cellOf[row] * size + group;
            }
        }
        for (BoundingPlan.Filter filter : plan.filters()) {
            int[] codes = codes(filter.key());
            for (int row = 0; row < cellOf.length; row++) {
                cellOf[row] = filter.through()[codes[row]] ? cellOf[row] : -1;
            }
        }
        return cellOf;
    }

    private int[] codes(String key) {
        return columns.keys()[layout.keys().indexOf(key)];
    }

    /** The slots of the cells that the unit keeps: those with the smallest hashes. */
    private int[] chosen(BoundingPlan plan, UnitCells unit, int number) {
        byte[] name = columns.unit(number);
        byte[] prefix = (plan.salt() + "|" + encoded(new String(name, StandardCharsets.UTF_8)))
            .getBytes(StandardCharsets.UTF_8);
        byte[][] hashes = new byte[unit.size][];
        int[] slots = new int[unit.size];
        for (int slot = 0; slot < unit.size; slot++) {
            slots[slot] = slot;
            sha256.update(prefix);
            hashes[slot] = sha256.digest(keys(plan, unit.cells[slot]).getBytes(StandardCharsets.UTF_8));
        }
        IntOrder.sort(slots, 0, slots.length, new int[slots.length],
            (a, b) -> Arrays.compareUnsigned(hashes[a], hashes[b]));
        return slots;
    }

    private static String keys(BoundingPlan plan, int cell) {
        String keys = "";
        int rest = cell;
        for (int i = plan.axes().size() - 1; i >= 0; i--) {
            List<String> groups = plan.axes().get(i).groups();
            keys = "|" + encoded(groups.get(rest % groups.size())) + keys;
            rest /= groups.size();
        }
        return keys;
    }

    private static String encoded(String text) {
        return "v" + text.codePointCount(0, text.length()) + ":" + text;
    }

    /** The cells that one unit has rows in. */
    private static final class UnitCells {

        private final int[] slotOf;
        private final int[] unitOf;
        private int[] cells = new int[64];
        private final long[][] sums;
        private int size;
        private int unit;

        UnitCells(int cells, int measures) {
            slotOf = new int[cells];
            unitOf = new int[cells];
            Arrays.fill(unitOf, -1);
            sums = new long[measures][64];
        }

        void start(int number) {
            unit = number;
            size = 0;
        }

        int slot(int cell) {
            if (unitOf[cell] == unit) {
                return slotOf[cell];
            }
            if (size == cells.length) {
                cells = Arrays.copyOf(cells, size * 2);
                for (int m = 0; m < sums.length; m++) {
                    sums[m] = Arrays.copyOf(sums[m], size * 2);
                }
            }
            unitOf[cell] = unit;
            slotOf[cell] = size;
            cells[size] = cell;
            for (long[] sum : sums) {
                sum[size] = 0;
            }
            return size++;
        }

        void add(int measure, int slot, long steps) {
            sums[measure][slot] = Math.addExact(sums[measure][slot], steps);
        }
    }
}
