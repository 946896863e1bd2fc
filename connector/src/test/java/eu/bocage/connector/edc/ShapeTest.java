package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.World;
import eu.bocage.connector.agreement.Offer;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Compiler;
import eu.bocage.policies.Constraint;
import eu.bocage.policies.DatasetTerms;
import eu.bocage.policies.Expression;
import eu.bocage.policies.Operator;
import eu.bocage.policies.Policy;
import eu.bocage.policies.ProjectTerms;
import eu.bocage.policies.Rule;
import eu.bocage.policies.Zoning;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

    private static final Set<String> KNOWN = Set.of("urn:known");
    private static final Set<String> CLASSES = Set.of("Dataset");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "'@context':'urn:other' | @context: only",
        "'@context':['urn:known',['urn:known']] | list",
        "'@context':{'@import':'urn:other'} | @context: only",
        "'@import':'urn:known' | @import",
        "'a':[{'@context':'urn:other'}] | @context: only",
        "'@context':{'p':{'@id':'urn:p','@context':'urn:known'}} | context of its own",
        "'@context':{'p':{'@id':'urn:p','@context':{}}} | context of its own",
        "'@context':{'p':{'@id':'urn:p','@context':null}} | context of its own",
        "'@context':{'p':{'@id':'urn:p','@other':{'@context':'urn:known'}}} | context of its own",
        "'a':[{'@context':{'T':{'@id':'urn:t','@context':['urn:known']}}}] | context of its own",
        "'@context':{'@context':{}} | @context",
        "'@context':{'@context':'urn:known'} | @context",
        "'@context':{'@base':'urn:known'} | @base",
        "'Dataset':{} | @type: a class stands",
        "'a':[[{'Dataset':[{},{}]}]] | @type: a class stands"})
    void refusesContextsThatWouldBeAppliedAgainAtEachUse(String members, String fault) {
        assertThat(fault("{" + members + "}").orElseThrow()).contains(fault);
    }

    @Test
    void takesWhatLiesOnABoundAndNothingBeyond() {
        assertBound(Shape.CONTEXTS, "@context: more than 16", n -> "{'@context':[" + several(n, "'urn:known'") + "]}");
        assertBound(Shape.CONTEXTS, "@context: more than 16", n -> "{'a':[" + several(n, "{'@context':null}") + "]}");
        assertBound(Shape.CONTEXTS / 2, "more than 16 contexts", n -> "{'a':["
            + several(n, "{'@context':{'@import':'urn:known'}}") + "]}");
        assertBound(Shape.DEFINITIONS, "more than 256 terms", n -> "{'@context':{" + IntStream.range(0, n)
            .mapToObj(i -> "'t" + i + "':'urn:t'").collect(Collectors.joining(",")) + "}}");
        assertBound(Shape.MESSAGE.classes(), "@type: the document names classes more than 64 times",
            n -> "{'any':[" + several(n, "'Dataset'") + "]}");
        assertBound(Shape.MESSAGE.classes(), "@type: the document names classes more than 64 times",
            n -> "{'any':[" + several(n, "{'@type':'Dataset'}") + "]}");
        assertBound(Shape.MESSAGE.parts() - 2, "more than 5000 values", n -> "{'a':[" + several(n, "{}") + "]}");
        assertBound(Shape.MESSAGE.parts() - 1, "more than 5000 values", n -> "{" + IntStream.range(0, n)
            .mapToObj(i -> "'k" + i + "':1").collect(Collectors.joining(",")) + "}");
        assertBound(Shape.DEPTH, "more than 64 deep", n -> "{'a':" + "[".repeat(n) + "]".repeat(n) + "}");
    }

    /** The catalogue has the longest offers of sixty members in it; each offer is what a message carries. */
    @Test
    void leavesAmpleRoomForWhatNodesSay(@TempDir Path folder) throws Exception {
        try (TestTerritory territory = new TestTerritory(folder)) {
            TestNode provider = territory.node("supplier");
            TestNode consumer = territory.node("university");
            Policy longest = longest(consumer);
            List<Offer> offers = IntStream.range(0, 60).mapToObj(i -> new Offer("offer" + i, "dataset" + i, "Titre",
                "{\"id\":\"dataset" + i + "\"}", longest)).toList();
            provider.connector().replaceAll(offers);
            assertThat(consumer.connector().catalogue(consumer.member(provider))).hasSize(60)
                .allSatisfy(entry -> assertThat(entry.policy()).isEqualTo(longest));
            JsonObject catalogue = catalogue(provider, consumer);
            Set<String> classes = ((KnownContexts) provider.connector().service(JsonLd.class)).classes();
            assertFarBelow(Shape.CATALOGUE, catalogue, classes);
            assertFarBelow(Shape.MESSAGE, catalogue.getJsonArray("dataset").getJsonObject(0), classes);
            assertThat(consumer.connector().negotiate(consumer.member(provider),
                consumer.connector().catalogue(consumer.member(provider)).getFirst()).policy()).isEqualTo(longest);
        }
    }

    private static void assertFarBelow(Shape shape, JsonObject document, Set<String> classes) {
        assertThat(values(document)).isGreaterThan(100).isLessThan(shape.parts() / 4);
        assertThat(uses(document, classes)).isPositive().isLessThan(shape.classes() / 4);
    }

    private JsonObject catalogue(TestNode provider, TestNode consumer) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = http.send(HttpRequest.newBuilder(
                    URI.create(provider.profile().publicUrl() + "/dsp/2025-1/catalog/request"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + consumer.tokenFor(provider))
                .POST(HttpRequest.BodyPublishers.ofString("{\"@context\":[\"https://w3id.org/dspace/2025/1/"
                    + "context.jsonld\"],\"@type\":\"CatalogRequestMessage\",\"querySpec\":{\"@type\":\"QuerySpec\","
                    + "\"limit\":1000}}"))
                .build(), HttpResponse.BodyHandlers.ofString()).body();
            return json(body);
        }
    }

    /** Every field of a charter, and every list as long as it may be. */
    private static Policy longest(TestNode reader) {
        Set<String> purposes = names("purpose");
        String charter = World.CHARTER.replaceFirst("(?s)purposes:.*finestZoning", "purposes:\n" + purposes.stream()
                .map(name -> "  " + name + ": {fr: But, en: Purpose}\n").collect(Collectors.joining()) + "finestZoning")
            .replace("clauses:\n", """
                requesters:
                  roles: [researcher, authority]
                  labels: [trusted]
                  colleges: [research, public]
                  jurisdictions: [FR, BE]
                  hostJurisdictions: [FR]
                reciprocity: true
                revocable: true
                embargo: 2026-04-01
                requestsPerDay: 20
                functions: [%s]
                noJoinWith: [%s]
                exceptionalNeed: {purposes: [%s]}
                approvals:
                  - days: 14
                    colleges:
                      public: {quorum: 2, majority: 51}
                      citizens: {quorum: 3, majority: 60}
                    measures: [%s]
                promises:
                  noReidentification: true
                  noCommercialUse: true
                  retentionDays: 365
                  publicationDays: 90
                  attribution: Pôle climat
                  onwardSharing: none
                  fee: {cents: 5000, exempt: [authority]}
                clauses:
                """.formatted(listed("function"), listed("other"), purposes.iterator().next(), listed("measure")));
        Policy compiled = Compiler.compile(Charter.fromYaml(charter), new DatasetTerms("energy", Zoning.COMMUNE,
            Set.of(), 12, names("measure"), names("key"), new DatasetTerms.More(80, Optional.of(names("column")),
            Optional.of(LocalDate.of(2026, 5, 1)), names("apart"), Optional.of(7_000L))),
            new ProjectTerms("heat", reader.did().text(), purposes, LocalDate.of(2026, 1, 1),
                LocalDate.of(2027, 1, 1)));
        Rule use = compiled.permissions().getFirst();
        List<Expression> conditions = new ArrayList<>(use.constraints());
        conditions.add(new Constraint(TestNode.MEMBER, Operator.IS_ANY_OF, List.of(reader.did().text())));
        return new Policy(List.of(new Rule(Rule.USE, conditions, use.duties())), compiled.prohibitions(),
            compiled.obligations());
    }

    private static Set<String> names(String stem) {
        return IntStream.range(0, 64).mapToObj(i -> stem + "-" + i).collect(Collectors.toSet());
    }

    private static String listed(String stem) {
        return names(stem).stream().sorted().collect(Collectors.joining(", "));
    }

    private static int values(JsonValue value) {
        return 1 + switch (value) {
            case JsonObject object -> object.values().stream().mapToInt(ShapeTest::values).sum();
            case JsonArray array -> array.stream().mapToInt(ShapeTest::values).sum();
            default -> 0;
        };
    }

    private static int uses(JsonValue value, Set<String> classes) {
        return switch (value) {
            case JsonObject object -> object.values().stream().mapToInt(each -> uses(each, classes)).sum();
            case JsonArray array -> array.stream().mapToInt(each -> uses(each, classes)).sum();
            case JsonString text -> classes.contains(text.getString()) ? 1 : 0;
            default -> 0;
        };
    }

    private interface Form {
        String of(int n);
    }

    private static void assertBound(int most, String fault, Form form) {
        assertThat(fault(form.of(most))).isEmpty();
        assertThat(fault(form.of(most + 1)).orElseThrow()).contains(fault);
    }

    private static String several(int n, String each) {
        return String.join(",", Collections.nCopies(n, each));
    }

    private static Optional<String> fault(String text) {
        return Shape.MESSAGE.fault(json(text.replace('\'', '"')), KNOWN, CLASSES);
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
