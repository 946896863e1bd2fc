package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The published schemas and the readers agree where a schema can say it at all. */
class SchemaTest {

    private static final List<String> ODD = List.of("null", "1", "1.5", "-1", "\"\"", "\"x\"", "[]", "{}", "true",
        "[\"x\",\"x\"]", "{\"x\":1}", "2000000000000");

    @Test
    void questionSchemaTakesWhatTheReaderTakes() throws IOException {
        Schema schema = schema("question.schema.json");
        assertThat(schema.validate(Cards.QUESTION, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(Cards.question().json(), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(Cards.question(Cards.PLACES).json(), InputFormat.JSON)).isEmpty();
        assertNothingPassesTheReaderOnly(schema, Json.read(Cards.QUESTION), json -> taken(() -> Cards.question(json)));
    }

    @Test
    void questionSchemaTakesEveryFunction() throws IOException {
        Schema schema = schema("question.schema.json");
        assertThat(schema.validate(Cards.ALL, InputFormat.JSON)).isEmpty();
        Card counted = Card.fromYaml(Cards.ENERGY + "rowsPerUnit: 4\n");
        assertThat(schema.validate(Question.read(Cards.ALL, counted, 1).json(), InputFormat.JSON)).isEmpty();
        assertNothingPassesTheReaderOnly(schema, Json.read(Cards.ALL),
            json -> taken(() -> Question.read(json, counted, 1)));
    }

    @Test
    void questionSchemaTellsTheLimitsThatTheReaderHas() throws IOException {
        try (InputStream in = Card.class.getResourceAsStream("question.schema.json")) {
            String told = Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).get("properties")
                .get("groupBy").get("description").textValue();
            String values = String.format(Locale.ROOT, "%,d", Question.MAX_VALUES).replace(',', ' ');
            assertThat(told).contains("Cells × (figures + 1) at most " + values + ";")
                .contains("at most " + (Question.MAX_BYTES >> 20) + " MiB");
        }
    }

    @Test
    void cardSchemaTakesPrivateKeysAndDisclosure() throws IOException {
        Schema schema = schema("card.schema.json");
        Card card = Card.fromYaml(Cards.ENERGY.replace("values: [electricity, gas], perUnit: 1",
            "private: true, atMost: 5, perUnit: 1").replace("energy, zoning]", "zoning]")
            + "rowsPerUnit: 4\ndisclosure: {minimumGroup: 5, dominancePercent: 85}\nunitRows: 40\n"
            + "unitIntake: {tooMany: refuseRow}\n");
        assertThat(schema.validate(card.json(), InputFormat.JSON)).isEmpty();
        assertNothingPassesTheReaderOnly(schema, Json.read(card.json()), json -> taken(() -> Card.fromJson(json)));
        for (Disclosure.Preset preset : Disclosure.Preset.values()) {
            String named = Card.fromYaml(Cards.ENERGY + "disclosure: " + preset.text() + "\n").json();
            assertThat(schema.validate(named, InputFormat.JSON)).isEmpty();
        }
    }

    @Test
    void answerSchemaTakesEveryAnswer() throws IOException {
        Schema schema = schema("answer.schema.json");
        Card counted = Card.fromYaml(Cards.ENERGY + "rowsPerUnit: 4\n");
        Table table = Rows.table(Rows.of(300, 5).lines(), counted);
        for (String json : List.of(Cards.QUESTION, Cards.ALL, Cards.PLACES)) {
            for (Disclosure rules : List.of(Disclosure.NONE, new Disclosure(10, 85))) {
                String answer = Answer.to(Question.read(json, counted, 1), counted, table,
                    new DataVersion("0".repeat(32), "sha-256:0", "0"), rules, new byte[32]).json();
                assertThat(schema.validate(answer, InputFormat.JSON)).isEmpty();
                assertThat(Json.canonical(Json.read(answer))).isEqualTo(answer);
            }
        }
    }

    @Test
    void cardSchemaTakesWhatTheReaderTakes() throws IOException {
        Schema schema = schema("card.schema.json");
        assertThat(schema.validate(Cards.energy().json(), InputFormat.JSON)).isEmpty();
        assertNothingPassesTheReaderOnly(schema, Json.read(Cards.energy().json()),
            json -> taken(() -> Card.fromJson(json)));
    }

    /** Each field in turn left out, replaced by something odd, or joined by an unknown one. */
    private static void assertNothingPassesTheReaderOnly(Schema schema, ObjectNode good, Predicate<String> reader) {
        List<String> variants = new ArrayList<>();
        spoil(good, good, variants);
        assertThat(variants).hasSizeGreaterThan(100);
        int refused = 0;
        for (String variant : variants) {
            boolean fits = schema.validate(variant, InputFormat.JSON).isEmpty();
            boolean taken = reader.test(variant);
            refused += taken ? 0 : 1;
            assertThat(taken && !fits).as("taken by the reader only: " + variant).isFalse();
        }
        assertThat(refused).isGreaterThan(100);
    }

    private static void spoil(ObjectNode root, ObjectNode at, List<String> variants) {
        List<String> names = new ArrayList<>();
        at.fieldNames().forEachRemaining(names::add);
        at.put("unknown", 1);
        variants.add(root.toString());
        at.remove("unknown");
        for (String name : names) {
            JsonNode kept = at.remove(name);
            variants.add(root.toString());
            for (String odd : ODD) {
                at.set(name, Json.read("{\"odd\":" + odd + "}").get("odd"));
                variants.add(root.toString());
            }
            at.set(name, kept);
            if (kept instanceof ObjectNode below) {
                spoil(root, below, variants);
            }
            if (kept instanceof ArrayNode list) {
                list.forEach(one -> {
                    if (one instanceof ObjectNode below) {
                        spoil(root, below, variants);
                    }
                });
            }
        }
    }

    private static boolean taken(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (InvalidInput e) {
            return false;
        }
    }

    private static Schema schema(String name) throws IOException {
        try (InputStream in = Card.class.getResourceAsStream(name)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }
}
