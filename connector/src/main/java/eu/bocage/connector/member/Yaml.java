package eu.bocage.connector.member;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** YAML as people write it: one object, each key once. */
public final class Yaml {

    private static final ObjectMapper MAPPER = new YAMLMapper(YAMLFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

    private Yaml() {
    }

    /** @throws Flaw unless the text is a YAML object */
    public static ObjectNode read(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new Flaw("ce n'est pas un objet YAML (clé: valeur)", "not a YAML object (key: value)");
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : " " + e.getLocation().getLineNr();
            throw new Flaw("YAML illisible, ligne" + where + " (détail technique, en anglais : " + firstLine(e) + ")",
                "unreadable YAML, line" + where + ": " + firstLine(e));
        }
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("");
    }
}
