package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import eu.bocage.connector.node.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A column of figures: one for most of what is asked, one for each bin of a histogram and each quantile.
 *
 * @param title  with the unit
 * @param figure of a cell: an object with {@code value} and {@code halfWidth95}, or a missing node
 */
record Column(String title, Function<JsonNode, Figure> figure) {

    /**
     * Numbers, or missing.
     *
     * @param ends an object with {@code low95} and {@code high95} where the interval is not even
     */
    record Figure(JsonNode value, JsonNode halfWidth95, JsonNode ends) {

        static Figure of(JsonNode object) {
            return new Figure(object.path("value"), object.path("halfWidth95"), object);
        }

        /** Of an interval around the value that is known. */
        double low() {
            return ends.path("low95").isNumber() ? ends.path("low95").doubleValue()
                : value.doubleValue() - halfWidth95.doubleValue();
        }

        double high() {
            return ends.path("high95").isNumber() ? ends.path("high95").doubleValue()
                : value.doubleValue() + halfWidth95.doubleValue();
        }
    }

    /** The columns of an answer, in the order of what was asked. */
    static List<Column> of(JsonNode measures, Language language) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < measures.size(); i++) {
            int at = i;
            JsonNode measure = measures.path(i);
            Function<JsonNode, JsonNode> value = cell -> cell.path("values").path(at);
            switch (measure.path("function").asText()) {
                case "histogram" -> bins(measure, value, language, columns);
                case "quantiles" -> quantiles(measure, value, language, columns);
                default -> columns.add(new Column(title(measure, language), cell -> Figure.of(value.apply(cell))));
            }
        }
        return columns;
    }

    /** What a figure is called, with its unit. */
    static String title(JsonNode measure, Language language) {
        String unit = measure.path("unit").asText("");
        return name(measure, language) + (unit.isEmpty() ? "" : " (" + unit + ")");
    }

    String text(JsonNode cell, Language language) {
        Figure one = figure.apply(cell);
        return one.value().isNumber()
            ? Numbers.of(one.value(), language) + " ± " + Numbers.of(one.halfWidth95(), language)
            : language.of("inconnu", "unknown");
    }

    private static String name(JsonNode measure, Language language) {
        String of = measure.path("measure").asText("");
        String over = measure.path("over").asText("");
        String function = switch (measure.path("function").asText()) {
            case "count" -> language.of("nombre", "count");
            case "rows" -> language.of("lignes", "rows");
            case "sum" -> language.of("somme", "sum");
            case "mean" -> language.of("moyenne", "mean");
            case "variance" -> language.of("variance", "variance");
            case "ratio" -> language.of("rapport", "ratio");
            default -> measure.path("function").asText();
        };
        return function + (of.isEmpty() ? "" : " " + of) + (over.isEmpty() ? "" : " / " + over);
    }

    private static void bins(JsonNode measure, Function<JsonNode, JsonNode> value, Language language,
                             List<Column> columns) {
        JsonNode edges = measure.path("edges");
        String of = measure.path("measure").asText() + " ";
        String unit = measure.path("edgesUnit").asText("");
        String end = unit.isEmpty() ? "" : " " + unit;
        for (int bin = 0; bin <= edges.size(); bin++) {
            int at = bin;
            String range = bin == 0 ? "< " + Numbers.of(edges.path(0), language)
                : bin == edges.size() ? "≥ " + Numbers.of(edges.path(bin - 1), language)
                : Numbers.of(edges.path(bin - 1), language) + "–" + Numbers.of(edges.path(bin), language);
            columns.add(new Column(of + range + end, cell -> new Figure(value.apply(cell).path("bins").path(at),
                value.apply(cell).path("halfWidth95"), MissingNode.getInstance())));
        }
    }

    private static void quantiles(JsonNode measure, Function<JsonNode, JsonNode> value, Language language,
                                  List<Column> columns) {
        JsonNode shares = measure.path("perMille");
        String unit = measure.path("unit").asText("");
        for (int i = 0; i < shares.size(); i++) {
            int at = i;
            long share = shares.path(i).asLong();
            String name = share == 500 ? language.of("médiane", "median")
                : language.of("quantile " + Numbers.percent(share, language),
                    "quantile " + Numbers.percent(share, language));
            columns.add(new Column(name + " " + measure.path("measure").asText()
                + (unit.isEmpty() ? "" : " (" + unit + ")"),
                cell -> Figure.of(value.apply(cell).path("quantiles").path(at))));
        }
    }
}
