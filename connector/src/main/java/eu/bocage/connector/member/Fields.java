package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads the fields of a JSON object by name and refuses what it was not asked for: a misspelt or smuggled field ends in
 * an error, not in silence. Every fault is an {@link IllegalArgumentException} that names the field.
 */
final class Fields {

    private final ObjectNode object;
    private final Set<String> read = new HashSet<>();

    private Fields(ObjectNode object) {
        this.object = object;
    }

    /** Reads a whole object; fields left unread are a fault. */
    static <T> T read(ObjectNode object, Function<Fields, T> reader) {
        Fields fields = new Fields(object);
        T value = reader.apply(fields);
        object.fieldNames().forEachRemaining(name -> {
            if (!fields.read.contains(name)) {
                throw new IllegalArgumentException("unknown field \"" + name + "\"");
            }
        });
        return value;
    }

    String text(String name) {
        JsonNode node = required(name);
        if (!node.isTextual()) {
            throw new IllegalArgumentException("field \"" + name + "\" is not a text");
        }
        return node.textValue();
    }

    long number(String name) {
        JsonNode node = required(name);
        if (!node.isIntegralNumber()) {
            throw new IllegalArgumentException("field \"" + name + "\" is not a whole number");
        }
        return node.longValue();
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("field \"" + name + "\" is not an instant such as 2026-01-31T12:00:00Z");
        }
    }

    /** Seconds since 1970, up to the year 9999. */
    Instant second(String name) {
        long second = number(name);
        if (second < 0 || second > 253_402_300_799L) {
            throw new IllegalArgumentException("field \"" + name + "\" is not a time in seconds since 1970");
        }
        return Instant.ofEpochSecond(second);
    }

    URI uri(String name) {
        return URI.create(text(name));
    }

    ObjectNode object(String name) {
        if (required(name) instanceof ObjectNode node) {
            return node;
        }
        throw new IllegalArgumentException("field \"" + name + "\" is not an object");
    }

    List<ObjectNode> objects(String name) {
        List<ObjectNode> all = new ArrayList<>();
        for (JsonNode node : array(name)) {
            if (!(node instanceof ObjectNode one)) {
                throw new IllegalArgumentException("field \"" + name + "\" holds something else than objects");
            }
            all.add(one);
        }
        return List.copyOf(all);
    }

    /** A set of texts, written in strictly ascending order. */
    Set<String> texts(String name) {
        TreeSet<String> all = new TreeSet<>();
        for (JsonNode node : array(name)) {
            if (!node.isTextual() || !all.isEmpty() && all.last().compareTo(node.textValue()) >= 0) {
                throw new IllegalArgumentException("field \"" + name + "\" is not a list of texts in ascending order");
            }
            all.add(node.textValue());
        }
        return Set.copyOf(all);
    }

    private JsonNode array(String name) {
        JsonNode node = required(name);
        if (!node.isArray()) {
            throw new IllegalArgumentException("field \"" + name + "\" is not a list");
        }
        return node;
    }

    private JsonNode required(String name) {
        read.add(name);
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            throw new IllegalArgumentException("field \"" + name + "\" is missing");
        }
        return node;
    }
}
