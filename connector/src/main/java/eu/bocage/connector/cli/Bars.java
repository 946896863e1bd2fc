package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.node.Language;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

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
        double greatest = bars.stream().mapToDouble(Bar::high).max().orElse(0);
        int longest = bars.stream().mapToInt(bar -> bar.label().length()).max().orElse(0);
        StringBuilder text = new StringBuilder(title);
        for (Bar bar : bars) {
            int low = greatest > 0 ? (int) Math.round(WIDTH * bar.low() / greatest) : 0;
            int high = greatest > 0 ? (int) Math.round(WIDTH * bar.high() / greatest) : 0;
            text.append('\n').append(bar.label()).append(" ".repeat(longest - bar.label().length())).append("  ")
                .append("█".repeat(low)).append("░".repeat(high - low)).append(' ').append(bar.text());
        }
        return text.toString();
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.decimalValue().max(BigDecimal.valueOf(-1e300)).doubleValue() : 0;
    }
}
