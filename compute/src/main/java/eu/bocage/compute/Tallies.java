package eu.bocage.compute;

import eu.bocage.compute.BoundingPlan.Figure;
import eu.bocage.compute.BoundingPlan.Spread;
import java.util.Arrays;
import java.util.List;

/** Adds what one unit gives to one cell: itself, its part of each figure, its place in each spread. */
final class Tallies {

    /** Adds a unit's figure in one of its cells. */
    private interface Part {
        long of(UnitCells unit, int slot);
    }

    private final ExactAggregate total;
    private final Part[] parts;
    private final int[] spreadMeasures;
    private final long[][] starts;

    /** @param needed the measures in the order in which units hold them */
    Tallies(BoundingPlan plan, List<Measure> needed, ExactAggregate total) {
        this.total = total;
        this.parts = plan.figures().stream().map(figure -> part(figure, needed)).toArray(Part[]::new);
        this.spreadMeasures = plan.spreads().stream().mapToInt(spread -> needed.indexOf(spread.measure())).toArray();
        this.starts = plan.spreads().stream().map(Spread::starts)
            .map(all -> all.stream().mapToLong(Long::longValue).toArray()).toArray(long[][]::new);
    }

    void add(UnitCells unit, int slot) {
        int cell = unit.cell(slot);
        total.counts()[cell]++;
        for (int f = 0; f < parts.length; f++) {
            total.figures()[f][cell] = Math.addExact(total.figures()[f][cell], parts[f].of(unit, slot));
        }
        for (int s = 0; s < starts.length; s++) {
            int found = Arrays.binarySearch(starts[s], unit.total(spreadMeasures[s], slot));
            total.spreads()[s][cell * (starts[s].length + 1) + (found < 0 ? -found - 1 : found + 1)]++;
        }
    }

    private static Part part(Figure figure, List<Measure> needed) {
        return switch (figure) {
            case Figure.Rows(int most) -> (unit, slot) -> Math.min(unit.rows(slot), most);
            case Figure.Total(Measure measure) -> {
                int number = needed.indexOf(measure);
                yield (unit, slot) -> unit.total(number, slot);
            }
            case Figure.Centred(Measure measure) -> {
                int number = needed.indexOf(measure);
                long middle = measure.middle();
                yield (unit, slot) -> unit.total(number, slot) - middle;
            }
            case Figure.Squares(Measure measure) -> {
                int number = needed.indexOf(measure);
                long middle = measure.middle();
                int shift = measure.squareShift();
                yield (unit, slot) -> {
                    long off = unit.total(number, slot) - middle;
                    return off * off >> shift;
                };
            }
        };
    }
}
