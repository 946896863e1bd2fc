package eu.bocage.compute.he;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * What a party states and signs: a kind and named texts. Its bytes are the RFC 8785 form of one flat JSON object of
 * strings with {@code "protocol":"BMHE1"}; signatures are over "BMHE1/statement", a zero byte and these. Immutable.
 */
public record Statement(String kind, SortedMap<String, String> fields) {

    static final String PROTOCOL = "BMHE1";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Most bytes of a statement. */
    static final int LONGEST = 1 << 22;

    public Statement {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    static Statement of(String kind, Map<String, String> fields) {
        return new Statement(kind, new TreeMap<>(fields));
    }

    /** @throws Refusal where the field is missing */
    String text(String name) {
        String text = fields.get(name);
        if (text == null) {
            throw new Refusal(Fault.MALFORMED);
        }
        return text;
    }

    /** @throws Refusal where the field is no whole number from 0 to 999 999 999 in plain decimal writing */
    int number(String name) {
        String text = text(name);
        if (!text.matches("0|[1-9][0-9]{0,8}")) {
            throw new Refusal(Fault.MALFORMED);
        }
        return Integer.parseInt(text);
    }

    byte[] bytes() {
        try {
            return canonical();
        } catch (IOException e) {
            throw new IllegalStateException("not expressible as RFC 8785", e);
        }
    }

    /** @throws IOException where a text is no Unicode: half of a surrogate pair */
    private byte[] canonical() throws IOException {
        ObjectNode object = JSON.createObjectNode().put("kind", kind).put("protocol", PROTOCOL);
        fields.forEach(object::put);
        return new JsonCanonicalizer(JSON.writeValueAsBytes(object)).getEncodedUTF8();
    }

    /** SHA-256 over the bytes, in hexadecimal. */
    public String hash() {
        return hash(bytes());
    }

    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Expansion.sha256().digest(bytes));
    }

    byte[] signed() {
        byte[] tag = "BMHE1/statement\0".getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = bytes();
        byte[] all = Arrays.copyOf(tag, tag.length + bytes.length);
        System.arraycopy(bytes, 0, all, tag.length, bytes.length);
        return all;
    }

    /** @throws Refusal for anything but what {@link #bytes()} writes */
    static Statement parse(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new Refusal(Fault.MALFORMED);
        }
        try {
            SortedMap<String, String> fields = new TreeMap<>();
            JsonNode node = JSON.readTree(bytes);
            if (node == null || !node.isObject()) {
                throw new Refusal(Fault.MALFORMED);
            }
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!field.getValue().isTextual()) {
                    throw new Refusal(Fault.MALFORMED);
                }
                fields.put(field.getKey(), field.getValue().textValue());
            }
            String kind = fields.remove("kind");
            if (kind == null || !PROTOCOL.equals(fields.remove("protocol"))) {
                throw new Refusal(Fault.MALFORMED);
            }
            Statement statement = new Statement(kind, fields);
            if (!Arrays.equals(statement.canonical(), bytes)) {
                throw new Refusal(Fault.MALFORMED);
            }
            return statement;
        } catch (IOException e) {
            throw new Refusal(Fault.MALFORMED);
        }
    }
}
