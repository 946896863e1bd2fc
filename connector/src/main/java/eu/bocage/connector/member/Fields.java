package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads the fields of a JSON object by name and refuses what it was not asked for: a misspelt or smuggled field ends in
 * an error, not in silence. Every fault is a {@link Flaw} that names the field.
 */
public final class Fields {

    private final ObjectNode object;
    private final Set<String> read = new HashSet<>();

    private Fields(ObjectNode object) {
        this.object = object;
    }

    /** Reads a whole object; fields left unread are a fault. */
    public static <T> T read(ObjectNode object, Function<Fields, T> reader) {
        Fields fields = new Fields(object);
        T value = reader.apply(fields);
        object.fieldNames().forEachRemaining(name -> {
            if (!fields.read.contains(name)) {
                throw new Flaw("champ inconnu « " + name + " »", "unknown field \"" + name + "\"");
            }
        });
        return value;
    }

    /** Whether there is such a field; it counts as read only once it is. */
    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    public String text(String name) {
        JsonNode node = required(name);
        if (!node.isTextual()) {
            throw wrong(name, "n'est pas un texte", "is not a text");
        }
        return node.textValue();
    }

    public long number(String name) {
        JsonNode node = required(name);
        if (!node.isIntegralNumber()) {
            throw wrong(name, "n'est pas un nombre entier", "is not a whole number");
        }
        return node.longValue();
    }

    public Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException e) {
            throw wrong(name, "n'est pas un instant comme 2026-01-31T12:00:00Z",
                "is not an instant such as 2026-01-31T12:00:00Z");
        }
    }

    /** Seconds since 1970, up to the year 9999. */
    Instant second(String name) {
        long second = number(name);
        if (second < 0 || second > 253_402_300_799L) {
            throw wrong(name, "n'est pas un temps en secondes depuis 1970", "is not a time in seconds since 1970");
        }
        return Instant.ofEpochSecond(second);
    }

    public LocalDate day(String name) {
        try {
            return LocalDate.parse(text(name));
        } catch (DateTimeParseException e) {
            throw wrong(name, "n'est pas un jour comme 2026-01-31", "is not a day such as 2026-01-31");
        }
    }

    public URI uri(String name) {
        try {
            return new URI(text(name));
        } catch (URISyntaxException e) {
            throw wrong(name, "n'est pas une adresse comme https://bocage.example", "is not an address such as "
                + "https://bocage.example");
        }
    }

    public ObjectNode object(String name) {
        if (required(name) instanceof ObjectNode node) {
            return node;
        }
        throw wrong(name, "n'est pas un objet", "is not an object");
    }

    /** Written only where it is true: {@code true}, or not there. */
    public boolean flag(String name) {
        read.add(name);
        JsonNode node = object.get(name);
        if (node == null) {
            return false;
        }
        if (!node.isBoolean() || !node.booleanValue()) {
            throw wrong(name, "n'est pas true ; enlevez-le ou corrigez-le", "is not true; remove or correct it");
        }
        return true;
    }

    public List<ObjectNode> objects(String name) {
        List<ObjectNode> all = new ArrayList<>();
        for (JsonNode node : array(name)) {
            if (!(node instanceof ObjectNode one)) {
                throw wrong(name, "contient autre chose que des objets", "holds something else than objects");
            }
            all.add(one);
        }
        return List.copyOf(all);
    }

    /** A set of texts, written in strictly ascending order. */
    public Set<String> texts(String name) {
        TreeSet<String> all = new TreeSet<>();
        for (JsonNode node : array(name)) {
            if (!node.isTextual() || !all.isEmpty() && all.last().compareTo(node.textValue()) >= 0) {
                throw wrong(name, "n'est pas une liste de textes dans l'ordre", "is not a list of texts in order");
            }
            all.add(node.textValue());
        }
        return Set.copyOf(all);
    }

    private JsonNode array(String name) {
        JsonNode node = required(name);
        if (!node.isArray()) {
            throw wrong(name, "n'est pas une liste", "is not a list");
        }
        return node;
    }

    private JsonNode required(String name) {
        read.add(name);
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            throw wrong(name, "manque", "is missing");
        }
        return node;
    }

    private static Flaw wrong(String name, String french, String english) {
        return new Flaw("le champ « " + name + " » " + french, "field \"" + name + "\" " + english);
    }
}
