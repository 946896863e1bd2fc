package eu.bocage.connector.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Flaw;
import eu.bocage.connector.member.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One level of {@code node.yaml}. Reading goes on after a fault, so that a person hears of all of them at once; a value
 * read after a fault is a harmless stand-in, and whoever reads must ask {@link Faults} in the end.
 */
final class Section {

    /** What was wrong so far, in both languages, each naming the key. */
    static final class Faults {

        private final Set<Fault> all = new LinkedHashSet<>();

        void add(String key, String french, String english) {
            all.add(new Fault(key + " : " + french, key + ": " + english));
        }

        boolean isEmpty() {
            return all.isEmpty();
        }

        String french() {
            return all.stream().map(Fault::french).collect(Collectors.joining("\n"));
        }

        String english() {
            return all.stream().map(Fault::english).collect(Collectors.joining("\n"));
        }

        private record Fault(String french, String english) {
        }
    }

    private final String prefix;
    private final ObjectNode object;
    private final Faults faults;
    private final Set<String> known = new LinkedHashSet<>();

    Section(String prefix, ObjectNode object, Faults faults) {
        this.prefix = prefix;
        this.object = object;
        this.faults = faults;
    }

    /** Reports the keys that nobody asked for. */
    void close() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                faults.add(prefix + name, "clé inconnue. Ici : " + String.join(", ", known) + ".",
                    "unknown key. Known here: " + String.join(", ", known) + ".");
            }
        });
    }

    boolean has(String name) {
        known.add(name);
        return object.hasNonNull(name);
    }

    boolean isText(String name) {
        return has(name) && object.get(name).isTextual();
    }

    /** The section of that name; an empty one, and a fault, when it is missing or something else. */
    Section section(String name) {
        JsonNode node = required(name);
        if (node instanceof ObjectNode child) {
            return new Section(prefix + name + ".", child, faults);
        }
        if (node != null) {
            faults.add(prefix + name, "attend des clés en dessous, en retrait.", "holds keys below it, indented.");
        }
        return new Section(prefix + name + ".", Json.object(), new Faults());
    }

    String text(String name) {
        JsonNode node = required(name);
        if (node == null) {
            return "";
        }
        if (!node.isTextual() || node.textValue().isBlank()) {
            faults.add(prefix + name, "n'est pas un texte. Mettez-le entre guillemets : \"" + node.asText() + "\".",
                "is not a text. Put it into quotes: \"" + node.asText() + "\".");
            return "";
        }
        return node.textValue();
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    int number(String name, int least, int most) {
        JsonNode node = required(name);
        if (node == null) {
            return least;
        }
        if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
            faults.add(prefix + name, "n'est pas un nombre entier de " + least + " à " + most + ".",
                "is not a whole number from " + least + " to " + most + ".");
            return least;
        }
        return node.intValue();
    }

    int number(String name, int least, int most, int otherwise) {
        return has(name) ? number(name, least, most) : otherwise;
    }

    /** An address; checked further by {@code check}, which throws a {@link Flaw}. */
    <T> Optional<T> uri(String name, Function<URI, T> check) {
        return parsed(name, text -> {
            try {
                return check.apply(new URI(text));
            } catch (URISyntaxException e) {
                throw new Flaw("n'est pas une adresse comme https://bocage.example.",
                    "is not an address such as https://bocage.example.");
            }
        });
    }

    /** A text read further by {@code parser}; empty, and a fault, when it throws. */
    <T> Optional<T> parsed(String name, Function<String, T> parser) {
        String text = text(name);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
        } catch (Flaw e) {
            faults.add(prefix + name, e.french(), e.english());
        } catch (IllegalArgumentException e) {
            faults.add(prefix + name, 
                "valeur refusée (détail technique, en anglais : " + e.getMessage() + ").", e.getMessage() + ".");
        }
        return Optional.empty();
    }

    /** A list of texts, none when the key is absent. */
    List<String> texts(String name) {
        List<String> all = new ArrayList<>();
        if (has(name)) {
            JsonNode node = object.get(name);
            boolean good = node.isArray();
            for (JsonNode each : node) {
                good &= each.isTextual();
                all.add(each.asText());
            }
            if (!good) {
                faults.add(prefix + name, "n'est pas une liste de textes, comme [\"127.0.0.1:9101\"].",
                    "is not a list of texts, such as [\"127.0.0.1:9101\"].");
                return List.of();
            }
        }
        return all;
    }

    void fault(String name, String french, String english) {
        faults.add(prefix + name, french, english);
    }

    private JsonNode required(String name) {
        if (has(name)) {
            return object.get(name);
        }
        faults.add(prefix + name, "clé manquante. Ajoutez-la.", "missing key. Add it.");
        return null;
    }
}
