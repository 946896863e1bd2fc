package eu.bocage.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One object of a document, read field by field. What is missing or wrong is gathered and read as empty; what was not
 * asked for by the time of {@link #close} is unknown and gathered too.
 */
final class Section {

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final ObjectNode node;
    private final String path;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    Section(ObjectNode node, String path, Problems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    static String join(String path, String name) {
        return (path.isEmpty() ? "" : path + ".") + Quoted.plain(name);
    }

    /** @param name empty for the object itself */
    String path(String name) {
        return name.isEmpty() ? path : join(path, name);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A text in Unicode NFC, each run of white space one space, so that where lines are broken does not matter. */
    Optional<String> text(String name, int most) {
        Optional<String> text = required(name).flatMap(value -> {
            if (!value.isTextual()) {
                wrong(name, "n'est pas un texte ; mettez la valeur entre guillemets",
                    "is not a text; put the value into quotes");
                return Optional.empty();
            }
            String clean = Normalizer.normalize(value.textValue(), Normalizer.Form.NFC);
            return Optional.of(SPACES.matcher(clean).replaceAll(" ").strip());
        });
        return text.filter(value -> {
            boolean fits = value.codePointCount(0, value.length()) <= most
                && value.codePoints().noneMatch(Section::invisible)
                && value.codePoints().anyMatch(point -> !Character.isSpaceChar(point));
            if (!fits) {
                wrong(name, "n'est pas un texte de 1 à " + most + " caractères lisibles",
                    "is not a text of 1 to " + most + " legible characters");
            }
            return fits;
        });
    }

    Optional<Words> words(String name, int most) {
        return section(name).flatMap(section -> section.translated(most));
    }

    /** The two texts of this object, which ends with them. */
    Optional<Words> translated(int most) {
        Optional<String> french = text("fr", most);
        Optional<String> english = text("en", most);
        close();
        return french.flatMap(fr -> english.map(en -> new Words(fr, en)));
    }

    /** A text of a given form; {@code what} says the form. */
    <T> Optional<T> read(String name, Function<String, Optional<T>> reader, Words what) {
        return required(name).flatMap(value -> {
            Optional<T> read = value.isTextual() ? reader.apply(value.textValue()) : Optional.empty();
            if (read.isEmpty()) {
                wrong(name, "n'est pas " + what.french(), "is not " + what.english());
            }
            return read;
        });
    }

    Optional<LocalDate> day(String name) {
        return read(name, text -> ValueType.DAY.accepts(text) ? Optional.of(LocalDate.parse(text)) : Optional.empty(),
            new Words("un jour du calendrier comme 2026-01-31", "a day of the calendar such as 2026-01-31"));
    }

    Optional<Long> number(String name, long least, long most) {
        return required(name).flatMap(value -> {
            if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= least
                && value.longValue() <= most) {
                return Optional.of(value.longValue());
            }
            wrong(name, "n'est pas un nombre entier de " + least + " à " + most,
                "is not a whole number from " + least + " to " + most);
            return Optional.empty();
        });
    }

    Optional<Section> section(String name) {
        return required(name).flatMap(value -> {
            if (value instanceof ObjectNode object) {
                return Optional.of(new Section(object, path(name), problems));
            }
            wrong(name, "n'est pas un groupe de lignes « clé: valeur »", "is not a group of lines \"key: value\"");
            return Optional.empty();
        });
    }

    /** Whether a field that may be left out is there; it counts as known from now on. */
    boolean given(String name) {
        asked.add(name);
        return node.has(name);
    }

    /** A field that may be left out, read by one of the other methods if it is there. */
    <T> Optional<T> optional(String name, Function<String, Optional<T>> reader) {
        return given(name) ? reader.apply(name) : Optional.empty();
    }

    /** Whether a field that says {@code true} or is left out is there. */
    boolean flag(String name) {
        return optional(name, this::required).map(value -> {
            if (!value.isBoolean() || !value.booleanValue()) {
                wrong(name, "n'est pas « true » ; écrivez true, ou enlevez le champ",
                    "is not \"true\"; write true, or remove the field");
            }
            return true;
        }).orElse(false);
    }

    /** A list that may be left out, 1 to {@code most} long, otherwise as {@link #set}. */
    <T> Set<T> some(String name, int most, Function<String, Optional<T>> reader, Words what) {
        return given(name) ? set(name, 1, most, reader, what) : Set.of();
    }

    /** A list of objects, 1 to {@code most} long. */
    List<Section> sections(String name, int most) {
        List<Section> sections = new ArrayList<>();
        for (JsonNode item : list(name, 1, most)) {
            String place = path(name) + "[" + sections.size() + "]";
            if (!(item instanceof ObjectNode object)) {
                problems.add(place, "n'est pas un groupe de lignes « clé: valeur »",
                    "is not a group of lines \"key: value\"");
                return sections;
            }
            sections.add(new Section(object, place, problems));
        }
        return sections;
    }

    /** A list of texts, each of a given form, none twice, at most {@code most} long. */
    <T> Set<T> set(String name, int most, Function<String, Optional<T>> reader, Words what) {
        return set(name, 0, most, reader, what);
    }

    private <T> Set<T> set(String name, int least, int most, Function<String, Optional<T>> reader, Words what) {
        Set<T> all = new LinkedHashSet<>();
        for (JsonNode item : list(name, least, most)) {
            Optional<T> read = item.isTextual() ? reader.apply(item.textValue()) : Optional.empty();
            if (read.isEmpty()) {
                wrong(name, "contient " + Quoted.french(item.asText()) + ", qui n'est pas " + what.french(),
                    "holds " + Quoted.english(item.asText()) + ", which is not " + what.english());
            } else if (!all.add(read.get())) {
                wrong(name, "contient deux fois " + Quoted.french(item.asText()) + " ; n'en gardez qu'un",
                    "holds " + Quoted.english(item.asText()) + " twice; keep one only");
            }
        }
        return all;
    }

    void wrong(String name, String french, String english) {
        problems.add(path(name), french, english);
    }

    /** Ends the reading: fields that nobody asked for are unknown. */
    void close() {
        for (String name : names()) {
            if (!asked.contains(name)) {
                wrong(name, "est un champ inconnu ; enlevez-le (champs admis ici : " + String.join(", ", asked) + ")",
                    "is an unknown field; remove it (fields taken here: " + String.join(", ", asked) + ")");
            }
        }
    }

    private Iterable<JsonNode> list(String name, int least, int most) {
        Optional<JsonNode> value = required(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray() || value.get().size() < least || value.get().size() > most) {
            wrong(name, "n'est pas une liste de " + least + " à " + most + " éléments",
                "is not a list of " + least + " to " + most + " items");
            return List.of();
        }
        return value.get();
    }

    private Optional<JsonNode> required(String name) {
        asked.add(name);
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            wrong(name, "manque ; ajoutez ce champ", "is missing; add this field");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    static boolean invisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
