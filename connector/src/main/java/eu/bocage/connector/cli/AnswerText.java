package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.node.Language;
import java.util.ArrayList;
import java.util.List;
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

    /** @param result as {@link FirstRows} gives it */
    void print(ObjectNode result) {
        JsonNode answer = result.path("answer");
        printTables(answer);
        terminal.say("");
        printQuality(answer);
        String budget = terminal.in(result.path("budget"));
        terminal.say("Budget : " + budget, "Budget: " + budget);
        printReceipt(result.path("receipt"));
        printSteps(result.path("steps"));
    }

    private void printTables(JsonNode answer) {
        terminal.say(table(answer, answer.path("groupBy"), answer.path("cells")).toString());
        printMore(answer);
        for (JsonNode level : answer.path("levels")) {
            ArrayNode groupBy = answer.path("groupBy").deepCopy();
            groupBy.set(0, level.path("zoning").asText());
            terminal.say("");
            terminal.say(table(answer, groupBy, level.path("cells")).toString());
            printMore(level);
        }
    }

    private void printMore(JsonNode level) {
        if (level.has(FirstRows.MORE)) {
            String more = Numbers.of(level.path(FirstRows.MORE).asLong(), language);
            terminal.say("… et " + more + " lignes de plus. Toutes : la même commande avec --json > reponse.json",
                "… and " + more + " more rows. All of them: the same command with --json > answer.json");
        }
    }

    private TextTable table(JsonNode answer, JsonNode groupBy, JsonNode cells) {
        List<String> keys = new ArrayList<>();
        groupBy.forEach(key -> keys.add(key.asText()));
        List<String> header = new ArrayList<>(keys.isEmpty() ? List.of(language.of("ensemble", "all")) : keys);
        List<Column> columns = Column.of(answer.path("measures"), language);
        columns.forEach(column -> header.add(">" + column.title()));
        TextTable table = new TextTable(header);
        for (JsonNode cell : cells) {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                row.add(label(answer, keys.get(i), cell.path("keys").path(i).asText()));
            }
            if (keys.isEmpty()) {
                row.add("");
            }
            boolean hidden = cell.path("hidden").asBoolean();
            columns.forEach(column -> row.add(hidden ? language.of("masqué", "hidden") : column.text(cell, language)));
            table.row(row);
        }
        return table;
    }

    /** Every column of the finest level as bars; a histogram of one cell as one bar for each bin. */
    void plot(ObjectNode result) {
        JsonNode answer = result.path("answer");
        List<Column> columns = Column.of(answer.path("measures"), language);
        if (answer.path("cells").size() == 1) {
            Bars bars = new Bars("");
            columns.forEach(column -> bars.add(column.title(),
                column.figure().apply(answer.path("cells").path(0)), language));
            terminal.say(bars.toString());
            return;
        }
        for (Column column : columns) {
            Bars bars = new Bars(column.title());
            for (JsonNode cell : answer.path("cells")) {
                List<String> labels = new ArrayList<>();
                for (int i = 0; i < answer.path("groupBy").size(); i++) {
                    labels.add(label(answer, answer.path("groupBy").path(i).asText(),
                        cell.path("keys").path(i).asText()));
                }
                bars.add(String.join(", ", labels), column.figure().apply(cell), language);
            }
            terminal.say(bars + "\n");
        }
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
