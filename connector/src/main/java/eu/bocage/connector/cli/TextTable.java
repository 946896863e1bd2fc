package eu.bocage.connector.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns, two spaces between. Columns of numbers stand to the right. */
final class TextTable {

    private final List<String> header;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param header a name that begins with {@code >} makes a column stand to the right */
    TextTable(List<String> header) {
        this.header = header.stream().map(name -> name.startsWith(">") ? name.substring(1) : name).toList();
        this.right = new boolean[header.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = header.get(i).startsWith(">");
        }
    }

    TextTable(String... header) {
        this(List.of(header));
    }

    void row(String... cells) {
        row(List.of(cells));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    @Override
    public String toString() {
        int[] widths = new int[right.length];
        measure(widths, header);
        rows.forEach(row -> measure(widths, row));
        List<String> lines = new ArrayList<>();
        lines.add(line(widths, header));
        lines.add("-".repeat(lines.getFirst().length()));
        rows.forEach(row -> lines.add(line(widths, row)));
        return String.join("\n", lines);
    }

    private static void measure(int[] widths, List<String> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], length(row.get(i)));
        }
    }

    private String line(int[] widths, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - length(row.get(i)));
            line.append(i == 0 ? "" : "  ").append(right[i] ? pad + row.get(i) : row.get(i) + pad);
        }
        return right[right.length - 1] ? line.toString() : line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
