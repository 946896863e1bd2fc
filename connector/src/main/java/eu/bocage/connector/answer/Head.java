package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.JsonBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * All of an answer but its cells and the names of places, of which there may be very many. It is small enough for a
 * tree, {@link JsonBytes#MAX_TREE}, whatever a provider sent: what is longer is refused before there is one.
 *
 * @param members without {@code levels}
 * @param levels  members of each level above the asked places, if there are levels
 * @param cells   of the asked places and of each level; empty where there are none
 */
record Head(SequencedMap<String, JsonBytes> members, Optional<List<SequencedMap<String, JsonBytes>>> levels,
            List<Optional<JsonBytes>> cells) {

    /** More than any zoning has levels. */
    private static final int MAX_LEVELS = 16;

    /** @throws IllegalArgumentException when the answer cannot be read, or what is not cells is too long */
    static Head of(JsonBytes answer) {
        SequencedMap<String, JsonBytes> members = answer.members();
        List<Optional<JsonBytes>> cells = new ArrayList<>(List.of(Optional.ofNullable(members.remove("cells"))));
        members.remove("labels");
        List<JsonBytes> small = new ArrayList<>();
        Optional<List<SequencedMap<String, JsonBytes>>> levels = Optional.ofNullable(members.remove("levels"))
            .map(all -> few(all.elements()).stream().map(level -> {
                SequencedMap<String, JsonBytes> one = level.members();
                cells.add(Optional.ofNullable(one.remove("cells")));
                small.addAll(one.values());
                return one;
            }).toList());
        small.addAll(members.values());
        JsonBytes.requireShort(small);
        return new Head(members, levels, cells);
    }

    /** @param reader of each member */
    ObjectNode tree(Function<JsonBytes, JsonNode> reader) {
        ObjectNode tree = object(members, reader);
        levels.ifPresent(all -> {
            ArrayNode array = tree.putArray("levels");
            all.forEach(level -> array.add(object(level, reader)));
        });
        return tree;
    }

    private static List<JsonBytes> few(List<JsonBytes> levels) {
        if (levels.size() > MAX_LEVELS) {
            throw new IllegalArgumentException(levels.size() + " levels, where " + MAX_LEVELS + " are the most");
        }
        return levels;
    }

    private static ObjectNode object(Map<String, JsonBytes> members, Function<JsonBytes, JsonNode> reader) {
        ObjectNode object = Json.object();
        members.forEach((name, value) -> object.set(name, reader.apply(value)));
        return object;
    }
}
