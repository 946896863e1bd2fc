package eu.bocage.compute;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Reads what a question asks for in every cell, strictly. */
final class AskReader {

    /** Most things asked at once. */
    static final int MAX_ASKS = 16;

    private static final Comparator<Ask> ORDER = Comparator
        .<Ask>comparingInt(one -> Ask.FUNCTIONS.indexOf(one.function()))
        .thenComparing(one -> Json.canonical(one.document()));

    private final Card card;
    private final BiConsumer<String, String> unknownMeasure;
    private final long cells;

    /**
     * @param unknownMeasure told path and name of a measure that is not there
     * @param cells          how many there will be
     */
    AskReader(Card card, BiConsumer<String, String> unknownMeasure, long cells) {
        this.card = card;
        this.unknownMeasure = unknownMeasure;
        this.cells = cells;
    }

    /** In canonical order, each once; with a problem there may be fewer. */
    List<Ask> read(Fields question) {
        List<Fields> listed = question.objects("measures", MAX_ASKS);
        if (listed.isEmpty()) {
            question.problem("measures", "est vide ; demandez par exemple {\"function\": \"count\"}",
                "is empty; ask for example {\"function\": \"count\"}");
        }
        List<Ask> asks = new ArrayList<>();
        for (Fields one : listed) {
            Optional<Ask> ask = ask(one);
            if (ask.isPresent() && asks.contains(ask.get())) {
                one.problem("function", "est demandée deux fois", "is asked twice");
            }
            ask.ifPresent(asks::add);
            one.end();
        }
        asks.sort(ORDER);
        return List.copyOf(asks);
    }

    private Optional<Ask> ask(Fields fields) {
        String function = fields.oneOf("function", Ask.FUNCTIONS);
        return switch (function) {
            case "" -> Optional.empty();
            case "count" -> Optional.of(new Ask.Count());
            case "rows" -> rows(fields, "function").map(Ask.Rows::new);
            default -> measure(fields, "measure").flatMap(measure -> of(function, measure, fields));
        };
    }

    private Optional<Ask> of(String function, Measure measure, Fields fields) {
        return switch (function) {
            case "sum" -> Optional.of(new Ask.Sum(measure));
            case "mean" -> Optional.of(new Ask.Mean(measure));
            case "variance" -> Optional.of(new Ask.Variance(measure));
            case "ratio" -> over(fields, measure).map(over -> new Ask.Ratio(measure, over));
            case "histogram" -> edges(fields, measure).map(edges -> new Ask.Histogram(measure, edges));
            case "quantiles" -> shares(fields, measure)
                .map(shares -> new Ask.Quantiles(measure, shares, QuantileTree.of(measure, cells)));
            default -> throw new IllegalStateException(function);
        };
    }

    private Optional<Measure> measure(Fields fields, String field) {
        String name = fields.text(field);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Measure> measure = Optional.ofNullable(card.measureMap().get(name));
        if (measure.isEmpty()) {
            unknownMeasure.accept(fields.at(field), name);
        }
        return measure;
    }

    private Optional<Integer> rows(Fields fields, String field) {
        if (card.rowsPerUnit().isEmpty()) {
            fields.problem(field, "compte des lignes, et la fiche ne dit pas combien une unité peut en avoir "
                    + "(rowsPerUnit) ; comptez les unités avec count",
                "counts rows, and the card does not say how many one unit may have (rowsPerUnit); count units with "
                    + "count");
            return Optional.empty();
        }
        return Optional.of(card.rowsPerUnit().getAsInt());
    }

    private Optional<Ask.Over> over(Fields fields, Measure measure) {
        String word = fields.text("over");
        return switch (word) {
            case "" -> Optional.empty();
            case "count" -> Optional.of(new Ask.Over.Units());
            case "rows" -> rows(fields, "over").map(Ask.Over.Rows::new);
            default -> {
                if (word.equals(measure.name())) {
                    fields.problem("over", "est la mesure elle-même ; divisez par une autre, par count ou par rows",
                        "is the measure itself; divide by another one, by count or by rows");
                }
                yield measure(fields, "over").map(Ask.Over.Sum::new);
            }
        };
    }

    private static Optional<List<Long>> edges(Fields fields, Measure measure) {
        TreeSet<Long> edges = new TreeSet<>();
        List<JsonNode> listed = fields.numbers("edges", Ask.Histogram.MAX_EDGES);
        for (JsonNode node : listed) {
            BigDecimal value = node.decimalValue();
            BigDecimal low = measure.step().multiply(BigDecimal.valueOf(measure.least()));
            BigDecimal high = measure.step().multiply(BigDecimal.valueOf(measure.greatest()));
            if (value.compareTo(low) <= 0 || value.compareTo(high) > 0 || value.precision() > 40
                    || value.remainder(measure.step()).signum() != 0) {
                fields.problem("edges", "a une borne qui n'est pas un multiple de " + measure.step().toPlainString()
                        + " au-dessus de " + low.toPlainString() + " et jusqu'à " + high.toPlainString(),
                    "has an edge that is not a multiple of " + measure.step().toPlainString() + " above "
                        + low.toPlainString() + " and up to " + high.toPlainString());
                return Optional.empty();
            }
            edges.add(value.divideToIntegralValue(measure.step()).longValueExact());
        }
        return listed.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(edges));
    }

    private Optional<List<Integer>> shares(Fields fields, Measure measure) {
        TreeSet<Integer> shares = new TreeSet<>();
        List<JsonNode> listed = fields.numbers("perMille", Ask.Quantiles.MAX_SHARES);
        for (JsonNode node : listed) {
            if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1 || node.intValue() > 999) {
                fields.problem("perMille", "a une part qui n'est pas un nombre entier de 1 à 999, comme 500 pour la "
                    + "médiane", "has a share that is not a whole number from 1 to 999, such as 500 for the median");
                return Optional.empty();
            }
            shares.add(node.intValue());
        }
        if (cells * QuantileTree.of(measure, cells).leaves() > QuantileTree.MAX_LEAVES) {
            fields.problem("function", "demande des quantiles dans trop de cellules ; "
                    + QuantileTree.MAX_LEAVES / QuantileTree.BRANCHES + " au plus",
                "asks for quantiles in too many cells; at most " + QuantileTree.MAX_LEAVES / QuantileTree.BRANCHES);
            return Optional.empty();
        }
        return listed.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(shares));
    }
}
