package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompilerTest {

    private static final Charter CHARTER = Samples.charter();

    @Test
    void allowsWhatCharterCardAndProjectAllow() {
        assertThat(Samples.policy().prohibitions()).isEmpty();
        assertThat(Samples.policy().obligations()).isEmpty();
        Rule permission = Samples.policy().permissions().getFirst();
        assertThat(Samples.policy().permissions()).hasSize(1);
        assertThat(permission.action()).isEqualTo("http://www.w3.org/ns/odrl/2/use");
        assertThat(permission.constraints()).containsExactlyInAnyOrder(
            new Constraint("urn:bocage:odrl:1#charter", Operator.EQ, List.of(CHARTER.hash())),
            new Constraint("urn:bocage:odrl:1#project", Operator.EQ, List.of("heat-atlas")),
            new Constraint("urn:bocage:odrl:1#purpose", Operator.IS_ANY_OF,
                List.of("climate-plan", "water-management")),
            new Constraint("urn:bocage:odrl:1#term", Operator.GTEQ, List.of("2026-03-01")),
            new Constraint("urn:bocage:odrl:1#term", Operator.LTEQ, List.of("2028-12-31")),
            new Constraint("urn:bocage:odrl:1#finestZoning", Operator.GTEQ, List.of("commune")),
            new Constraint("urn:bocage:odrl:1#budgetPerRequest", Operator.LTEQ, List.of("50000")),
            new Constraint("urn:bocage:odrl:1#minimumGroup", Operator.GTEQ, List.of("12")),
            new Constraint("urn:bocage:odrl:1#measures", Operator.IS_ANY_OF, List.of("consumption", "power")),
            new Constraint("urn:bocage:odrl:1#keys", Operator.IS_ANY_OF, List.of("energy", "month")),
            new Constraint("urn:bocage:odrl:1#aggregateOnly", Operator.EQ, List.of("true")));
    }

    @Test
    void cardNarrowsAndNeverWidens() {
        Policy policy = Compiler.compile(CHARTER, new DatasetTerms("d", Zoning.ADDRESS,
            Set.of("climate-plan", "marketing"), 3, Set.of(), Set.of("énergie")), Samples.project());
        assertThat(values(policy, Term.FINEST_ZONING)).containsExactly("commune");
        assertThat(values(policy, Term.PURPOSE)).containsExactly("climate-plan");
        assertThat(values(policy, Term.MINIMUM_GROUP)).containsExactly("10");
        assertThat(values(policy, Term.MEASURES)).containsExactly(Term.NONE);
        assertThat(values(policy, Term.KEYS)).containsExactly("énergie");
    }

    @Test
    void refusesOffersUnderWhichNothingCouldBeAsked() {
        ProjectTerms project = Samples.project();
        assertThatThrownBy(() -> Compiler.compile(CHARTER, Samples.dataset(), new ProjectTerms("p", Samples.OWNER,
            Set.of("marketing"), LocalDate.of(2030, 1, 1), LocalDate.of(2031, 1, 1))))
            .isInstanceOfSatisfying(InvalidDocument.class, refused -> assertThat(refused.problems())
                .extracting(Problem::path).containsExactly("project.purposes", "project.until"));
        assertThatThrownBy(() -> Compiler.compile(CHARTER, new DatasetTerms("d", Zoning.COMMUNE,
            Set.of("public-statistics"), 0, Set.of(), Set.of()), project)).isInstanceOf(InvalidDocument.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "", " a", "a b", ",", Term.NONE, "a\n"})
    void refusesNamesThatWouldMeanSomethingElse(String name) {
        assertThatThrownBy(() -> Compiler.compile(CHARTER, new DatasetTerms("d", Zoning.COMMUNE, Set.of(), 0,
            Set.of("consumption", name), Set.of("energy")), Samples.project()))
            .isInstanceOfSatisfying(InvalidDocument.class, refused -> assertThat(refused.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("dataset.measures")));
        assertThatThrownBy(() -> Compiler.compile(CHARTER, new DatasetTerms("d", Zoning.COMMUNE, Set.of(), 0,
            Set.of(), Set.of(name)), Samples.project())).isInstanceOf(InvalidDocument.class);
    }

    @Test
    void refusesProjectThatCannotStandInAPolicy() {
        assertThatThrownBy(() -> Compiler.compile(CHARTER, Samples.dataset(), new ProjectTerms("Heat Atlas",
            Samples.OWNER, Set.of("climate-plan"), LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1))))
            .isInstanceOf(InvalidDocument.class).hasMessageContaining("project");
    }

    private static List<String> values(Policy policy, Term term) {
        return policy.permissions().getFirst().direct().stream().filter(one -> one.term().equals(term.iri()))
            .flatMap(one -> one.values().stream()).toList();
    }
}
