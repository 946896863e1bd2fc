package eu.bocage.compute;

import eu.bocage.compute.BoundingPlan.Figure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

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
        List<Measure> needed = needed(plan);
        int measures = needed.size();
        long[][] values = needed.stream().map(one -> columns.values()[layout.measures().indexOf(one)])
            .toArray(long[][]::new);
        ExactAggregate total = new ExactAggregate(new long[cells], new long[plan.figures().size()][cells],
            plan.spreads().stream().map(spread -> new long[Math.multiplyExact(cells, spread.bins())])
                .toArray(long[][]::new));
        int[] cellOf = cellOf(plan);
        UnitCells unit = new UnitCells(cells, measures);
        for (int u = 0; u < columns.units(); u++) {
            unit.start(u);
            for (int row = columns.unitStart()[u]; row < columns.unitStart()[u + 1]; row++) {
                if (cellOf[row] >= 0) {
                    int slot = unit.slot(cellOf[row]);
                    unit.rows[slot]++;
                    for (int m = 0; m < measures; m++) {
                        Measure measure = needed.get(m);
                        unit.add(m, slot, Math.clamp(values[m][row], measure.min(), measure.max()));
                    }
                }
            }
            int[] kept = unit.size <= plan.cellsPerUnit() ? null : chosen(plan, unit, u);
            int keep = Math.min(unit.size, plan.cellsPerUnit());
            for (int k = 0; k < keep; k++) {
                int slot = kept == null ? k : kept[k];
                add(total, plan, needed, unit, slot);
            }
        }
        return total;
    }

    private static List<Measure> needed(BoundingPlan plan) {
        return Stream.concat(plan.figures().stream().flatMap(figure -> switch (figure) {
            case Figure.Rows rows -> Stream.empty();
            case Figure.Total(Measure measure) -> Stream.of(measure);
            case Figure.Centred(Measure measure) -> Stream.of(measure);
            case Figure.Squares(Measure measure) -> Stream.of(measure);
        }), plan.spreads().stream().map(BoundingPlan.Spread::measure)).distinct().toList();
    }

    private static void add(ExactAggregate total, BoundingPlan plan, List<Measure> needed, UnitCells unit, int slot) {
        int cell = unit.cells[slot];
        total.counts()[cell]++;
        for (int f = 0; f < plan.figures().size(); f++) {
            long more = switch (plan.figures().get(f)) {
                case Figure.Rows(int most) -> Math.min(unit.rows[slot], most);
                case Figure.Total(Measure measure) -> unit.total(needed.indexOf(measure), slot, measure);
                case Figure.Centred(Measure measure) ->
                    unit.total(needed.indexOf(measure), slot, measure) - measure.middle();
                case Figure.Squares(Measure measure) -> {
                    long off = unit.total(needed.indexOf(measure), slot, measure) - measure.middle();
                    yield off * off >> measure.squareShift();
                }
            };
            total.figures()[f][cell] = Math.addExact(total.figures()[f][cell], more);
        }
        for (int s = 0; s < plan.spreads().size(); s++) {
            BoundingPlan.Spread spread = plan.spreads().get(s);
            Measure measure = spread.measure();
            int found = Collections.binarySearch(spread.starts(),
                unit.total(needed.indexOf(measure), slot, measure));
            total.spreads()[s][cell * spread.bins() + (found < 0 ? -found - 1 : found + 1)]++;
        }
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
        private int[] rows = new int[64];
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

        long total(int number, int slot, Measure measure) {
            return Math.clamp(sums[number][slot], -measure.perUnit(), measure.perUnit());
        }

        void add(int measure, int slot, long steps) {
            sums[measure][slot] = Math.addExact(sums[measure][slot], steps);
        }
    }
}
