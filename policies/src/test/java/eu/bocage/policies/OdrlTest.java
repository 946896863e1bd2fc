package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One policy has one text, and every spelling of it reads as the same policy; everything else is refused. */
class OdrlTest {

    private static final Policy EVERYTHING = Samples.broad();

    @Test
    void writesOneTextForOnePolicy() {
        String text = Odrl.write(EVERYTHING);
        assertThat(Odrl.write(Samples.broad())).isEqualTo(text);
        assertThat(Document.canonical(Document.json(Odrl.write(Samples.policy()), new Problems())))
            .isEqualTo(Odrl.write(Samples.policy()));
        assertThat(text).startsWith("{\"@context\":{\"bocage\":\"urn:bocage:odrl:1#\",\"odrl\":"
            + "\"http://www.w3.org/ns/odrl/2/\"},\"@type\":\"odrl:Set\",\"odrl:obligation\":[")
            .contains("{\"odrl:leftOperand\":{\"@id\":\"bocage:charter\"},\"odrl:operator\":{\"@id\":\"odrl:eq\"},"
                + "\"odrl:rightOperand\":\"" + Charter.fromYaml(Samples.everything()).hash() + "\"}",
                "\"odrl:xone\":{\"@list\":[", "\"odrl:duty\":[{\"odrl:action\":{\"@id\":\"bocage:promise\"}",
                "\"odrl:profile\":{\"@id\":\"urn:bocage:odrl:1\"}");
    }

    @Test
    void readsItsOwnTextBack() {
        for (Policy policy : List.of(EVERYTHING, Samples.policy())) {
            assertThat(Odrl.read(Odrl.write(policy))).isEqualTo(policy);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void readsOtherSpellingsAsTheSamePolicy(long seed) {
        String other = new Respelling(new Random(seed)).of(Odrl.write(EVERYTHING));
        assertThat(Odrl.read(other)).as(other).isEqualTo(EVERYTHING);
    }

    @Test
    void writesNothingThatIsNotUnderstood() {
        assertThatThrownBy(() -> Odrl.write(Policy.unreadable("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Odrl.write(new Policy(List.of(), List.of(), List.of())))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("exactly one permission");
    }

    /** Each a change of a good text, with the place that the refusal names. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"odrl\":\"http://www.w3.org/ns/odrl/2/\" | \"odrl\":\"http://example.org/\" | @context.odrl",
        "\"odrl\":\"http://www.w3.org/ns/odrl/2/\" | \"x\":\"http://www.w3.org/ns/odrl/2/\" | odrl:permission",
        "\"odrl\":\"http://www.w3.org/ns/odrl/2/\" | \"odrl\":{\"@id\":\"http://www.w3.org/ns/odrl/2/\"} "
            + "| @context.odrl",
        "\"odrl\":\"http | \"odrl:eq\":\"urn:bocage:odrl:1#\",\"odrl\":\"http | @context.odrl:eq",
        "\"odrl\":\"http | \"@base\":\"urn:bocage:odrl:1#\",\"odrl\":\"http | @context.@base",
        "\"odrl\":\"http | \"@version\":1.0,\"odrl\":\"http | @context.@version",
        "\"odrl\":\"http | \"@vocab\":\"http://example.org/\",\"odrl\":\"http | @context.@vocab",
        "odrl:Set | odrl:Ticket | @type",
        "odrl:Set | Set | @type",
        "{\"@id\":\"urn:bocage:odrl:1\"} | {\"@id\":\"urn:bocage:odrl:2\"} | odrl:profile",
        "odrl:profile | odrl:inheritFrom | odrl:inheritFrom",
        "odrl:profile | odrl:conflict | odrl:conflict",
        "odrl:permission | odrl:permit | odrl:permit",
        "odrl:permission | @graph | @graph",
        "odrl:permission\":[ | odrl:target\":{\"@id\":\"a\",\"odrl:refinement\":[]},\"odrl:permission\":[ "
            + "| odrl:target",
        "odrl:permission\":[ | odrl:target\":{\"odrl:source\":\"a\"},\"odrl:permission\":[ | odrl:target",
        "odrl:permission\":[ | odrl:permission\":null,\"http://www.w3.org/ns/odrl/2/permission\":[ "
            + "| http://www.w3.org/ns/odrl/2/permission",
        "odrl:permission\":[ | odrl:permission\":[null, | odrl:permission[0]",
        "odrl:permission\":[ | odrl:permission\":[[], | odrl:permission[0]",
        "{\"@id\":\"odrl:use\"} | {\"@id\":\"odrl:use\",\"odrl:refinement\":[]} | odrl:permission[0].odrl:action",
        "{\"@id\":\"odrl:use\"} | [\"odrl:use\",\"odrl:play\"] | odrl:permission[0].odrl:action",
        "{\"@id\":\"odrl:use\"} | 5 | odrl:permission[0].odrl:action",
        "{\"@id\":\"odrl:use\"} | \"@id\" | odrl:permission[0].odrl:action",
        "{\"@id\":\"odrl:use\"} | \"use\" | odrl:permission[0].odrl:action",
        "\"odrl:action\":{\"@id\":\"odrl:use\"}, | `` | odrl:permission[0].action",
        "{\"odrl:action\":{\"@id\":\"odrl:use\"} | {\"@context\":{},\"odrl:action\":\"odrl:use\" "
            + "| odrl:permission[0].@context",
        "{\"odrl:action\":{\"@id\":\"odrl:use\"} | {\"odrl:remedy\":[],\"odrl:action\":\"odrl:use\" "
            + "| odrl:permission[0].odrl:remedy",
        "{\"odrl:action\":{\"@id\":\"odrl:use\"} | {\"@type\":\"odrl:Prohibition\",\"odrl:action\":\"odrl:use\" "
            + "| odrl:permission[0].@type",
        "{\"@id\":\"odrl:gteq\"} | {\"@id\":\"odrl:atLeast\"} | odrl:permission[0].odrl:constraint[0].odrl:operator",
        "{\"@id\":\"odrl:gteq\"} | {\"@id\":\"gteq\"} | odrl:permission[0].odrl:constraint[0].odrl:operator",
        "{\"@id\":\"odrl:gteq\"} | {\"@id\":\"bocage:gteq\"} | odrl:permission[0].odrl:constraint[0].odrl:operator",
        "\"odrl:rightOperand\":\"10\" | \"odrl:rightOperand\":10.0 "
            + "| odrl:permission[0].odrl:constraint[0].odrl:rightOperand",
        "\"odrl:rightOperand\":\"10\" | \"odrl:rightOperand\":[] "
            + "| odrl:permission[0].odrl:constraint[0].rightOperand",
        "\"odrl:rightOperand\":\"10\" | \"odrl:rightOperandReference\":\"10\" "
            + "| odrl:permission[0].odrl:constraint[0].odrl:rightOperandReference",
        "\"odrl:rightOperand\":\"10\" | \"odrl:rightOperand\":{\"@id\":\"10\"} "
            + "| odrl:permission[0].odrl:constraint[0].odrl:rightOperand.@value",
        "\"odrl:rightOperand\":\"10\" | \"odrl:rightOperand\":{\"@id\":\"10\",\"@value\":\"10\"} "
            + "| odrl:permission[0].odrl:constraint[0].odrl:rightOperand",
        "\"odrl:rightOperand\":\"10\" | \"odrl:rightOperand\":{\"@language\":\"fr\",\"@value\":\"10\"} "
            + "| odrl:permission[0].odrl:constraint[0].odrl:rightOperand.@language",
        "\"odrl:rightOperand\":\"10\" | \"odrl:rightOperand\":{\"@type\":\"xsd:integer\",\"@value\":\"10\"} "
            + "| odrl:permission[0].odrl:constraint[0].odrl:rightOperand.@type",
        "\"odrl:rightOperand\":\"10\" | \"odrl:rightOperand\":{\"@type\":\"http://www.w3.org/2001/XMLSchema#date\","
            + "\"@value\":\"10\"} | odrl:permission[0].odrl:constraint[0].odrl:rightOperand.@type",
        "\"odrl:rightOperand\":\"10\" | \"odrl:rightOperand\":\"10\",\"odrl:unit\":{\"@id\":\"bocage:day\"} "
            + "| odrl:permission[0].odrl:constraint[0].odrl:unit",
        "\"odrl:rightOperand\":\"10\" | \"odrl:rightOperand\":\"10\",\"odrl:dataType\":{\"@id\":\"xsd:integer\"} "
            + "| odrl:permission[0].odrl:constraint[0].odrl:dataType",
        "\"odrl:rightOperand\":\"10\" | \"odrl:rightOperand\":\"10\",\"odrl:or\":[] "
            + "| odrl:permission[0].odrl:constraint[0]",
        "\"odrl:rightOperand\":\"10\" | \"odrl:rightOperand\":\"ten\" | minimumGroup",
        "bocage:minimumGroup | bocage:colour | urn:bocage:odrl:1#colour",
        "bocage:minimumGroup | odrl:count | http://www.w3.org/ns/odrl/2/count"})
    void refusesWhatIsUnknownWithItsPlace(String good, String bad, String place) {
        Policy simple = Samples.with(Samples.policy(), all -> {
            all.removeIf(one -> one.term().equals(Term.MINIMUM_GROUP.iri()));
            return all;
        });
        // this condition comes first, so that its place is known
        String text = Odrl.write(Samples.policy());
        String first = "{\"odrl:leftOperand\":{\"@id\":\"bocage:minimumGroup\"},"
            + "\"odrl:operator\":{\"@id\":\"odrl:gteq\"},\"odrl:rightOperand\":\"10\"},";
        text = text.replace("\"odrl:constraint\":[", "\"odrl:constraint\":[" + first)
            .replace(first.replace("\"10\"},", "\"12\"},"), "");
        assertThat(Odrl.read(text).permissions().getFirst().constraints())
            .containsAll(simple.permissions().getFirst().constraints());
        assertThat(text).contains(good);
        String other = text.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
        assertThatThrownBy(() -> Odrl.read(other)).isInstanceOfSatisfying(InvalidDocument.class, refused ->
            assertThat(refused.problems()).anySatisfy(problem -> {
                assertThat(problem.path()).isEqualTo(place);
                assertThat(problem.french()).isNotBlank().isNotEqualTo(problem.english());
            }));
    }

    @Test
    void takesTheUnitThatATermHas() {
        String text = Odrl.write(Samples.policy());
        String unit = text.replace("\"odrl:rightOperand\":\"50000\"",
            "\"odrl:rightOperand\":{\"@type\":\"http://www.w3.org/2001/XMLSchema#integer\",\"@value\":50000},"
                + "\"odrl:unit\":\"bocage:microRho\"");
        assertThat(unit).isNotEqualTo(text);
        assertThat(Odrl.read(unit)).isEqualTo(Samples.policy());
        String bare = text.replace("\"odrl:rightOperand\":\"heat-atlas\"",
            "\"odrl:rightOperand\":\"heat-atlas\",\"odrl:unit\":\"bocage:microRho\"");
        assertThatThrownBy(() -> Odrl.read(bare)).isInstanceOf(InvalidDocument.class);
    }

    @Test
    void takesVersionVocabularyPartiesAndTheTimeOfAnAgreement() {
        String text = Odrl.write(Samples.policy());
        String bare = text.replace("odrl:", "").replace("\"odrl\":\"http", "\"@version\":1.1,\"@vocab\":\"http")
            .replace("\"@type\":\"Set\"", "\"@type\":\"Agreement\",\"assigner\":\"did:web:a\",\"assignee\":"
                + "[{\"@id\":\"did:web:b\"}],\"target\":\"d\",\"@id\":\"urn:uuid:1\","
                + "\"https://w3id.org/dspace/2025/1/timestamp\":{\"@value\":\"2026-01-01T00:00:00Z\"}")
            .replace("\"bocage\":\"urn:bocage:1#\"", "\"bocage\":\"urn:bocage:odrl:1#\"")
            .replace("{\"@id\":\"urn:bocage:1\"}", "{\"@id\":\"urn:bocage:odrl:1\"}");
        assertThat(bare).contains("\"@vocab\"", "\"permission\"");
        assertThat(Odrl.read(bare)).isEqualTo(Samples.policy());
        StringBuilder contexts = new StringBuilder("\"urn:bocage:odrl:1\"");
        for (int i = 1; i < 16; i++) {
            contexts.append(",\"urn:bocage:odrl:1\"");
        }
        String prefixes = text.substring(text.indexOf("{\"bocage\""), text.indexOf(",\"@type\""));
        assertThat(Odrl.read(text.replace(prefixes, "[" + contexts + "]"))).isEqualTo(Samples.policy());
        assertThatThrownBy(() -> Odrl.read(text.replace(prefixes, "[" + contexts + ",\"urn:bocage:odrl:1\"]")))
            .isInstanceOf(InvalidDocument.class).hasMessageContaining("more than 16 contexts");
    }

    @Test
    void purposeIsOursOnlyUnderOurContext() {
        String text = Odrl.write(Samples.policy()).replace("{\"@id\":\"bocage:purpose\"}", "\"purpose\"");
        String prefixes = text.substring(text.indexOf("{\"bocage\""), text.indexOf(",\"@type\""));
        String odrl = "\"http://www.w3.org/ns/odrl.jsonld\"";
        assertThat(Odrl.read(text.replace(prefixes, "[" + odrl + ",\"urn:bocage:odrl:1\"]")))
            .isEqualTo(Samples.policy());
        for (String context : List.of("[\"urn:bocage:odrl:1\"," + odrl + "]", "[" + odrl + "," + prefixes + "]",
            prefixes)) {
            assertThatThrownBy(() -> Odrl.read(text.replace(prefixes, context))).as(context)
                .isInstanceOf(InvalidDocument.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "1", "\"x\"", "[]", "[{},{}]", "{", "{}", "{\"@context\":\"urn:x\"}",
        "{\"@context\":null}", "{\"@context\":[[]]}", "{\"@context\":{\"\":\"urn:bocage:odrl:1#\"}}",
        "{\"a\":1,\"a\":2}", "{} {}", "[[{}]]", "{\"@context\":5}", "{\"@id\":5}", "{\"@type\":[\"a\",\"b\"]}"})
    void refusesEveryOtherDocument(String json) {
        assertThatThrownBy(() -> Odrl.read(json)).isInstanceOf(InvalidDocument.class);
    }
}
