package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.JsonBytes;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeadTest {

    @Test
    void hasAllButCellsAndLabels() {
        Head head = Head.of(JsonBytes.of(Json.bytes("{\"cells\":[1],\"labels\":{},\"levels\":["
            + "{\"cells\":[2],\"zoning\":\"epci\"},{\"zoning\":\"territory\"}],\"version\":\"1\"}")));
        assertThat(head.tree(JsonBytes::tree)).isEqualTo(
            Json.read("{\"version\":\"1\",\"levels\":[{\"zoning\":\"epci\"},{\"zoning\":\"territory\"}]}"));
        assertThat(head.cells()).hasSize(3);
        assertThat(head.cells().get(1).orElseThrow().tree()).isEqualTo(Json.read("{\"a\":[2]}").path("a"));
        assertThat(head.cells().get(2)).isEmpty();
    }

    @Test
    void refusesMoreLevelsThanThereAre() {
        byte[] answer = Json.bytes("{\"levels\":[" + "{},".repeat(16) + "{}]}");
        assertThatThrownBy(() -> Head.of(JsonBytes.of(answer))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("17 levels");
    }

    /** Each level is short enough for a tree, and all together are not. */
    @Test
    void refusesLevelsThatAreTogetherTooLong() {
        String level = "{\"a\":[" + "[],".repeat(300_000) + "[]]}";
        byte[] answer = Json.bytes("{\"levels\":[" + Stream.generate(() -> level).limit(12)
            .collect(Collectors.joining(",")) + "]}");
        assertThatThrownBy(() -> Head.of(JsonBytes.of(answer))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("parts of 10800");
    }
}
