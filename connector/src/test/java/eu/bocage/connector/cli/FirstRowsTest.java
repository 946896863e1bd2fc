package eu.bocage.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.JsonBytes;
import eu.bocage.connector.node.Language;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FirstRowsTest {

    @Test
    void isAllOfAShortAnswer() {
        assertThat(FirstRows.of(JsonBytes.of(Json.bytes(result(1_000).toString())))).isEqualTo(result(1_000));
    }

    @Test
    void showsTheBeginningOfALongAnswerAndSaysWhereTheRestIs() {
        ObjectNode shown = FirstRows.of(JsonBytes.of(Json.bytes(result(30_000).toString())));
        assertThat(shown.path("answer").path("cells")).hasSize(1_000);
        assertThat(shown.path("answer").path("levels").path(0).path("cells")).hasSize(1_000);
        assertThat(printed(shown, Language.EN)).contains("k999 ").doesNotContain("k1000 ")
            .contains("… and 29,000 more rows. All of them: the same command with --json > answer.json");
        assertThat(printed(shown, Language.FR)).contains(
            "… et 29\u202f000 lignes de plus. Toutes : la même commande avec --json > reponse.json");
    }

    private static ObjectNode result(int cells) {
        ObjectNode result = Json.read("""
            {"answer": {"groupBy": ["commune"], "measures": [{"function": "count"}]},
             "receipt": {}, "budget": {"fr": "", "en": ""}, "steps": []}""");
        ObjectNode answer = (ObjectNode) result.path("answer");
        fill(answer.putArray("cells"), cells);
        fill(answer.putArray("levels").addObject().put("zoning", "epci").putArray("cells"), cells);
        return result;
    }

    private static void fill(ArrayNode array, int cells) {
        for (int i = 0; i < cells; i++) {
            ObjectNode cell = array.addObject();
            cell.putArray("keys").add("k" + i);
            cell.putArray("values").addObject().put("halfWidth95", 1).put("value", i);
        }
    }

    private static String printed(ObjectNode result, Language language) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new AnswerText(new Terminal(stream, stream, language, false, false), name -> name).print(result);
        return out.toString(StandardCharsets.UTF_8);
    }
}
