package eu.bocage.compute;

import eu.bocage.compute.BoundingPlan.Axis;
import eu.bocage.compute.BoundingPlan.Figure;
import eu.bocage.compute.BoundingPlan.Spread;
import java.util.List;
import java.util.stream.Stream;

/** Bounds and adds up columns in this process, one unit after the other. Its instances serve one call at a time. */
final class ColumnCells implements BoundedCells {

    private final Columns columns;
    private final Layout layout;

    ColumnCells(Columns columns, Layout layout) {
        this.columns = columns;
        this.layout = layout;
    }

    @Override
    public ExactAggregate cells(BoundingPlan plan) {
        List<Measure> needed = needed(plan);
        long[][] values = needed.stream().map(one -> columns.values()[layout.measures().indexOf(one)])
            .toArray(long[][]::new);
        ExactAggregate total = new ExactAggregate(new long[plan.cells()],
            new long[plan.figures().size()][plan.cells()], plan.spreads().stream()
                .map(spread -> new long[Math.multiplyExact(plan.cells(), spread.bins())]).toArray(long[][]::new));
        CellOfRow cellOfRow = new CellOfRow(plan, columns, layout);
        UnitCells unit = new UnitCells(plan.cells(), needed);
        CellChoice choice = new CellChoice(plan);
        Tallies tallies = new Tallies(plan, needed, total);
        int[] starts = columns.unitStart();
        for (int u = 0; u < columns.units(); u++) {
            unit.start(u);
            for (int row = starts[u]; row < starts[u + 1]; row++) {
                int cell = cellOfRow.of(row);
                if (cell >= 0) {
                    unit.add(cell, values, row);
                }
            }
            int keep = Math.min(unit.size(), plan.cellsPerUnit());
            int[] kept = unit.size() <= plan.cellsPerUnit() ? null : choice.first(columns, u, unit);
            for (int k = 0; k < keep; k++) {
                tallies.add(unit, kept == null ? k : kept[k]);
            }
        }
        return total;
    }

    /** The measures whose totals some figure or spread is made of. */
    private static List<Measure> needed(BoundingPlan plan) {
        return Stream.concat(plan.figures().stream().flatMap(figure -> switch (figure) {
            case Figure.Rows rows -> Stream.empty();
            case Figure.Total(Measure measure) -> Stream.of(measure);
            case Figure.Centred(Measure measure) -> Stream.of(measure);
            case Figure.Squares(Measure measure) -> Stream.of(measure);
        }), plan.spreads().stream().map(Spread::measure)).distinct().toList();
    }

    /** By row, its cell. */
    private static final class CellOfRow {

        private final int[][] axisCodes;
        private final int[][] offsetOf;
        private final int[][] filterCodes;
        private final boolean[][] through;

        CellOfRow(BoundingPlan plan, Columns columns, Layout layout) {
            int axes = plan.axes().size();
            axisCodes = new int[axes][];
            offsetOf = new int[axes][];
            int stride = 1;
            for (int i = axes - 1; i >= 0; i--) {
                Axis axis = plan.axes().get(i);
                axisCodes[i] = columns.keys()[layout.keys().indexOf(axis.key())];
                offsetOf[i] = axis.groupOf().clone();
                for (int code = 0; code < offsetOf[i].length; code++) {
                    offsetOf[i][code] = offsetOf[i][code] < 0 ? -1 : offsetOf[i][code] * stride;
                }
                stride *= axis.groups().size();
            }
            filterCodes = plan.filters().stream().map(filter -> columns.keys()[layout.keys().indexOf(filter.key())])
                .toArray(int[][]::new);
            through = plan.filters().stream().map(BoundingPlan.Filter::through).toArray(boolean[][]::new);
        }

        /** -1 when it is to be left out. */
        int of(int row) {
            for (int i = 0; i < through.length; i++) {
                if (!through[i][filterCodes[i][row]]) {
                    return -1;
                }
            }
            int cell = 0;
            for (int i = 0; i < offsetOf.length; i++) {
                int offset = offsetOf[i][axisCodes[i][row]];
                if (offset < 0) {
                    return -1;
                }
                cell += offset;
            }
            return cell;
        }
    }
}
