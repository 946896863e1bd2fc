package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.JsonBytes;
import eu.bocage.connector.node.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An answer for a person: the table with its error bars, how good the figures are, what is left of the budget, what was
 * signed, how long each step took.
 */
final class AnswerText {

    private final Terminal terminal;
    private final Language language;
    private final UnaryOperator<String> stepName;

    /** @param stepName the words for a step */
    AnswerText(Terminal terminal, UnaryOperator<String> stepName) {
        this.terminal = terminal;
        this.language = terminal.language();
        this.stepName = stepName;
    }

    void print(JsonBytes result) {
        ObjectNode rest = result.treeWithout(Set.of("answer"));
        Parts answer = Parts.of(result);
        printTables(answer);
        terminal.say("");
        printQuality(answer.head());
        String budget = terminal.in(rest.path("budget"));
        terminal.say("Budget : " + budget, "Budget: " + budget);
        printReceipt(rest.path("receipt"));
        printSteps(rest.path("steps"));
    }

    /**
     * An answer whose cells are read one by one, for there may be a million.
     *
     * @param head   all but the cells
     * @param cells  of the finest level
     * @param levels the coarser ones
     */
    private record Parts(ObjectNode head, Optional<JsonBytes> cells, List<JsonBytes> levels) {

        static Parts of(JsonBytes result) {
            JsonBytes answer = result.members().get("answer");
            SequencedMap<String, JsonBytes> members = answer.members();
            return new Parts(answer.treeWithout(Set.of("cells", "levels")), Optional.ofNullable(members.get("cells")),
                members.containsKey("levels") ? members.get("levels").elements() : List.of());
        }
    }

    private void printTables(Parts answer) {
        printTable(answer.head(), answer.head().path("groupBy"), answer.cells());
        for (JsonBytes level : answer.levels()) {
            ArrayNode groupBy = answer.head().path("groupBy").deepCopy();
            groupBy.set(0, level.treeWithout(Set.of("cells")).path("zoning").asText());
            terminal.say("");
            printTable(answer.head(), groupBy, Optional.ofNullable(level.members().get("cells")));
        }
    }

    private void printTable(JsonNode answer, JsonNode groupBy, Optional<JsonBytes> cells) {
        List<String> keys = new ArrayList<>();
        groupBy.forEach(key -> keys.add(key.asText()));
        List<String> header = new ArrayList<>(keys.isEmpty() ? List.of(language.of("ensemble", "all")) : keys);
        List<Column> columns = Column.of(answer.path("measures"), language);
        columns.forEach(column -> header.add(">" + column.title()));
        TextTable table = new TextTable(header);
        cells.ifPresent(all -> all.each(cell -> table.fit(row(answer, keys, columns, cell))));
        table.head(terminal::say);
        cells.ifPresent(all -> all.each(cell -> terminal.say(table.line(row(answer, keys, columns, cell)))));
    }

    private List<String> row(JsonNode answer, List<String> keys, List<Column> columns, JsonNode cell) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            row.add(label(answer, keys.get(i), cell.path("keys").path(i).asText()));
        }
        if (keys.isEmpty()) {
            row.add("");
        }
        boolean hidden = cell.path("hidden").asBoolean();
        columns.forEach(column -> row.add(hidden ? language.of("masqué", "hidden") : column.text(cell, language)));
        return row;
    }

    /** Every column of the finest level as bars; a histogram of one cell as one bar for each bin. */
    void plot(JsonBytes result) {
        Parts answer = Parts.of(result);
        List<Column> columns = Column.of(answer.head().path("measures"), language);
        List<JsonNode> first = new ArrayList<>();
        answer.cells().ifPresent(all -> all.each(cell -> {
            if (first.size() < 2) {
                first.add(cell);
            }
        }));
        if (first.size() == 1) {
            Bars bars = new Bars("");
            columns.forEach(column -> bars.add(column.title(), column.figure().apply(first.getFirst()), language));
            bars.lines(terminal::say);
            return;
        }
        for (Column column : columns) {
            Bars bars = new Bars(column.title());
            answer.cells().ifPresent(all -> all.each(cell ->
                bars.add(labels(answer.head(), cell), column.figure().apply(cell), language)));
            bars.lines(terminal::say);
            terminal.say("");
        }
    }

    private String labels(JsonNode answer, JsonNode cell) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < answer.path("groupBy").size(); i++) {
            labels.add(label(answer, answer.path("groupBy").path(i).asText(), cell.path("keys").path(i).asText()));
        }
        return String.join(", ", labels);
    }

    private String label(JsonNode answer, String key, String code) {
        JsonNode label = answer.path("labels").path(key).path(code);
        if (!label.has("name")) {
            return code;
        }
        String part = label.path("part").asBoolean() ? language.of(" (en partie)", " (part)") : "";
        return label.path("name").asText() + part;
    }

    private void printQuality(JsonNode answer) {
        int i = 0;
        for (JsonNode measure : answer.path("measures")) {
            JsonNode median = answer.path("medianRelativeHalfWidth95").path(i++);
            if (median.isIntegralNumber()) {
                String percent = Numbers.percent(median.asLong(), language);
                String title = Column.title(measure, language);
                terminal.say(title + " : ± " + percent + " de la valeur (médiane des cellules, à 95 %)",
                    title + ": ± " + percent + " of the value (median over cells, at 95 %)");
            }
        }
        if (answer.has("bias")) {
            terminal.say(terminal.in(answer.path("bias")));
        }
    }

    private void printReceipt(JsonNode receipt) {
        String signer = receipt.path("signer").asText();
        JsonNode signed = receipt.path("payload");
        terminal.say("Reçu signé par " + signer + ", entrée " + signed.path("entry").path("number").asText()
                + " de son journal :",
            "Receipt signed by " + signer + ", entry " + signed.path("entry").path("number").asText()
                + " of its ledger:");
        hash(signed, "question", "question", "question");
        hash(signed, "answer", "réponse", "answer");
        hash(signed, "charter", "charte", "charter");
        hash(signed, "commitment", "données", "data");
        terminal.say("  débit     " + Numbers.of(signed.path("charged").asLong(), language) + " µρ",
            "  charge    " + Numbers.of(signed.path("charged").asLong(), language) + " µρ");
    }

    private void hash(JsonNode signed, String field, String french, String english) {
        if (signed.path(field).isTextual()) {
            terminal.say(String.format("  %-9s %s", language.of(french, english), signed.path(field).asText()));
        }
    }

    private void printSteps(JsonNode steps) {
        List<String> all = new ArrayList<>();
        long total = 0;
        for (JsonNode step : steps) {
            total += step.path("millis").asLong();
            all.add(stepName.apply(step.path("step").asText()) + " "
                + Numbers.seconds(step.path("millis").asLong(), language));
        }
        all.add("total " + Numbers.seconds(total, language));
        terminal.say("Temps : " + String.join(" · ", all), "Time: " + String.join(" · ", all));
    }
}
