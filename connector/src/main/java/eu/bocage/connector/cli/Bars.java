package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.node.Language;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A figure as bars, one for each cell: solid up to the lower end of its interval, shaded up to the upper end. Negative
 * parts are cut off; the longest bar is {@link #WIDTH} characters.
 */
final class Bars {

    static final int WIDTH = 40;

    private record Bar(String label, double low, double high, String text) {
    }

    private final String title;
    private final List<Bar> bars = new ArrayList<>();

    Bars(String title) {
        this.title = title;
    }

    /** A cell without a number has no bar. */
    void add(String label, Column.Figure figure, Language language) {
        double value = number(figure.value());
        double width = number(figure.halfWidth95());
        bars.add(new Bar(label, Math.max(0, value - width), Math.max(0, value + width),
            Numbers.of(figure.value(), language)));
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines(lines::add);
        return String.join("\n", lines);
    }

    void lines(Consumer<String> lines) {
        double greatest = bars.stream().mapToDouble(Bar::high).max().orElse(0);
        int longest = bars.stream().mapToInt(bar -> bar.label().length()).max().orElse(0);
        lines.accept(title);
        for (Bar bar : bars) {
            int low = greatest > 0 ? (int) Math.round(WIDTH * bar.low() / greatest) : 0;
            int high = greatest > 0 ? (int) Math.round(WIDTH * bar.high() / greatest) : 0;
            lines.accept(bar.label() + " ".repeat(longest - bar.label().length()) + "  " + "█".repeat(low)
                + "░".repeat(high - low) + " " + bar.text());
        }
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.decimalValue().max(BigDecimal.valueOf(-1e300)).doubleValue() : 0;
    }
}
