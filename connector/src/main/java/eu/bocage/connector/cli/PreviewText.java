package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.node.Language;
import java.util.ArrayList;
import java.util.List;

/** A preview for a person: cost and budget in words, then what error bars to expect. */
record PreviewText(Terminal terminal) {

    void print(JsonNode result) {
        JsonNode preview = result.path("preview");
        terminal.say(terminal.in(preview));
        if (result.path("free").asBoolean()) {
            terminal.say("Cette question a déjà sa réponse : la poser de nouveau ne coûte rien.",
                "This question has its answer already: asking it again costs nothing.");
        }
        terminal.say(terminal.in(result.path("budget")));
        terminal.say("");
        terminal.say(widths(preview.path("figures")).toString());
        terminal.say("± est la demi-largeur de l'intervalle à 95 % dans chaque cellule. Rien n'a été débité.",
            "± is the half-width of the 95 % interval in each cell. Nothing was charged.");
    }

    private TextTable widths(JsonNode figures) {
        Language language = terminal.language();
        TextTable table = new TextTable(language.of("chiffre", "figure"), ">±",
            language.of("selon le nombre d'unités de la cellule", "by the number of units in the cell"));
        for (JsonNode figure : figures) {
            List<String> widths = new ArrayList<>();
            figure.path("halfWidth95").forEach(width -> widths.add(Numbers.of(width, language)));
            List<String> points = new ArrayList<>();
            for (JsonNode point : figure.path("byCount")) {
                List<String> levels = new ArrayList<>();
                point.path("halfWidth95").forEach(width -> levels.add(width.isNumber()
                    ? "± " + Numbers.of(width, language) : language.of("inconnu", "unknown")));
                points.add(Numbers.of(point.path("units"), language) + language.of(" : ", ": ")
                    + String.join(" / ", levels));
            }
            table.row(Column.title(figure.path("measure"), language), String.join(" / ", widths),
                String.join(language.of(" ; ", "; "), points));
        }
        return table;
    }
}
