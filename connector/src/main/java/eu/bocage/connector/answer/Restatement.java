package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether the canonical question that a provider answered is the one that was asked. Every field that was stated
 * agrees, sets as sets and codes after normalisation; what was left out of measures, groups and filters is not there
 * either. Only defaults of zoning, period and cost are the provider's to fill.
 */
final class Restatement {

    private static final String ZONING = "zoning";
    private static final String TERRITORY = Level.TERRITORY.text();

    private final JsonNode asked;
    private final JsonNode answered;

    private Restatement(JsonNode asked, JsonNode answered) {
        this.asked = asked;
        this.answered = answered;
    }

    /** @throws IllegalArgumentException naming the first field that differs */
    static void check(ObjectNode asked, JsonNode answered) {
        new Restatement(asked, answered).check();
    }

    private void check() {
        agree("dataset", word(asked, "dataset"), word(answered, "dataset"));
        agree("purpose", word(asked, "purpose"), word(answered, "purpose"));
        agree("measures", measures(asked), measures(answered));
        boolean whole = level(asked).equals(TERRITORY);
        Set<String> groups = texts(asked.path("groupBy"));
        if (whole) {
            groups.remove(ZONING);
        }
        agree("groupBy", groups, texts(answered.path("groupBy")));
        if (asked.has(ZONING)) {
            agree(ZONING, level(asked), level(answered));
        }
        agree("rollUp", upper(asked.path("rollUp")), upper(answered.path("rollUp")));
        filters();
        for (String field : List.of("period", "microRho")) {
            if (asked.has(field)) {
                agree(field, asked.path(field).asText(), answered.path(field).asText());
            }
        }
    }

    private void filters() {
        JsonNode there = asked.path("filters");
        JsonNode restated = answered.path("filters");
        agree("filters", names(there), names(restated));
        there.fieldNames().forEachRemaining(key ->
            agree("filters." + key, codes(key, there.path(key)), codes(key, restated.path(key))));
    }

    private Set<String> codes(String key, JsonNode values) {
        Set<String> codes = new TreeSet<>();
        Level level = Level.of(answered.path(ZONING).asText()).orElse(Level.TERRITORY);
        for (String value : texts(values)) {
            String upper = value.toUpperCase(Locale.ROOT);
            codes.add(key.equals(ZONING) ? Geography.official().normalise(level, upper).orElse(upper) : upper);
        }
        return codes;
    }

    private static Set<List<Object>> measures(JsonNode question) {
        Set<List<Object>> measures = new HashSet<>();
        question.path("measures").forEach(one -> measures.add(List.of(word(one, "function"), word(one, "measure"),
            word(one, "over"), numbers(one.path("edges")), numbers(one.path("perMille")))));
        return measures;
    }

    private static Set<BigDecimal> numbers(JsonNode array) {
        Set<BigDecimal> numbers = new TreeSet<>();
        array.forEach(number -> numbers.add(number.decimalValue().stripTrailingZeros()));
        return numbers;
    }

    private static Set<String> upper(JsonNode array) {
        return texts(array).stream().map(text -> text.toUpperCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Set<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return new TreeSet<>(names);
    }

    private static String level(JsonNode question) {
        return word(question, ZONING).toLowerCase(Locale.ROOT);
    }

    private static String word(JsonNode object, String field) {
        return object.path(field).asText();
    }

    private static void agree(String field, Object asked, Object answered) {
        if (!asked.equals(answered)) {
            throw new IllegalArgumentException("the answer is to another question: its " + field + " is not as asked");
        }
    }
}
