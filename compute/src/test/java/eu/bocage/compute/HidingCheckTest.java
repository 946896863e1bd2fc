package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Answers whose cells come one by one, and such as no honest provider would give. */
class HidingCheckTest {

    /** Two EPCI of one territory, by energy. */
    private static final String ANSWER = """
        {"question":{"zoning":"epci"},"disclosure":{"minimumGroup":5},"measures":[{"function":"count"}],
         "cells":[{"keys":["243700754","gas"],"values":[{"halfWidth95":1,"value":9}]},
                  {"keys":["244500468","gas"],"values":[{"halfWidth95":1,"value":8}]}],
         "levels":[{"zoning":"territory","timesPerUnit":1,
                    "cells":[{"keys":["territory","gas"],"values":[{"halfWidth95":1,"value":17}]}]}]}""";

    @Test
    void looksAtCellsThatAreNotInTheTree() {
        ObjectNode answer = Json.read(ANSWER);
        ArrayNode cells = (ArrayNode) answer.remove("cells");
        ArrayNode above = (ArrayNode) ((ObjectNode) answer.path("levels").path(0)).remove("cells");
        assertThat(HidingCheck.wrong(answer, (level, cell) -> (level == 0 ? cells : above).forEach(cell))).isEmpty();
        hide(cells.path(0));
        assertThat(HidingCheck.wrong(answer, (level, cell) -> (level == 0 ? cells : above).forEach(cell)))
            .containsExactly("epci 243700754 gas");
        hide(above.path(0));
        assertThat(HidingCheck.wrong(answer, (level, cell) -> (level == 0 ? cells : above).forEach(cell))).isEmpty();
    }

    @Test
    void refusesAPartWithoutItsPlaceAndAPlaceTwice() {
        ObjectNode answer = Json.read(ANSWER);
        ((ArrayNode) answer.path("cells").path(1).path("keys")).set(1, "wood");
        assertThat(HidingCheck.wrong(answer)).containsExactly("epci 244500468 wood");
        ObjectNode twice = Json.read(ANSWER);
        ArrayNode above = (ArrayNode) twice.path("levels").path(0).path("cells");
        above.add(above.path(0).deepCopy());
        assertThat(HidingCheck.wrong(twice)).containsExactly("territory territory gas");
    }

    @Test
    void refusesOtherBinsThanWereAskedFor() {
        ObjectNode answer = Json.read("""
            {"question":{"zoning":"territory"},"disclosure":{"minimumGroup":0},
             "measures":[{"function":"histogram","measure":"consumption","edges":[10,20]}],
             "cells":[{"keys":[],"values":[{"bins":[7,8,9],"halfWidth95":1}]}]}""");
        assertThat(HidingCheck.wrong(answer)).isEmpty();
        ((ArrayNode) answer.path("cells").path(0).path("values").path(0).path("bins")).remove(2);
        assertThat(HidingCheck.wrong(answer)).containsExactly("territory");
    }

    @Test
    void readsNotManyMoreCellsThanAQuestionMayAskFor() {
        ObjectNode answer = Json.read(ANSWER);
        answer.remove("levels");
        ObjectNode cell = (ObjectNode) answer.path("cells").path(0);
        int most = (int) Question.MAX_VALUES;
        assertThat(HidingCheck.wrong(answer, (level, cells) -> IntStream.range(0, most)
            .forEach(i -> cells.accept(cell)))).isEmpty();
        assertThatThrownBy(() -> HidingCheck.wrong(answer, (level, cells) -> IntStream.range(0, most + 1)
            .forEach(i -> cells.accept(cell)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesSomeOfManyWrongCells() {
        ObjectNode answer = Json.read(ANSWER);
        answer.remove("levels");
        ObjectNode cell = (ObjectNode) answer.path("cells").path(0);
        hide(cell);
        cell.put("rule", "none");
        assertThat(HidingCheck.wrong(answer, (level, cells) -> IntStream.range(0, 100_000)
            .forEach(i -> cells.accept(cell)))).hasSize(HidingCheck.NAMED);
    }

    private static void hide(Object cell) {
        ObjectNode hidden = (ObjectNode) cell;
        hidden.remove("values");
        hidden.put("hidden", true).put("rule", "minimumGroup");
    }
}
