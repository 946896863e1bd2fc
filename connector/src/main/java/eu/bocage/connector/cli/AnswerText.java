package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
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

    void print(ObjectNode result) {
        JsonNode answer = result.path("answer");
        terminal.say(table(answer).toString());
        terminal.say("");
        printQuality(answer);
        String budget = terminal.in(result.path("budget"));
        terminal.say("Budget : " + budget, "Budget: " + budget);
        printReceipt(result.path("receipt"));
        printSteps(result.path("steps"));
    }

    private TextTable table(JsonNode answer) {
        List<String> keys = new ArrayList<>();
        answer.path("groupBy").forEach(key -> keys.add(key.asText()));
        List<String> header = new ArrayList<>(keys.isEmpty() ? List.of(language.of("ensemble", "all")) : keys);
        answer.path("measures").forEach(measure -> header.add(">" + title(measure)));
        TextTable table = new TextTable(header);
        for (JsonNode cell : answer.path("cells")) {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                row.add(label(answer, keys.get(i), cell.path("keys").path(i).asText()));
            }
            if (keys.isEmpty()) {
                row.add("");
            }
            boolean hidden = cell.path("hidden").asBoolean();
            for (int i = 0; i < answer.path("measures").size(); i++) {
                row.add(hidden ? language.of("masqué", "hidden") : value(cell.path("values").path(i)));
            }
            table.row(row);
        }
        return table;
    }

    private String title(JsonNode measure) {
        String unit = measure.path("unit").asText("");
        String of = measure.path("measure").asText("");
        String function = switch (measure.path("function").asText()) {
            case "count" -> language.of("nombre", "count");
            case "sum" -> language.of("somme", "sum");
            default -> measure.path("function").asText();
        };
        return function + (of.isEmpty() ? "" : " " + of) + (unit.isEmpty() ? "" : " (" + unit + ")");
    }

    private String label(JsonNode answer, String key, String code) {
        JsonNode label = answer.path("labels").path(key).path(code);
        if (!label.has("name")) {
            return code;
        }
        String part = label.path("part").asBoolean() ? language.of(" (en partie)", " (part)") : "";
        return label.path("name").asText() + part;
    }

    private String value(JsonNode value) {
        return Numbers.of(value.path("value").asLong(), language) + " ± "
            + Numbers.of(value.path("halfWidth95").asLong(), language);
    }

    private void printQuality(JsonNode answer) {
        int i = 0;
        for (JsonNode measure : answer.path("measures")) {
            JsonNode median = answer.path("medianRelativeHalfWidth95").path(i++);
            if (median.isIntegralNumber()) {
                String percent = Numbers.percent(median.asLong(), language);
                terminal.say(title(measure) + " : ± " + percent + " de la valeur (médiane des cellules, à 95 %)",
                    title(measure) + ": ± " + percent + " of the value (median over cells, at 95 %)");
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
