package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.member.Json;
import eu.bocage.connector.node.Language;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

    private static final String RESULT = """
        {"answer": {"groupBy": ["epci", "energy"],
          "measures": [{"function": "count", "unit": "meter"},
            {"function": "sum", "measure": "consumption", "unit": "kWh"}],
          "cells": [
            {"keys": ["243700754", "gas"], "values": [{"value": 1234, "halfWidth95": 9},
              {"value": -5, "halfWidth95": 210370}]},
            {"keys": ["200040277", "gas"], "hidden": true}],
          "labels": {"epci": {"243700754": {"name": "Tours Métropole", "part": false},
            "200040277": {"name": "Agglo de Dreux", "part": true}}},
          "medianRelativeHalfWidth95": [7, 1234], "bias": {"fr": "Biais.", "en": "Bias."}},
         "receipt": {"signer": "did:web:a.example", "payload": {"question": "sha-256:q", "answer": "sha-256:a",
          "charged": 50000, "entry": {"number": 12, "hash": "sha-256:h"}}},
         "budget": {"fr": "Il reste 3 questions.", "en": "3 questions are left."},
         "steps": [{"step": "answer", "millis": 1050}, {"step": "other", "millis": 5}]}""";

    @Test
    void alignsFiguresAndMarksWhatIsHiddenOrPartial() {
        assertThat(print(Language.EN).lines()).startsWith(
            "epci                   energy  count (meter)  sum consumption (kWh)",
            "-------------------------------------------------------------------",
            "Tours Métropole        gas         1,234 ± 9           -5 ± 210,370",
            "Agglo de Dreux (part)  gas            hidden                 hidden");
    }

    @Test
    void saysHowGoodTheFiguresAreWhatIsLeftAndWhatWasSigned() {
        assertThat(print(Language.EN)).contains("count (meter): ± 0.7 % of the value", "± 123.4 %", "Bias.",
            "Budget: 3 questions are left.", "did:web:a.example, entry 12", "sha-256:q", "sha-256:a", "50,000 µρ",
            "[answer] 1.05 s · [other] 0.01 s · total 1.06 s");
    }

    @Test
    void saysTheSameInFrench() {
        assertThat(print(Language.FR)).contains("(en partie)", "masqué", "± 0,7 %", "Biais.", "Il reste 3 questions.",
            "Reçu signé par", "50\u202f000 µρ", "1,05 s").doesNotContain("hidden", "Bias");
    }

    private static String print(Language language) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new AnswerText(new Terminal(stream, stream, language, false, false), name -> "[" + name + "]")
            .print(Json.read(RESULT));
        return out.toString(StandardCharsets.UTF_8);
    }
}
