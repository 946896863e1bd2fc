package eu.bocage.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.util.Iterator;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * YAML as people write it, read as the JSON that it looks like: maps with each key once, lists, texts, whole numbers,
 * {@code true}, {@code false}. No anchors, aliases, tags, merges or second documents, so nothing grows, nothing is
 * built and nothing means more than it shows; {@code no}, {@code 010}, {@code 1_000}, {@code 0x1F} and dates are texts.
 */
final class YamlDocument {

    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private final Iterator<Event> events;
    private final Problems problems;

    private YamlDocument(Iterator<Event> events, Problems problems) {
        this.events = events;
        this.problems = problems;
    }

    /** @throws InvalidDocument when the text cannot be read to its end */
    static ObjectNode read(String yaml, Problems problems) {
        Document.checkSize(yaml, problems);
        try {
            return new YamlDocument(new Yaml(new LoaderOptions()).parse(new StringReader(yaml)).iterator(), problems)
                .document();
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw unreadable(", ligne " + line, ", line " + line, String.valueOf(e.getProblem()), problems);
        } catch (YAMLException e) {
            throw unreadable("", "", String.valueOf(e.getMessage()), problems);
        }
    }

    private static InvalidDocument unreadable(String whereFrench, String whereEnglish, String why, Problems problems) {
        String what = Quoted.plain(why.lines().findFirst().orElse(""));
        problems.add("", "YAML illisible" + whereFrench
            + " ; indentez par des espaces et écrivez une ligne « clé: valeur » par champ"
            + " (détail technique, en anglais : " + what + ")",
            "unreadable YAML" + whereEnglish + ": " + what + "; indent with spaces and write one line \"key: value\" "
                + "per field");
        return problems.refusal();
    }

    private ObjectNode document() {
        ObjectNode content = null;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent) {
                JsonNode node = node(event, "", 1);
                if (content != null) {
                    problems.add("", "le fichier contient plusieurs documents ; gardez-en un seul, sans ligne ---",
                        "the file holds several documents; keep one only, without a line ---");
                    throw problems.refusal();
                }
                content = node instanceof ObjectNode object ? object : null;
                if (content == null) {
                    break;
                }
            }
        }
        if (content == null) {
            problems.add("", "le document n'est pas une suite de lignes « clé: valeur »",
                "the document is not made of lines \"key: value\"");
            throw problems.refusal();
        }
        return content;
    }

    private JsonNode node(Event event, String path, int depth) {
        if (depth > Document.DEEPEST) {
            problems.add(path, "le document s'emboîte sur plus de " + Document.DEEPEST + " niveaux ; aplatissez-le",
                "the document nests more than " + Document.DEEPEST + " levels deep; flatten it");
            throw problems.refusal();
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            problems.add(path, "les ancres (&) et renvois (*) ne sont pas admis ; écrivez la valeur",
                "anchors (&) and aliases (*) are not taken; write the value out");
        }
        return switch (event) {
            case MappingStartEvent mapping -> mapping(mapping, path, depth);
            case SequenceStartEvent sequence -> sequence(sequence, path, depth);
            case ScalarEvent scalar -> scalar(scalar, path);
            default -> NullNode.getInstance();
        };
    }

    private ObjectNode mapping(MappingStartEvent mapping, String path, int depth) {
        refuseTag(mapping.getTag(), path);
        ObjectNode object = Document.object();
        for (Event event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                problems.add(path, "une clé n'est pas un simple mot ; écrivez « clé: valeur »",
                    "a key is not a plain word; write \"key: value\"");
                throw problems.refusal();
            }
            String name = key.getValue();
            String inner = Section.join(path, name);
            scalar(key, inner);
            if (key.getAnchor() != null) {
                problems.add(inner, "les ancres (&) ne sont pas admises ; enlevez-la",
                    "anchors (&) are not taken; remove it");
            }
            JsonNode value = node(events.next(), inner, depth + 1);
            if (object.has(name)) {
                problems.add(inner, "le champ est écrit deux fois ; n'en gardez qu'un",
                    "the field is written twice; keep one only");
            }
            object.set(name, value);
        }
        return object;
    }

    private ArrayNode sequence(SequenceStartEvent sequence, String path, int depth) {
        refuseTag(sequence.getTag(), path);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Event event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
            array.add(node(event, path + "[" + array.size() + "]", depth + 1));
        }
        return array;
    }

    private JsonNode scalar(ScalarEvent scalar, String path) {
        refuseTag(scalar.getTag(), path);
        String value = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return TextNode.valueOf(value);
        }
        return switch (value) {
            case "", "~", "null" -> NullNode.getInstance();
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> WHOLE.matcher(value).matches() ? LongNode.valueOf(Long.parseLong(value))
                : TextNode.valueOf(value);
        };
    }

    private void refuseTag(String tag, String path) {
        if (tag != null) {
            problems.add(path, "les étiquettes de type (!) ne sont pas admises ; enlevez-la",
                "type tags (!) are not taken; remove it");
        }
    }
}
