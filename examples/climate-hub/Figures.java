import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** An answer as it is shown to a person: figures with their 95 % intervals. */
record Figures(JsonNode answer) {

    private static final int SHOWN = 10;

    /** How many exact totals lie within their intervals. */
    record Coverage(int within, int compared) {
    }

    /** Names of the measures in the order of the values. */
    List<String> measures() {
        List<String> names = new ArrayList<>();
        answer.path("measures").forEach(measure -> names.add(measure.path("function").asText()
            + (measure.path("measure").isTextual() ? " " + measure.path("measure").asText() : "")));
        return names;
    }

    long shown() {
        return cells().stream().filter(cell -> !hidden(cell)).count();
    }

    long hiddenCells() {
        return cells().stream().filter(Figures::hidden).count();
    }

    /**
     * Half the figures of a measure have an interval at most this wide to each side, in thousandths of the figure,
     * rounded up. Worked out here from the cells, not taken from the answer.
     */
    long medianPerMille(int measure) {
        double[] widths = cells().stream().filter(cell -> !hidden(cell))
            .map(cell -> cell.path("values").path(measure))
            .mapToDouble(value -> value.path("value").asDouble() > 0
                ? value.path("halfWidth95").asDouble() / value.path("value").asDouble() : Double.POSITIVE_INFINITY)
            .sorted().toArray();
        return widths.length == 0 ? Long.MAX_VALUE : (long) Math.ceil(1000 * widths[widths.length / 2]);
    }

    /** Compares a measure with exact totals, a CSV of keys and, in a column, the total. */
    Coverage coverage(Path exact, int measure, int column) throws IOException {
        Map<List<String>, Long> totals = new HashMap<>();
        for (String line : Files.readAllLines(exact).stream().skip(1).toList()) {
            String[] fields = line.split(",");
            totals.put(List.of(fields[0], fields[1]), Long.parseLong(fields[column]));
        }
        int within = 0;
        int compared = 0;
        for (JsonNode cell : cells()) {
            JsonNode value = cell.path("values").path(measure);
            if (!hidden(cell)) {
                long total = totals.getOrDefault(texts(cell.path("keys")), 0L);
                compared++;
                within += Math.abs(value.path("value").asLong() - total) <= value.path("halfWidth95").asLong() ? 1 : 0;
            }
        }
        return new Coverage(within, compared);
    }

    /** Prints the first rows, how many there are, and the command that prints all of them. */
    void print(Say say, String command) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(texts(answer.path("groupBy")));
        head.addAll(headings(say));
        rows.add(head);
        cells().stream().limit(SHOWN).forEach(cell -> rows.add(row(cell, say)));
        int keys = head.size() - answer.path("measures").size();
        int[] widths = new int[head.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                line.append(i < keys ? row.get(i) + pad : pad + row.get(i)).append("   ");
            }
            say.out().println(line.toString().stripTrailing());
        }
        long left = cells().size() - Math.min(SHOWN, cells().size());
        say.line("  … et " + left + " autres lignes ; " + shown() + " chiffres montrés, " + hiddenCells()
            + " masqués (groupe trop petit)", "  … and " + left + " more rows; " + shown() + " figures shown, "
            + hiddenCells() + " hidden (group too small)");
        if (left > 0) {
            say.line("  toutes les lignes, tant que les nœuds tournent :", "  all rows, while the nodes are up:");
            say.out().println("    " + command);
        }
    }

    private List<String> headings(Say say) {
        List<String> headings = new ArrayList<>();
        answer.path("measures").forEach(measure -> {
            String name = measure.path("function").asText().equals("count") ? say.choose("nombre", "count")
                : measure.path("measure").asText();
            String unit = measure.path("unit").asText("");
            headings.add(unit.isEmpty() ? name : name + " (" + unit + ")");
        });
        return headings;
    }

    private List<String> row(JsonNode cell, Say say) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < answer.path("groupBy").size(); i++) {
            row.add(label(answer.path("groupBy").path(i).asText(), cell.path("keys").path(i).asText(), say));
        }
        for (int i = 0; i < answer.path("measures").size(); i++) {
            JsonNode value = cell.path("values").path(i);
            row.add(hidden(cell) ? say.choose("masqué", "hidden")
                : say.number(value.path("value").asLong()) + " ± " + say.number(value.path("halfWidth95").asLong()));
        }
        return row;
    }

    private String label(String key, String code, Say say) {
        JsonNode label = answer.path("labels").path(key).path(code);
        String name = label.path("name").asText(code);
        return label.path("part").asBoolean() ? name + say.choose(" (en partie)", " (part)") : name;
    }

    private List<JsonNode> cells() {
        return StreamSupport.stream(answer.path("cells").spliterator(), false).toList();
    }

    private static boolean hidden(JsonNode cell) {
        return cell.path("hidden").asBoolean();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
