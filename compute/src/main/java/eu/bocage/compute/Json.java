package eu.bocage.compute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * Strict reading of JSON and YAML (one object, each name once, nothing after it, bounded size and depth) and the
 * canonical form of <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>.
 */
final class Json {

    /** Longest card or question in UTF-16 units: a card may list 10 000 key values. */
    static final int MAX_TEXT = 1 << 20;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
        .maxNestingDepth(16).maxNumberLength(40).maxNameLength(256).maxStringLength(1 << 16).build();

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).streamReadConstraints(LIMITS).build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).streamReadConstraints(LIMITS).build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();

    private Json() {
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** @throws InvalidInput when it is not one JSON object */
    static ObjectNode read(String text) {
        return read(JSON, "JSON", text);
    }

    /** @throws InvalidInput when it is not one YAML object */
    static ObjectNode readYaml(String text) {
        return read(YAML, "YAML", text);
    }

    private static ObjectNode read(ObjectMapper mapper, String language, String text) {
        if (text.length() > MAX_TEXT) {
            throw invalid("", "le document est trop long : " + MAX_TEXT + " caractères au plus",
                "the document is too long: at most " + MAX_TEXT + " characters");
        }
        try {
            if (mapper.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            String why = e.getOriginalMessage().lines().findFirst().orElse("");
            String french = language + " illisible (détail technique, en anglais : " + why + ")";
            String english = "unreadable " + language + ": " + why;
            throw e.getLocation() == null ? invalid("", french, english)
                : invalidLine(e.getLocation().getLineNr(), french, english);
        }
        throw invalid("", "ce n'est pas un objet " + language, "this is not a " + language + " object");
    }

    static InvalidInput invalid(String path, String french, String english) {
        return new InvalidInput(List.of(new Problem(path, french, english)));
    }

    static InvalidInput invalidLine(long line, String french, String english) {
        return new InvalidInput(List.of(Place.line(line).problem(french, english)));
    }

    static String canonical(JsonNode node) {
        try {
            return new JsonCanonicalizer(JSON.writeValueAsBytes(node)).getEncodedString();
        } catch (IOException e) {
            throw new IllegalStateException("not expressible as RFC 8785", e);
        }
    }

    /** {@code sha-256:} and 64 hexadecimal digits over the UTF-8 bytes. */
    static String hash(String canonical) {
        return "sha-256:" + HexFormat.of().formatHex(sha256().digest(canonical.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
