package eu.bocage.connector.member;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * JSON in its one canonical form (<a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>). Reading takes bytes
 * only when they are that form already: one document is one string of bytes, so duplicate names, odd escapes, spaces
 * and numbers that two parsers could read in two ways do not exist here.
 */
public final class Json {

    /** Integers past this bound are not exact in RFC 8785 (ECMAScript numbers). */
    static final long MAX_EXACT = (1L << 53) - 1;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(32).maxNumberLength(32).maxNameLength(256).maxStringLength(1 << 20).build())
            .build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();

    private static final ObjectReader NEXT = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** @throws IllegalArgumentException when a number in it is not exact */
    public static byte[] canonical(JsonNode node) {
        checkNumbers(node);
        try {
            return new JsonCanonicalizer(MAPPER.writeValueAsBytes(node)).getEncodedUTF8();
        } catch (IOException e) {
            throw new IllegalArgumentException("not expressible as RFC 8785: " + e.getMessage(), e);
        }
    }

    /** Reads an object in any spelling, from one of our own. @throws IllegalArgumentException when it is none */
    public static ObjectNode read(String text) {
        return tree(bytes(text));
    }

    /** @throws IllegalArgumentException unless the bytes are one JSON object in canonical form */
    public static ObjectNode parse(byte[] bytes) {
        ObjectNode object = tree(bytes);
        if (!Arrays.equals(canonical(object), bytes)) {
            throw new IllegalArgumentException("not in canonical form (RFC 8785)");
        }
        return object;
    }

    private static ObjectNode tree(byte[] bytes) {
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("not a JSON object");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** As strict as {@link #read}. */
    static JsonParser parser(byte[] bytes, int from, int length) throws IOException {
        return MAPPER.createParser(bytes, from, length);
    }

    /** The value at which a parser stands, and nothing after it. */
    static JsonNode next(JsonParser parser) throws IOException {
        return NEXT.readTree(parser);
    }

    static JsonGenerator generator(OutputStream out) throws IOException {
        return MAPPER.createGenerator(out);
    }

    static IllegalArgumentException unreadable(IOException e) {
        return new IllegalArgumentException("not JSON: " + (e instanceof JsonProcessingException syntax
            ? syntax.getOriginalMessage() : e.getMessage()), e);
    }

    public static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void checkNumbers(JsonNode node) {
        if (node.isIntegralNumber() && (!node.canConvertToLong() || Math.abs(node.longValue()) > MAX_EXACT)
            || node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            throw new IllegalArgumentException("the number " + node + " is not exact in RFC 8785");
        }
        node.forEach(Json::checkNumbers);
    }
}
