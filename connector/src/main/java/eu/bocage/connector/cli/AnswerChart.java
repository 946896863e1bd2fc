package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.node.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The figures of an answer's finest level as one SVG picture: for each column a bar for each cell from nothing to the
 * noisy value, and over it the interval that covers the noise in 95 of 100 releases. It has a title and a description,
 * and each cell one of its own, for whoever cannot see it; no script; colours by its style sheet alone, for light and
 * dark. Nothing is fetched.
 */
final class AnswerChart {

    /** Cells that are drawn of each column. */
    static final int MOST = 400;

    private static final int WIDTH = 760;
    private static final int LEFT = 260;
    private static final int PLOT = 330;
    private static final int ROW = 22;
    private static final int HEAD = 44;
    private static final String STYLE = """
        svg { --ink: #1b1b1b; --paper: #ffffff; --bar: #5b8fb9; --noise: #8a2f00; font: 13px system-ui, sans-serif; }
        @media (prefers-color-scheme: dark) {
          svg { --ink: #f2f2f2; --paper: #16191d; --bar: #4f7ea6; --noise: #ffb27a; }
        }
        .paper { fill: var(--paper); }
        text { fill: var(--ink); }
        .name { font-weight: 600; }
        .end { text-anchor: end; }
        .bar { fill: var(--bar); }
        .noise { stroke: var(--noise); stroke-width: 2; fill: none; }
        .zero { stroke: var(--ink); stroke-width: 1; }
        """;

    private final JsonNode answer;
    private final List<JsonNode> drawn;
    private final int cells;
    private final Language language;

    /**
     * @param answer with or without its cells
     * @param first  of its cells, {@value #MOST} at most
     * @param cells  how many it has
     */
    private AnswerChart(JsonNode answer, List<JsonNode> first, int cells, Language language) {
        this.answer = answer;
        this.drawn = List.copyOf(first);
        this.cells = cells;
        this.language = language;
    }

    /** @param answer whole, or with its {@link FirstRows} */
    static AnswerChart of(JsonNode answer, Language language) {
        List<JsonNode> first = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST, answer.path("cells").size()); i++) {
            first.add(answer.path("cells").path(i));
        }
        int more = answer.path(FirstRows.MORE).asInt();
        return new AnswerChart(answer, first, answer.path("cells").size() + more, language);
    }

    String svg() {
        List<Column> columns = Column.of(answer.path("measures"), language);
        int rows = drawn.size() + (cells > drawn.size() ? 1 : 0);
        int panel = HEAD + ROW * rows;
        StringBuilder out = new StringBuilder();
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").append(WIDTH).append(' ')
            .append(panel * columns.size() + ROW).append("\" role=\"img\" aria-labelledby=\"title desc\" lang=\"")
            .append(language.of("fr", "en")).append("\">\n<title id=\"title\">").append(escaped(title()))
            .append("</title>\n<desc id=\"desc\">").append(escaped(description())).append("</desc>\n<style>\n")
            .append(STYLE).append("</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
        for (int i = 0; i < columns.size(); i++) {
            column(out, columns.get(i), i * panel);
        }
        return out.append("</svg>\n").toString();
    }

    private String title() {
        return language.of("Réponse sur " + answer.path("dataset").asText(),
            "Answer about " + answer.path("dataset").asText());
    }

    private String description() {
        return language.of("Une barre par cellule (" + cells + "), de zéro au chiffre bruité ; le trait couvre le bruit"
                + " dans 95 publications sur 100. " + answer.path("bias").path("fr").asText(),
            "One bar for each cell (" + cells + "), from nothing to the noisy figure; the line covers the noise in 95"
                + " of 100 releases. " + answer.path("bias").path("en").asText()).strip();
    }

    private void column(StringBuilder out, Column column, int top) {
        double least = 0;
        double greatest = 0;
        for (JsonNode cell : drawn) {
            Column.Figure figure = column.figure().apply(cell);
            if (known(figure)) {
                least = Math.min(least, figure.low());
                greatest = Math.max(greatest, figure.high());
            }
        }
        double scale = greatest > least ? PLOT / (greatest - least) : 0;
        text(out, "name", 12, top + 26, column.title());
        int y = top + HEAD;
        for (JsonNode cell : drawn) {
            cell(out, column, cell, y, least, scale);
            y += ROW;
        }
        if (cells > drawn.size()) {
            text(out, "end", LEFT - 12, y + 15, language.of("… et " + (cells - drawn.size()) + " autres",
                "… and " + (cells - drawn.size()) + " more"));
        }
        line(out, "zero", at(0, least, scale), top + HEAD - 4, at(0, least, scale), y);
    }

    private void cell(StringBuilder out, Column column, JsonNode cell, int y, double least, double scale) {
        String name = name(cell);
        Column.Figure figure = column.figure().apply(cell);
        String said = cell.path("hidden").asBoolean() ? language.of("masqué", "hidden") : column.text(cell, language);
        out.append("<g><title>").append(escaped(name + language.of(" : ", ": ") + said)).append("</title>\n");
        text(out, "end", LEFT - 12, y + 15, shortened(name));
        if (known(figure)) {
            double from = at(Math.min(0, figure.value().doubleValue()), least, scale);
            double to = at(Math.max(0, figure.value().doubleValue()), least, scale);
            out.append("<rect class=\"bar\" x=\"").append(number(from)).append("\" y=\"").append(y + 3)
                .append("\" width=\"").append(number(to - from)).append("\" height=\"").append(ROW - 8)
                .append("\"/>\n");
            double low = at(figure.low(), least, scale);
            double high = at(figure.high(), least, scale);
            line(out, "noise", low, y + 10, high, y + 10);
            line(out, "noise", low, y + 5, low, y + 15);
            line(out, "noise", high, y + 5, high, y + 15);
        }
        text(out, "", LEFT + PLOT + 12, y + 15, said);
        out.append("</g>\n");
    }

    private String name(JsonNode cell) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < cell.path("keys").size(); i++) {
            String code = cell.path("keys").path(i).asText();
            JsonNode label = answer.path("labels").path(answer.path("groupBy").path(i).asText()).path(code);
            names.add(label.path("name").asText(code)
                + (label.path("part").asBoolean() ? language.of(" (en partie)", " (part)") : ""));
        }
        return names.isEmpty() ? language.of("ensemble", "all") : String.join(", ", names);
    }

    private static boolean known(Column.Figure figure) {
        return figure.value().isNumber() && Double.isFinite(figure.low()) && Double.isFinite(figure.high());
    }

    private static double at(double value, double least, double scale) {
        return LEFT + (value - least) * scale;
    }

    private static void line(StringBuilder out, String kind, double fromX, double fromY, double toX, double toY) {
        out.append("<line class=\"").append(kind).append("\" x1=\"").append(number(fromX)).append("\" y1=\"")
            .append(number(fromY)).append("\" x2=\"").append(number(toX)).append("\" y2=\"").append(number(toY))
            .append("\"/>\n");
    }

    private static void text(StringBuilder out, String kind, int x, int y, String text) {
        out.append("<text class=\"").append(kind).append("\" x=\"").append(x).append("\" y=\"").append(y)
            .append("\">").append(escaped(text)).append("</text>\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= 36 ? text
            : text.substring(0, text.offsetByCodePoints(0, 35)) + "…";
    }

    /** Also without what XML 1.0 cannot hold. */
    private static String escaped(String text) {
        return text.replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "�")
            .replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
