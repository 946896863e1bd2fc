package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.JsonBytes;
import java.util.Optional;
import java.util.Set;

/** Of a result that may have a million cells, what a person is shown: the first {@value #ROWS} of each level. */
final class FirstRows {

    static final int ROWS = 1_000;

    /** Where an answer, or a level of it, has more cells: how many. */
    static final String MORE = "more";

    private FirstRows() {
    }

    static ObjectNode of(JsonBytes result) {
        ObjectNode shown = result.treeWithout(Set.of("answer"));
        if (result.members().get("answer") instanceof JsonBytes whole) {
            ObjectNode answer = whole.treeWithout(Set.of("cells", "levels"));
            shown.set("answer", answer);
            cells(whole, answer);
            Optional.ofNullable(whole.members().get("levels")).ifPresent(levels -> {
                ArrayNode array = answer.putArray("levels");
                levels.elements().forEach(level -> cells(level, array.addObject()
                    .setAll(level.treeWithout(Set.of("cells")))));
            });
        }
        return shown;
    }

    private static void cells(JsonBytes from, ObjectNode to) {
        if (from.members().get("cells") instanceof JsonBytes cells) {
            ArrayNode array = to.putArray("cells");
            long all = cells.each(ROWS, array::add);
            if (all > ROWS) {
                to.put(MORE, all - ROWS);
            }
        }
    }
}
