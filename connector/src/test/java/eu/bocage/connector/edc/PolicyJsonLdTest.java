package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.World;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Compiler;
import eu.bocage.policies.Connective;
import eu.bocage.policies.Constraint;
import eu.bocage.policies.DatasetTerms;
import eu.bocage.policies.Decider;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Expression;
import eu.bocage.policies.Facts;
import eu.bocage.policies.Operator;
import eu.bocage.policies.Policy;
import eu.bocage.policies.ProjectTerms;
import eu.bocage.policies.Rule;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Term;
import eu.bocage.policies.Zoning;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.protocol.dsp.spi.type.Dsp2025Constants;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.spi.types.TypeManager;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Policies by way of EDC's own JSON-LD, as a foreign connector may spell them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyJsonLdTest {

    private static final Facts NO_FACTS = new Facts(Instant.EPOCH, Set.of(), Optional.empty(), Optional.empty(),
        Optional.empty());
    private static final String ODRL = "http://www.w3.org/ns/odrl/2/";

    private final Services services = new Services();
    private TestTerritory territory;

    /** Hands out the runtime's services. */
    public static final class Services implements ServiceExtension {

        @Inject
        private TypeTransformerRegistry transformers;

        @Inject
        private JsonLd jsonLd;

        @Inject
        private TypeManager types;

        @Override
        public void initialize(ServiceExtensionContext context) {
            transformers = transformers.forContext(Dsp2025Constants.DSP_TRANSFORMER_CONTEXT_V_2025_1);
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        territory = new TestTerritory(folder);
        territory.stranger("supplier").start(services);
    }

    @AfterAll
    void stop() {
        territory.close();
    }

    @Test
    void readsTheSamePolicyInEverySpelling() {
        for (Policy policy : policies()) {
            JsonObject written = services.transformers.transform(PolicyWire.write(policy), JsonObject.class)
                .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()));
            JsonObject expanded = expand(written);
            assertThat(read(expanded)).isEqualTo(policy);
            assertThat(read((JsonObject) reordered(expanded))).isEqualTo(policy);
            JsonObject compacted = services.jsonLd.compact(expanded, Dsp2025Constants.DSP_SCOPE_V_2025_1)
                .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()));
            assertThat(compacted.toString()).isNotEqualTo(expanded.toString());
            assertThat(read(expand(compacted))).isEqualTo(policy);
            assertThat(read(expand((JsonObject) reordered(compacted)))).isEqualTo(policy);
        }
    }

    @Test
    void deniesWhatEdcDoesNotKnowOrWouldLeaveOut() {
        String good = "{\"@type\": \"" + ODRL + "Set\", \"" + ODRL + "permission\": [{\"" + ODRL
            + "action\": {\"@id\": \"" + ODRL + "use\"}, \"" + ODRL + "constraint\": ["
            + atomic("eq", "\"x\"") + "]}]}";
        assertThat(read(expand(json(good))).permissions()).hasSize(1);
        assertDenied(good.replace("\"" + ODRL + "constraint\": [", "\"" + ODRL + "constraint\": [{\"" + ODRL
            + "andSequence\": {\"@list\": [" + atomic("eq", "\"y\"") + "]}}, "));
        assertDenied(good.replace("\"" + ODRL + "eq\"", "\"" + ODRL + "almost\""));
        assertDenied(good.replace("\"@value\": \"x\"", "\"@value\": 5"));
        assertDenied(good.replace("{\"@id\": \"" + ODRL + "use\"}", "{\"@id\": \"" + ODRL + "sell\"}"));
        assertDenied(good.replace("\"" + ODRL + "permission\"", "\"" + ODRL + "obligation\""));
        assertDenied(good.replace("\"" + ODRL + "permission\"", "\"" + ODRL + "prohibition\""));
    }

    @Test
    void deniesWhatEdcWouldUnderstandAsSomethingElse() {
        Policy whole = Compiler.compile(Charter.fromYaml(World.CHARTER),
            new DatasetTerms("energy", Zoning.COMMUNE, Set.of("water"), 12, Set.of("kwh"), Set.of("zone")),
            new ProjectTerms("heat", "did:web:owner", Set.of("water"), LocalDate.of(2026, 1, 1),
                LocalDate.of(2027, 1, 1)));
        String good = expand(services.transformers.transform(PolicyWire.write(whole), JsonObject.class)
            .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()))).toString();
        String left = "\"" + ODRL + "leftOperand\":[{\"@id\":\"" + Term.BUDGET_PER_REQUEST.iri() + "\"}]";
        String open = good.substring(0, 1);
        assertThat(good).startsWith("{").contains(left, "\"" + ODRL + "permission\":[{");
        assertUnderstood(whole, good);
        assertUnderstood(whole, good.replace(left, field("unit", id(Term.BUDGET_PER_REQUEST.unit().iri())) + left));
        assertUnderstood(whole, open + field("profile", id(Term.PROFILE)) + good.substring(1));

        assertMarked(good.replace(left, field("unit", id("urn:other:unit")) + left));
        assertMarked(good.replace(left, "\"urn:other:field\":[{\"@value\":1}]," + left));
        assertMarked(good.replace("\"" + ODRL + "permission\":[{", "\"" + ODRL + "permission\":[{"
            + "\"urn:other:field\":[{\"@value\":1}],"));
        assertMarked(good.replace(left, field("refinement", atomic("eq", "\"y\"")) + left));
        String budget = good.substring(good.lastIndexOf('{', good.indexOf(left)), good.indexOf('}',
            good.indexOf("rightOperand", good.indexOf(left))) + 3);
        assertMarked(good.replace(budget, "{" + field("or", budget) + budget.substring(1)));
        assertDenied(open + field("profile", id("urn:other:profile")) + good.substring(1));
    }

    private static String field(String name, String value) {
        return "\"" + ODRL + name + "\":[" + value + "],";
    }

    private static String id(String iri) {
        return "{\"@id\":\"" + iri + "\"}";
    }

    private void assertUnderstood(Policy expected, String text) {
        assertThat(expected.faults()).isEmpty();
        assertThat(read(expand(json(text)))).as(text).isEqualTo(expected);
    }

    /** Denied by the mark that arrivals get, also once it was stored and written again. */
    private void assertMarked(String text) {
        org.eclipse.edc.policy.model.Policy arrived = services.transformers.transform(expand(json(text)),
                org.eclipse.edc.policy.model.Policy.class)
            .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()));
        assertThat(arrived.getExtensibleProperties()).as(text).containsKey(PolicyWire.UNREADABLE);
        assertThat(arrived.getPermissions()).hasSize(1);
        assertThat(PolicyWire.read(arrived).faults()).isNotEmpty();
        try {
            String stored = services.types.getMapper().writeValueAsString(arrived);
            assertThat(PolicyWire.read(services.types.getMapper().readValue(stored,
                org.eclipse.edc.policy.model.Policy.class)).faults()).isNotEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertDenied(text);
    }

    private void assertDenied(String text) {
        Optional<Policy> policy = services.transformers.transform(expand(json(text)),
            org.eclipse.edc.policy.model.Policy.class).asOptional().map(PolicyWire::read);
        for (Scope scope : Scope.values()) {
            policy.ifPresent(read -> assertThat(Decider.decide(read, scope, NO_FACTS)).as(text)
                .isInstanceOf(Decision.Denied.class));
        }
    }

    private static List<Policy> policies() {
        List<Policy> policies = new ArrayList<>();
        for (Operator operator : Operator.values()) {
            policies.add(new Policy(List.of(new Rule(Rule.USE, List.of(one("purpose", operator, "climate-plan")))),
                List.of(), List.of()));
            if (operator.takesSeveral()) {
                policies.add(new Policy(List.of(new Rule(Rule.USE, List.of(
                    new Constraint(Term.PURPOSE.iri(), operator, List.of("water", "climate-plan", "air"))))), List.of(),
                    List.of()));
            }
        }
        Expression either = Expression.of(Connective.OR, List.of(one("requesterRole", Operator.EQ, "hub"),
            Expression.of(Connective.AND, List.of(one("requesterCollege", Operator.EQ, "research"),
                one("requesterLabel", Operator.IS_ALL_OF, "trusted")))));
        Expression exactly = Expression.of(Connective.XONE, List.of(either,
            one("hostJurisdiction", Operator.IS_ANY_OF, "FR"), one("embargo", Operator.GTEQ, "2026-01-01")));
        Rule promise = new Rule(Rule.PROMISE, List.of(one("retention", Operator.LTEQ, "365"),
            one("attribution", Operator.EQ, "Source : Énergie de Loire, 2026")));
        policies.add(new Policy(
            List.of(new Rule(Rule.USE, List.of(exactly, one("purpose", Operator.EQ, "water")), List.of(promise))),
            List.of(new Rule(Rule.USE, List.of(either)), new Rule(Rule.USE, List.of())),
            List.of(promise)));
        return policies;
    }

    private static Constraint one(String key, Operator operator, String value) {
        return new Constraint(Term.PROFILE + "#" + key, operator, List.of(value));
    }

    private static String atomic(String operator, String value) {
        return "{\"" + ODRL + "leftOperand\": {\"@id\": \"" + Term.PURPOSE.iri() + "\"}, \"" + ODRL
            + "operator\": {\"@id\": \"" + ODRL + operator + "\"}, \"" + ODRL + "rightOperand\": {\"@value\": " + value
            + "}}";
    }

    private Policy read(JsonObject expanded) {
        return PolicyWire.read(services.transformers.transform(expanded, org.eclipse.edc.policy.model.Policy.class)
            .orElseThrow(failure -> new AssertionError(failure.getFailureDetail())));
    }

    private JsonObject expand(JsonObject object) {
        return services.jsonLd.expand(object).orElseThrow(failure -> new AssertionError(failure.getFailureDetail()));
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** Every object and every array the other way round. */
    private static JsonValue reordered(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                JsonObjectBuilder builder = Json.createObjectBuilder();
                List<String> names = new ArrayList<>(object.keySet());
                Collections.reverse(names);
                names.forEach(name -> builder.add(name, name.equals("@context") ? object.get(name)
                    : reordered(object.get(name))));
                yield builder.build();
            }
            case JsonArray array -> {
                JsonArrayBuilder builder = Json.createArrayBuilder();
                List<JsonValue> values = new ArrayList<>(array);
                Collections.reverse(values);
                values.forEach(each -> builder.add(reordered(each)));
                yield builder.build();
            }
            default -> value;
        };
    }
}
