package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader agree, but for what a schema cannot say. */
class CharterSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Samples.resource("charter.schema.json"), InputFormat.JSON);

    @Test
    void takesReadyChartersAndOneWithEveryField() {
        for (String yaml : List.of(Samples.resource("charters/climate-hub.yaml"),
            Samples.resource("charters/minimal.yaml"), Samples.everything())) {
            assertThat(SCHEMA.validate(Charter.fromYaml(yaml).json(), InputFormat.JSON)).isEmpty();
        }
    }

    /** Each field of a charter in turn, in place of it each of some values, or nothing; or one field more. */
    @Test
    void agreesWithTheReaderOnEveryFieldSpoilt() throws JsonProcessingException {
        List<String> disagreements = new ArrayList<>();
        int taken = 0;
        int refused = 0;
        for (String json : corpus()) {
            boolean schema = SCHEMA.validate(json, InputFormat.JSON, context -> context.executionConfig(config ->
                config.formatAssertionsEnabled(true))).isEmpty();
            boolean reader = accepts(json);
            taken += reader ? 1 : 0;
            refused += reader ? 0 : 1;
            if (schema != reader) {
                disagreements.add("schema " + schema + ", reader " + reader + ": " + json);
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(taken).isGreaterThan(50);
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void schemaTakesWhatOnlyTheReaderCanRefuse() throws JsonProcessingException {
        List<Consumer<ObjectNode>> spoilt = List.of(
            charter -> charter.put("until", "2020-01-01"),
            charter -> ((ObjectNode) charter.get("budget")).put("perRequest", 2_000_000),
            charter -> ((ArrayNode) charter.get("clauses")).add(charter.get("clauses").get(0).deepCopy()));
        for (Consumer<ObjectNode> spoil : spoilt) {
            ObjectNode charter = minimal();
            spoil.accept(charter);
            assertThat(SCHEMA.validate(charter.toString(), InputFormat.JSON)).isEmpty();
            assertThat(accepts(charter.toString())).isFalse();
        }
    }

    private static List<String> corpus() throws JsonProcessingException {
        List<JsonNode> values = new ArrayList<>();
        for (String value : List.of("null", "true", "0", "1", "-1", "1.5", "60000", "9007199254740991",
            "9007199254740992", "\"\"", "\" \"", "\"a\"", "\"A\"", "\"C02\"", "\"été\"", "\"2026-06-01\"",
            "\"2026-02-30\"", "\"2026-6-1\"", "\"epci\"", "\"enforced\"", "\"attested\"", "\"not-enforceable\"", "[]",
            "[1]", "[\"purpose\"]", "[\"purpose\",\"purpose\"]", "[\"Purpose\"]", "{}", "{\"fr\":\"a\",\"en\":\"b\"}",
            "{\"a\":{\"fr\":\"a\",\"en\":\"b\"}}", "{\"A\":{\"fr\":\"a\",\"en\":\"b\"}}", "[{}]",
            "365", "101", "[\"FR\"]", "[\"a\",\"b\"]", "[\"a.b_É\"]", "\"none\"", "{\"cents\":1}",
            "{\"a\":{\"quorum\":1,\"majority\":100}}", "{\"roles\":[\"a\"]}", "\"sha-256:" + "0".repeat(64) + "\"",
            "\"" + "a".repeat(63) + "\"", "\"" + "a".repeat(64) + "\"", "\"" + "a".repeat(201) + "\"",
            "\"" + "a".repeat(4001) + "\"")) {
            values.add(JSON.readTree(value));
        }
        List<String> corpus = new ArrayList<>();
        for (String pointer : List.of("", "/title", "/purposes", "/purposes/public-statistics", "/budget",
            "/clauses/0", "/clauses/0/title", "/clauses/0/text", "/requesters", "/promises", "/promises/fee",
            "/approvals/0", "/approvals/0/colleges", "/approvals/0/colleges/public")) {
            List<String> names = new ArrayList<>(List.of("more"));
            ((ObjectNode) whole().at(pointer)).fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                ObjectNode without = whole();
                ((ObjectNode) without.at(pointer)).remove(name);
                corpus.add(without.toString());
                for (JsonNode value : values) {
                    ObjectNode with = whole();
                    ((ObjectNode) with.at(pointer)).set(name, value);
                    corpus.add(with.toString());
                }
            }
        }
        return corpus;
    }

    /** As the reader judges it where the layout of the text is no matter. */
    private static boolean accepts(String json) {
        Problems problems = new Problems();
        try {
            CharterReader.read(Document.json(json, problems), problems);
            return true;
        } catch (InvalidDocument refused) {
            return false;
        }
    }

    private static ObjectNode whole() throws JsonProcessingException {
        ObjectNode whole = minimal();
        ObjectNode more = (ObjectNode) JSON.readTree(Charter.fromYaml(Samples.everything()).json());
        more.fieldNames().forEachRemaining(name -> {
            if (!whole.has(name) && !name.equals("exceptionalNeed")) {
                whole.set(name, more.get(name));
            }
        });
        ((ObjectNode) whole.get("budget")).put("perProject", 5);
        return whole;
    }

    private static ObjectNode minimal() throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(Charter.fromYaml(Samples.resource("charters/minimal.yaml")
            .replace("perRequest: 50000", "perRequest: 1")).json());
    }
}
