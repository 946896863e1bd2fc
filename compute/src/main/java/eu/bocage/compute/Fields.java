package eu.bocage.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the fields of an object by name and collects every problem with its path: what is missing, wrong or unknown.
 * After a problem a harmless default is returned, so that the reader goes on and finds the others; nothing read may be
 * used while there are problems.
 */
final class Fields {

    /** Longest single text in a card or question. */
    private static final int MAX_CHARS = 4000;

    private final ObjectNode object;
    private final String path;
    private final List<Problem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(ObjectNode object, String path, List<Problem> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Where a field is, for a problem. */
    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    void problem(String name, String french, String english) {
        problems.add(new Problem(at(name), french, english));
    }

    boolean has(String name) {
        known.add(name);
        return object.has(name);
    }

    /** What stands there, whatever it is; only after {@link #has}. */
    JsonNode node(String name) {
        return object.get(name);
    }

    String text(String name) {
        Optional<JsonNode> node = required(name);
        if (node.isEmpty()) {
            return "";
        }
        if (!node.get().isTextual()) {
            problem(name, "n'est pas un texte ; mettez-le entre guillemets", "is not a text; put it in quotes");
            return "";
        }
        return checked(name, node.get().textValue());
    }

    /** A text of one form. */
    String text(String name, Pattern form, String french, String english) {
        String text = text(name);
        if (!text.isEmpty() && !form.matcher(text).matches()) {
            problem(name, french, english);
            return "";
        }
        return text;
    }

    String oneOf(String name, List<String> words) {
        String text = text(name);
        if (!text.isEmpty() && !words.contains(text)) {
            String all = String.join(", ", words);
            problem(name, "n'est pas l'un de : " + all, "is none of: " + all);
            return "";
        }
        return text;
    }

    /** A list of distinct texts, empty when the field is absent. */
    List<String> texts(String name, int max) {
        if (!has(name)) {
            return List.of();
        }
        if (!object.get(name).isArray()) {
            problem(name, "n'est pas une liste", "is not a list");
            return List.of();
        }
        if (object.get(name).size() > max) {
            problem(name, "a plus de " + max + " éléments", "has more than " + max + " elements");
            return List.of();
        }
        Set<String> all = new LinkedHashSet<>();
        int index = 0;
        for (JsonNode node : object.get(name)) {
            String place = name + "[" + index++ + "]";
            if (!node.isTextual()) {
                problem(place, "n'est pas un texte ; mettez-le entre guillemets", "is not a text; put it in quotes");
            } else if (!checked(place, node.textValue()).isEmpty() && !all.add(node.textValue())) {
                problem(place, "est là deux fois ; enlevez l'un", "is there twice; remove one");
            }
        }
        return List.copyOf(all);
    }

    /** {@code true}; anything else is a problem, {@code false} too, which one leaves out instead. */
    boolean yes(String name) {
        boolean yes = required(name).filter(JsonNode::isBoolean).map(JsonNode::booleanValue).orElse(false);
        if (!yes) {
            problem(name, "n'est pas true ; écrivez true ou enlevez ce champ", "is not true; write true or remove it");
        }
        return yes;
    }

    long whole(String name, long min, long max) {
        Optional<JsonNode> node = required(name);
        if (node.isEmpty()) {
            return min;
        }
        if (!node.get().isIntegralNumber() || !node.get().canConvertToLong()
                || node.get().longValue() < min || node.get().longValue() > max) {
            problem(name, "n'est pas un nombre entier de " + min + " à " + max,
                "is not a whole number from " + min + " to " + max);
            return min;
        }
        return node.get().longValue();
    }

    /** A list of distinct numbers with at least one; empty when it is not, which is then a problem. */
    List<JsonNode> numbers(String name, int max) {
        Optional<JsonNode> node = required(name);
        if (node.isEmpty()) {
            return List.of();
        }
        List<JsonNode> all = new ArrayList<>();
        Set<BigDecimal> values = new HashSet<>();
        node.get().forEach(all::add);
        if (!node.get().isArray() || all.isEmpty() || all.size() > max || !all.stream().allMatch(JsonNode::isNumber)
                || !all.stream().allMatch(one -> values.add(one.decimalValue().stripTrailingZeros()))) {
            problem(name, "n'est pas une liste de 1 à " + max + " nombres différents",
                "is not a list of 1 to " + max + " different numbers");
            return List.of();
        }
        return List.copyOf(all);
    }

    /** Empty when it is missing or no number, which is then a problem. */
    Optional<BigDecimal> decimal(String name) {
        Optional<JsonNode> node = required(name);
        if (node.isPresent() && !node.get().isNumber()) {
            problem(name, "n'est pas un nombre", "is not a number");
            return Optional.empty();
        }
        return node.map(JsonNode::decimalValue);
    }

    /** The object below a name; an empty one when it is missing or no object, which is then a problem. */
    Fields object(String name) {
        return object(name, "", "");
    }

    /** @param french what to write where it is no object, as {@code " ; écrivez …"} */
    Fields object(String name, String french, String english) {
        Optional<JsonNode> node = required(name);
        if (node.isPresent() && node.get() instanceof ObjectNode below) {
            return new Fields(below, at(name), problems);
        }
        if (node.isPresent()) {
            problem(name, "n'est pas un objet" + french, "is not an object" + english);
        }
        return new Fields(Json.object(), at(name), new ArrayList<>());
    }

    /** Objects in a list, none when the field is absent. */
    List<Fields> objects(String name, int max) {
        if (!has(name)) {
            return List.of();
        }
        if (!object.get(name).isArray() || object.get(name).size() > max) {
            problem(name, "n'est pas une liste d'au plus " + max + " objets", "is not a list of at most " + max
                + " objects");
            return List.of();
        }
        List<Fields> all = new ArrayList<>();
        for (JsonNode node : object.get(name)) {
            String place = name + "[" + all.size() + "]";
            if (!node.isObject()) {
                problem(place, "n'est pas un objet", "is not an object");
            }
            all.add(new Fields(node instanceof ObjectNode below ? below : Json.object(), at(place),
                node.isObject() ? problems : new ArrayList<>()));
        }
        return all;
    }

    /** Names what was there and not asked for. */
    void end() {
        for (String name : names()) {
            if (!known.contains(name)) {
                String all = String.join(", ", known);
                problem(name, "champ inconnu ; il y a : " + all, "unknown field; there are: " + all);
            }
        }
    }

    private Optional<JsonNode> required(String name) {
        if (has(name) && !object.get(name).isNull()) {
            return Optional.of(object.get(name));
        }
        problem(name, "manque ; écrivez-le", "is missing; write it");
        return Optional.empty();
    }

    private String checked(String name, String text) {
        if (text.isBlank() || text.length() > MAX_CHARS
                || text.codePoints().anyMatch(c -> c != '\n' && Character.isISOControl(c)
                    || Character.getType(c) == Character.SURROGATE)) {
            problem(name, "est vide, trop long ou contient un caractère de commande",
                "is empty, too long or has a control character");
            return "";
        }
        return text;
    }
}
