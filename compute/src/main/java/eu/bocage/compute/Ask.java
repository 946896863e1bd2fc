package eu.bocage.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.BoundingPlan.Figure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that a question asks for in every cell. A unit's <em>total</em> is what its rows in the cell add up to
 * after clamping; mean, variance, histogram and quantiles are those of the totals of the units of the cell.
 */
sealed interface Ask {

    /** The words in questions, in the order of a canonical question. */
    List<String> FUNCTIONS = List.of("count", "rows", "sum", "mean", "variance", "ratio", "histogram", "quantiles");

    String function();

    /** The measures that it looks at. */
    default List<Measure> measures() {
        return List.of();
    }

    /** What has to be added up for it besides the count of units. */
    default List<Figure> figures() {
        return List.of();
    }

    /** How units have to be spread over bins for it. */
    default Optional<BoundingPlan.Spread> spread() {
        return Optional.empty();
    }

    /** Whether the count of units is a part of it. */
    default boolean needsCount() {
        return false;
    }

    /** What its canonical form has besides the function. */
    default void fill(ObjectNode document) {
        measures().stream().findFirst().ifPresent(one -> document.put("measure", one.name()));
    }

    default ObjectNode document() {
        ObjectNode document = Json.object().put("function", function());
        fill(document);
        return document;
    }

    /** The number of units. */
    record Count() implements Ask {

        @Override
        public String function() {
            return "count";
        }

        @Override
        public boolean needsCount() {
            return true;
        }
    }

    /** The number of rows, at most {@code most} for each unit. */
    record Rows(int most) implements Ask {

        @Override
        public String function() {
            return "rows";
        }

        @Override
        public List<Figure> figures() {
            return List.of(new Figure.Rows(most));
        }
    }

    /** The sum of a measure. */
    record Sum(Measure measure) implements Ask {

        @Override
        public String function() {
            return "sum";
        }

        @Override
        public List<Measure> measures() {
            return List.of(measure);
        }

        @Override
        public List<Figure> figures() {
            return List.of(new Figure.Total(measure));
        }
    }

    /** The mean of the units' totals. */
    record Mean(Measure measure) implements Ask {

        @Override
        public String function() {
            return "mean";
        }

        @Override
        public List<Measure> measures() {
            return List.of(measure);
        }

        @Override
        public List<Figure> figures() {
            return List.of(new Figure.Centred(measure));
        }

        @Override
        public boolean needsCount() {
            return true;
        }
    }

    /** The variance of the units' totals, divided by their number. */
    record Variance(Measure measure) implements Ask {

        @Override
        public String function() {
            return "variance";
        }

        @Override
        public List<Measure> measures() {
            return List.of(measure);
        }

        @Override
        public List<Figure> figures() {
            return List.of(new Figure.Centred(measure), new Figure.Squares(measure));
        }

        @Override
        public boolean needsCount() {
            return true;
        }
    }

    /** The sum of one measure divided by that of another, by the number of units or by that of rows. */
    record Ratio(Measure measure, Over over) implements Ask {

        @Override
        public String function() {
            return "ratio";
        }

        @Override
        public List<Measure> measures() {
            return over instanceof Over.Sum(Measure other) ? List.of(measure, other) : List.of(measure);
        }

        @Override
        public List<Figure> figures() {
            return Stream.concat(Stream.of(new Figure.Total(measure)), over.figure().stream()).toList();
        }

        @Override
        public boolean needsCount() {
            return over instanceof Over.Units;
        }

        @Override
        public void fill(ObjectNode document) {
            document.put("measure", measure.name()).put("over", over.word());
        }
    }

    /** What a ratio divides by. */
    sealed interface Over {

        String word();

        /** Empty for the count of units. */
        Optional<Figure> figure();

        /** The number of units. */
        record Units() implements Over {

            @Override
            public String word() {
                return "count";
            }

            @Override
            public Optional<Figure> figure() {
                return Optional.empty();
            }
        }

        /** The number of rows. */
        record Rows(int most) implements Over {

            @Override
            public String word() {
                return "rows";
            }

            @Override
            public Optional<Figure> figure() {
                return Optional.of(new Figure.Rows(most));
            }
        }

        /** The sum of a measure. */
        record Sum(Measure measure) implements Over {

            @Override
            public String word() {
                return measure.name();
            }

            @Override
            public Optional<Figure> figure() {
                return Optional.of(new Figure.Total(measure));
            }
        }
    }

    /**
     * How many units have a total in each of some bins.
     *
     * @param edges where the second bin starts and each later one, in steps, rising
     */
    record Histogram(Measure measure, List<Long> edges) implements Ask {

        /** Most edges. */
        static final int MAX_EDGES = 100;

        @Override
        public String function() {
            return "histogram";
        }

        @Override
        public List<Measure> measures() {
            return List.of(measure);
        }

        @Override
        public Optional<BoundingPlan.Spread> spread() {
            return Optional.of(new BoundingPlan.Spread(measure, edges));
        }

        @Override
        public void fill(ObjectNode document) {
            document.put("measure", measure.name());
            edges.forEach(edge -> document.withArray("edges").add(
                Shown.trimmed(measure.step().multiply(BigDecimal.valueOf(edge)))));
        }
    }

    /**
     * Totals that given shares of the units stay below.
     *
     * @param perMille the shares in thousandths, from 1 to 999, rising
     * @param tree     how the range of totals is cut up
     */
    record Quantiles(Measure measure, List<Integer> perMille, QuantileTree tree) implements Ask {

        /** Most shares. */
        static final int MAX_SHARES = 20;

        @Override
        public String function() {
            return "quantiles";
        }

        @Override
        public List<Measure> measures() {
            return List.of(measure);
        }

        @Override
        public Optional<BoundingPlan.Spread> spread() {
            return Optional.of(new BoundingPlan.Spread(measure, tree.starts()));
        }

        @Override
        public void fill(ObjectNode document) {
            document.put("measure", measure.name());
            perMille.forEach(document.withArray("perMille")::add);
        }
    }
}
