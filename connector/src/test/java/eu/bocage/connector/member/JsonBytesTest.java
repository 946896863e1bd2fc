package eu.bocage.connector.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {

    private static final String DOCUMENT = """
        {"a\\u00e9": "é, and a \\u00e9", "list" : [ {"x": 1}, [2,  3], "four", -5.50, null ],"n":12
        ,"deep":{"list":[]}}""";

    @Test
    void givesMembersAndElementsAsTheyStand() throws IOException {
        var members = of(DOCUMENT).members();
        assertThat(members.keySet()).containsExactly("aé", "list", "n", "deep");
        assertThat(members.values()).extracting(JsonBytesTest::text).containsExactly("\"é, and a \\u00e9\"",
            "[ {\"x\": 1}, [2,  3], \"four\", -5.50, null ]", "12", "{\"list\":[]}");
        assertThat(members.get("list").elements()).extracting(JsonBytesTest::text)
            .containsExactly("{\"x\": 1}", "[2,  3]", "\"four\"", "-5.50", "null");
        List<JsonNode> each = new ArrayList<>();
        members.get("list").each(each::add);
        assertThat(each).extracting(JsonNode::toString)
            .containsExactly("{\"x\":1}", "[2,3]", "\"four\"", "-5.5", "null");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        members.get("deep").members().get("list").writeTo(out);
        assertThat(out.toString()).isEqualTo("[]");
        assertThat(of(DOCUMENT).treeWithout(Set.of("list", "aé")))
            .isEqualTo(Json.read("{\"n\":12,\"deep\":{\"list\":[]}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":2}}", 
        "{\"a\":[1 2]}", "{\"a\":01}", "{\"a\":1}{}", "{\"a\":nul}"})
    void refusesWhatIsNotOneObjectWithEachNameOnce(String text) {
        assertThatThrownBy(() -> of(text).members()).isInstanceOf(IllegalArgumentException.class);
    }

    /** Each of them is short enough for a tree, and all together are not. */
    @Test
    void makesNoTreeOfManyPartsThatAreTogetherTooLong() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 35; i++) {
            text.append("\"m").append(i).append("\":[").append("[],".repeat(300_000)).append("[]],");
        }
        JsonBytes document = of(text.append("\"last\":1}").toString());
        assertThatThrownBy(() -> document.treeWithout(Set.of("last"))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("parts of 31500140 bytes");
        assertThat(document.members().get("m0").tree()).hasSize(300_001);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] bytes = Json.bytes("{\"a\":\"" + "é".repeat(9_000) + "\"}");
        JsonBytes.of(bytes.clone());
        bytes[10_000] = (byte) 0xff;
        assertThatThrownBy(() -> JsonBytes.of(bytes)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonBytes.of(new byte[] {'"', (byte) 0xc3}))
            .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"b\":1,\"a\":2}", "{ \"a\":1}", "{\"a\":1.0}", "{\"a\":-0}", "{\"a\":1e3}",
        "{\"a\":\"\\u0041\"}", "{\"a\":\"\\u001F\"}", "{\"a\":\"\\/\"}", "{\"a\":[1,{\"d\":0,\"c\":0}]}", "{\"a\":1}\n",
        "{\"a\":12345678901234567890}", "{\"\":1,\"\":2}", "{\"a\":0,\"\":1}"})
    void knowsWhatIsNotCanonical(String text) {
        assertThatThrownBy(() -> of(text).requireCanonical()).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 300)
    void knowsEveryCanonicalForm(@ForAll("documents") ObjectNode document) {
        byte[] canonical = Json.canonical(document);
        assertThat(JsonBytes.of(canonical).requireCanonical().bytes()).isEqualTo(canonical);
        assertThat(JsonBytes.of(canonical).treeWithout(Set.of())).isEqualTo(Json.parse(canonical));
    }

    @Provide
    Arbitrary<ObjectNode> documents() {
        Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(8)
            .filter(text -> text.codePoints().noneMatch(point -> point >= 0xd800 && point < 0xe000));
        Arbitrary<Long> whole = Arbitraries.longs().between(-(1L << 53) + 1, (1L << 53) - 1);
        Arbitrary<Double> fractions = Arbitraries.doubles().between(-1e30, 1e30).filter(number ->
            number != Math.rint(number) || Math.abs(number) >= 1e21);
        return texts.set().ofMaxSize(5).flatMap(names -> texts.list().ofSize(5).flatMap(values ->
            whole.list().ofSize(5).flatMap(numbers -> fractions.list().ofSize(5).map(doubles -> {
                ObjectNode document = Json.object();
                int i = 0;
                for (String name : names) {
                    document.putObject(name).put("t", values.get(i)).put("n", numbers.get(i)).put("d", doubles.get(i))
                        .putNull("z").putArray("l").add(true).addObject().put(name, i);
                    i++;
                }
                return document;
            }))));
    }

    private static JsonBytes of(String text) {
        return JsonBytes.of(Json.bytes(text));
    }

    private static String text(JsonBytes part) {
        return Json.text(part.bytes());
    }
}
