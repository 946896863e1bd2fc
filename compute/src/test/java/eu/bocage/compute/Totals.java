package eu.bocage.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The exact figures of cells where each unit is in one cell only, by another way than the product's: for tests. */
record Totals(List<Cell> cells) {

    /** By unit: its rows, and by measure its clamped total. */
    record Cell(List<Integer> rowsOfUnits, Map<String, List<Long>> totals) {

        long count() {
            return rowsOfUnits.size();
        }

        long rows() {
            return rowsOfUnits.stream().mapToLong(rows -> Math.min(3, rows)).sum();
        }

        long sum(String measure) {
            return totals.get(measure).stream().mapToLong(Long::longValue).sum();
        }

        double mean(String measure) {
            return sum(measure) / (double) count();
        }

        double variance(String measure) {
            double mean = mean(measure);
            return totals.get(measure).stream().mapToDouble(one -> (one - mean) * (one - mean)).sum() / count();
        }

        long[] bins(String measure, long... starts) {
            long[] bins = new long[starts.length + 1];
            totals.get(measure).forEach(total -> bins[(int) Arrays.stream(starts).filter(one -> one <= total)
                .count()]++);
            return bins;
        }

        double quantile(String measure, int perMille) {
            List<Long> sorted = totals.get(measure).stream().sorted().toList();
            return sorted.get((int) Math.ceil(perMille / 1000.0 * sorted.size()) - 1);
        }
    }

    static Totals of(Table table, Question question, Card card) {
        BoundingPlan plan = new Planner(question.content(), card, table.layout()).plan("");
        Columns columns = table.columns();
        List<Cell> cells = new ArrayList<>();
        for (int cell = 0; cell < plan.cells(); cell++) {
            cells.add(new Cell(new ArrayList<>(), new TreeMap<>()));
        }
        BoundingPlan.Axis axis = plan.axes().getFirst();
        int key = table.layout().keys().indexOf(axis.key());
        for (int unit = 0; unit < columns.units(); unit++) {
            int first = columns.unitStart()[unit];
            int next = columns.unitStart()[unit + 1];
            Cell cell = cells.get(axis.groupOf()[columns.keys()[key][first]]);
            cell.rowsOfUnits().add(next - first);
            for (int m = 0; m < table.layout().measures().size(); m++) {
                Measure measure = table.layout().measures().get(m);
                long total = Arrays.stream(columns.values()[m], first, next).sum();
                cell.totals().computeIfAbsent(measure.name(), name -> new ArrayList<>())
                    .add(Math.clamp(total, -measure.perUnit(), measure.perUnit()));
            }
        }
        return new Totals(cells);
    }
}
