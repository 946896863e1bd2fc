package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class QuestionSpellingTest {

    @Property(tries = 300)
    void isTheSameInEverySpelling(@ForAll long seed) {
        Random random = new Random(seed);
        ObjectNode spelt = Json.read(Cards.PLACES);
        for (String set : List.of("measures", "groupBy")) {
            shuffle((ArrayNode) spelt.get(set), random);
        }
        ObjectNode filters = (ObjectNode) spelt.get("filters");
        shuffle((ArrayNode) filters.get("month"), random);
        ArrayNode places = (ArrayNode) filters.get("zoning");
        shuffle(places, random);
        filters.putArray("energy").add(random.nextBoolean() ? "GAS" : "gas").add("Electricity");
        if (random.nextBoolean()) {
            spelt.put("zoning", random.nextBoolean() ? "COMMUNE" : "Commune");
        } else {
            spelt.remove("zoning");
        }
        List.of("period", "microRho").forEach(name -> {
            if (random.nextBoolean()) {
                spelt.remove(name);
            }
        });
        Question question = Cards.question(reordered(spelt, random).toPrettyString());
        assertThat(question).isEqualTo(Cards.question(Cards.PLACES));
        assertThat(Cards.question(question.json()).json()).isEqualTo(question.json());
    }

    private static void shuffle(ArrayNode array, Random random) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        Collections.shuffle(items, random);
        array.removeAll();
        array.addAll(items);
    }

    private static ObjectNode reordered(ObjectNode object, Random random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        ObjectNode copy = Json.object();
        names.forEach(name -> copy.set(name, object.get(name)));
        return copy;
    }
}
