package eu.bocage.policies;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.erdtman.jcs.JsonCanonicalizer;

/** The text around a charter or a policy: its size, its JSON syntax and its canonical form. */
final class Document {

    /** In UTF-16 characters, well below what a signed document may take in UTF-8. */
    static final int MOST_CHARACTERS = 256 * 1024;

    static final int DEEPEST = 16;

    private static final ObjectMapper MAPPER = mapper(DEEPEST);

    private Document() {
    }

    private static ObjectMapper mapper(int deepest) {
        return JsonMapper.builder(JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(deepest).maxNumberLength(32).maxNameLength(256).build())
                .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String canonical(ObjectNode object) {
        try {
            return new JsonCanonicalizer(MAPPER.writeValueAsBytes(object)).getEncodedString();
        } catch (IOException e) {
            throw new IllegalStateException("what was read is always expressible", e);
        }
    }

    /** Reads JSON in any spelling. @throws InvalidDocument */
    static ObjectNode json(String json, Problems problems) {
        if (tree(json, MAPPER, problems) instanceof ObjectNode object) {
            return object;
        }
        problems.add("", "le document n'est pas un objet JSON ; commencez par {",
            "the document is not a JSON object; begin with {");
        throw problems.refusal();
    }

    /** Reads any JSON value, at most so deep. @throws InvalidDocument */
    static JsonNode tree(String json, int deepest, Problems problems) {
        return tree(json, mapper(deepest), problems);
    }

    private static JsonNode tree(String json, ObjectMapper mapper, Problems problems) {
        checkSize(json, problems);
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            String where = Quoted.plain(e.getOriginalMessage());
            problems.add("", "JSON illisible, ligne " + line(e) + " ; corrigez cette ligne, chaque champ une seule fois"
                + " (détail technique, en anglais : " + where + ")",
                "unreadable JSON, line " + line(e) + ": " + where + "; correct that line (each field once only)");
        }
        throw problems.refusal();
    }

    static void checkSize(String text, Problems problems) {
        if (text.length() > MOST_CHARACTERS) {
            problems.add("", "le document dépasse " + MOST_CHARACTERS + " caractères ; raccourcissez-le",
                "the document is longer than " + MOST_CHARACTERS + " characters; shorten it");
            throw problems.refusal();
        }
    }

    /** @throws InvalidDocument when the bytes are not UTF-8 */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            Problems problems = new Problems();
            problems.add("", "le fichier n'est pas en UTF-8 ; enregistrez-le en UTF-8",
                "the file is not UTF-8; save it as UTF-8");
            throw problems.refusal();
        }
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }
}
