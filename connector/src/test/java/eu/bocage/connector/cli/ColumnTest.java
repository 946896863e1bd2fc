package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.node.Language;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Every kind of figure as a person sees it, in the form that {@code AnswerWriter} gives it. */
class ColumnTest {

    private static final ObjectNode RESULT = Json.read("""
        {"answer": {"groupBy": ["epci"],
          "measures": [{"function": "rows"}, {"function": "mean", "measure": "consumption", "unit": "kWh"},
            {"function": "variance", "measure": "consumption", "unit": "kWh²"},
            {"function": "ratio", "measure": "consumption", "over": "surface", "unit": "kWh/m²"},
            {"function": "histogram", "measure": "consumption", "edges": [100, 2000.5], "edgesUnit": "kWh",
              "unit": "meter"},
            {"function": "quantiles", "measure": "consumption", "perMille": [500, 900], "unit": "kWh"}],
          "cells": [{"keys": ["243700754"], "values": [{"value": 12, "halfWidth95": 3},
            {"value": 5120.5, "low95": 5000.1, "high95": 5300.2, "halfWidth95": 179.7},
            {"value": null, "low95": null, "high95": null, "halfWidth95": null},
            {"value": 0.25, "low95": 0.2, "high95": 0.3, "halfWidth95": 0.05},
            {"bins": [10, 20, -1], "halfWidth95": 4},
            {"quantiles": [{"value": 900, "halfWidth95": 50, "low95": 850, "high95": 950},
              {"value": 7000, "halfWidth95": 500, "low95": 6500, "high95": 7500}]}]},
            {"keys": ["200040277"], "hidden": true, "rule": "minimumGroup"}],
          "levels": [{"zoning": "territory", "cells": [{"keys": ["all"], "values": [
            {"value": 99, "halfWidth95": 1}]}]}],
          "labels": {"epci": {"243700754": {"name": "Tours", "part": false}}}},
         "receipt": {}, "budget": {"fr": "", "en": ""}, "steps": []}""");

    @Test
    void givesEachFigureBinAndQuantileItsColumn() {
        assertThat(print(Language.EN)).contains("rows", "mean consumption (kWh)", "variance consumption (kWh²)",
            "ratio consumption / surface (kWh/m²)", "consumption < 100 kWh", "consumption 100–2,000.5 kWh",
            "consumption ≥ 2,000.5 kWh", "median consumption (kWh)", "quantile 90.0 % consumption (kWh)",
            "12 ± 3", "5,120.5 ± 179.7", "unknown", "0.25 ± 0.05", "10 ± 4", "20 ± 4", "-1 ± 4", "900 ± 50",
            "7,000 ± 500", "hidden");
    }

    @Test
    void saysTheSameInFrench() {
        assertThat(print(Language.FR)).contains("lignes", "moyenne consumption (kWh)", "médiane", "rapport",
            "5\u202f120,5 ± 179,7", "inconnu", "masqué");
    }

    @Test
    void showsEveryLevelInATableOfItsOwn() {
        assertThat(print(Language.EN).lines()).anyMatch(line -> line.startsWith("territory"))
            .anyMatch(line -> line.contains("99 ± 1"));
    }

    @Test
    void drawsBarsThatAreSolidUpToTheLowerEnd() {
        Bars bars = new Bars("count");
        bars.add("a", Column.Figure.of(Json.read("{\"value\":60,\"halfWidth95\":20}")), Language.EN);
        bars.add("bb", Column.Figure.of(Json.read("{\"value\":-5,\"halfWidth95\":15}")), Language.EN);
        bars.add("c", Column.Figure.of(Json.read("{}")), Language.EN);
        assertThat(bars.toString().lines()).containsExactly("count", "a   " + "█".repeat(20) + "░".repeat(20) + " 60",
            "bb  " + "░".repeat(5) + " -5", "c    –");
        assertThat(text(Language.EN, true)).contains("median consumption (kWh)\nTours");
    }

    private static String print(Language language) {
        return text(language, false);
    }

    private static String text(Language language, boolean plot) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        AnswerText text = new AnswerText(new Terminal(stream, stream, language, false, false), name -> name);
        if (plot) {
            text.plot(RESULT);
        } else {
            text.print(RESULT);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
