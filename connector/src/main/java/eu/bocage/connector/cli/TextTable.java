package eu.bocage.connector.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Rows of text in aligned columns, two spaces between. Columns of numbers stand to the right. */
final class TextTable {

    private final List<String> header;
    private final boolean[] right;
    private final int[] widths;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param header a name that begins with {@code >} makes a column stand to the right */
    TextTable(List<String> header) {
        this.header = header.stream().map(name -> name.startsWith(">") ? name.substring(1) : name).toList();
        this.right = new boolean[header.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = header.get(i).startsWith(">");
        }
        this.widths = new int[right.length];
        fit(this.header);
    }

    TextTable(String... header) {
        this(List.of(header));
    }

    void row(String... cells) {
        row(List.of(cells));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
        fit(cells);
    }

    /** Makes the columns wide enough for a row that is not kept, see {@link #line}. */
    void fit(List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], length(cells.get(i)));
        }
    }

    /** The header and the line below it. */
    void head(Consumer<String> lines) {
        String head = line(header);
        lines.accept(head);
        lines.accept("-".repeat(head.length()));
    }

    /** A row that was {@link #fit}. */
    String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - length(row.get(i)));
            line.append(i == 0 ? "" : "  ").append(right[i] ? pad + row.get(i) : row.get(i) + pad);
        }
        return right[right.length - 1] ? line.toString() : line.toString().stripTrailing();
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        head(lines::add);
        rows.forEach(row -> lines.add(line(row)));
        return String.join("\n", lines);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
