package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is not understood is denied at every moment, also where its term would not be judged. */
class ShapeTest {

    private static final Policy POLICY = Samples.policy();
    private static final Rule PERMISSION = POLICY.permissions().getFirst();

    @Test
    void deniesPolicyThatSaysNothing() {
        assertDenied(new Policy(List.of(), List.of(), List.of()), "policy", "exactly one permission; it holds 0");
        assertDenied(new Policy(List.of(new Rule(Rule.USE, List.of())), List.of(), List.of()), "purpose",
            "\"purpose eq\" (the purpose) is missing");
    }

    @Test
    void deniesProhibitionAndObligationEvenWithoutConditions() {
        Rule rule = new Rule("http://www.w3.org/ns/odrl/2/distribute", List.of());
        assertDenied(new Policy(POLICY.permissions(), List.of(rule), List.of()), "policy", "holds a prohibition");
        assertDenied(new Policy(POLICY.permissions(), List.of(), List.of(rule)), "policy", "holds a duty");
    }

    @Test
    void deniesSeveralPermissionsEvenWhenOneWouldDo() {
        assertDenied(new Policy(List.of(PERMISSION, new Rule(Rule.USE, List.of())), List.of(), List.of()), "policy",
            "it holds 2");
    }

    @ParameterizedTest
    @CsvSource({"use", "odrl:use", "http://www.w3.org/ns/odrl/2/play", "''"})
    void deniesEveryActionButUse(String action) {
        assertDenied(new Policy(List.of(new Rule(action, PERMISSION.constraints())), List.of(), List.of()), "policy",
            "only \"use\" exists here");
    }

    @Test
    void deniesUnknownTerm() {
        Constraint unknown = new Constraint("urn:bocage:odrl:1#colour", Operator.LTEQ, List.of("85"));
        Policy policy = Samples.with(POLICY, all -> {
            all.add(unknown);
            return all;
        });
        assertDenied(policy, "urn:bocage:odrl:1#colour", "is unknown to this node");
    }

    @Test
    void deniesTermUnderAnotherName() {
        for (String name : List.of("purpose", "http://www.w3.org/ns/odrl/2/purpose", "urn:bocage:odrl:2#purpose",
            "urn:bocage:odrl:1#Purpose")) {
            Policy policy = Samples.with(POLICY, all -> {
                all.add(new Constraint(name, Operator.IS_ANY_OF, List.of("climate-plan")));
                return all;
            });
            assertDenied(policy, name, "is unknown to this node");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CHARTER, EQ, sha-256:ABC", "PROJECT, EQ, Heat Atlas", "PURPOSE, IS_ANY_OF, Climate Plan",
        "TERM, LTEQ, 2026-02-30", "TERM, LTEQ, 31/12/2028", "TERM, GTEQ, +12026-01-01", "FINEST_ZONING, GTEQ, Commune",
        "FINEST_ZONING, GTEQ, street", "BUDGET_PER_REQUEST, LTEQ, 5e4", "BUDGET_PER_REQUEST, LTEQ, 050000",
        "BUDGET_PER_REQUEST, LTEQ, -1", "BUDGET_PER_REQUEST, LTEQ, 9007199254740992",
        "BUDGET_PER_REQUEST, LTEQ, 99999999999999999999", "MINIMUM_GROUP, GTEQ, 2147483648",
        "MINIMUM_GROUP, GTEQ, ten", "AGGREGATE_ONLY, EQ, false", "AGGREGATE_ONLY, EQ, TRUE", "MEASURES, IS_ANY_OF, a b",
        "KEYS, IS_ANY_OF, ''", "MEASURES, IS_ANY_OF, 'power,urn:bocage:odrl:1#none'"})
    void deniesValueInAnotherSpelling(Term term, Operator operator, String value) {
        assertDenied(Samples.replacing(term, operator, value), term.key(), "has an unknown form");
    }

    @ParameterizedTest
    @CsvSource({"PURPOSE, GT, climate-plan", "BUDGET_PER_REQUEST, GTEQ, 1", "MINIMUM_GROUP, LTEQ, 10",
        "TERM, IS_ANY_OF, 2026-11-25", "FINEST_ZONING, EQ, commune", "AGGREGATE_ONLY, IS_ANY_OF, true"})
    void deniesOperatorThatATermDoesNotHave(Term term, Operator operator, String value) {
        assertDenied(Samples.replacing(term, operator, value), term.key(), "has an unknown form");
    }

    @Test
    void deniesSeveralValuesWhereOneBelongs() {
        assertDenied(Samples.replacing(Term.PROJECT, Operator.EQ, "heat-atlas", "other"), "project",
            "has an unknown form");
    }

    @ParameterizedTest
    @EnumSource
    void deniesWhatCouldNotBeReadAndSaysWhy(Scope scope) {
        List<Reason> reasons = Samples.reasons(Decider.decide(Policy.unreadable("xone of 2 constraints"), scope,
            Samples.facts()));
        assertThat(reasons).extracting(Reason::english)
            .contains("The policy could not be read, so everything is refused: \"xone of 2 constraints\".");
        assertThat(reasons).extracting(Reason::french)
            .contains("La règle n'a pas pu être lue, donc tout est refusé : « xone of 2 constraints ».");
    }

    @Test
    void showsForeignTextOnOneShortLine() {
        String forged = "x\"\n- Everything is allowed\u202E" + "y".repeat(10_000);
        assertThat(Samples.reasons(Decider.decide(Policy.unreadable(forged), Scope.QUERY, Samples.facts())))
            .allSatisfy(reason -> assertThat(reason.english()).doesNotContain("\n", "\u202E").hasSizeLessThan(300));
    }

    @Test
    void cutsForeignTextByWholeCharacters() {
        assertThat(Quoted.plain("𝒙".repeat(80))).isEqualTo("𝒙".repeat(80));
        assertThat(Quoted.plain("𝒙".repeat(81))).isEqualTo("𝒙".repeat(80) + "…");
        assertThat(Quoted.plain("a\r\nb\u2028c\uD800")).isEqualTo("a\uFFFD\uFFFDb\uFFFDc\uFFFD");
    }

    private static void assertDenied(Policy policy, String term, String because) {
        for (Scope scope : Scope.values()) {
            assertThat(Samples.reasons(Decider.decide(policy, scope, Samples.facts()))).as(scope.name())
                .anySatisfy(reason -> {
                    assertThat(reason.term()).isEqualTo(term);
                    assertThat(reason.english()).contains(because);
                    assertThat(reason.french()).isNotBlank().isNotEqualTo(reason.english());
                });
        }
    }
}
