package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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

    @Test
    void writesEveryTermThatTheCharterSets() {
        Charter charter = Charter.fromYaml(Samples.everything());
        Policy policy = Compiler.compile(charter, new DatasetTerms("energy-consumption", Zoning.COMMUNE, Set.of(), 12,
            Set.of("consumption", "power"), Set.of("energy"), new DatasetTerms.More(80,
                Optional.of(Set.of("kwh", "month")), Optional.of(LocalDate.of(2026, 5, 1)), Set.of("tax"),
                Optional.of(7_000L))), Samples.project());
        assertThat(policy.faults()).isEmpty();
        Rule permission = policy.permissions().getFirst();
        assertThat(permission.constraints()).contains(
            of(Term.ROLE, Operator.IS_ANY_OF, "authority", "researcher"), of(Term.LABEL, Operator.IS_ALL_OF, "trusted"),
            of(Term.COLLEGE, Operator.IS_ANY_OF, "public", "research"),
            of(Term.JURISDICTION, Operator.IS_ANY_OF, "BE", "FR"),
            of(Term.HOST_JURISDICTION, Operator.IS_ANY_OF, "FR"), of(Term.RECIPROCITY, Operator.EQ, "true"),
            of(Term.NOT_REVOKED, Operator.EQ, "true"), of(Term.EMBARGO, Operator.GTEQ, "2026-05-01"),
            of(Term.DOMINANCE, Operator.LTEQ, "80"), of(Term.BUDGET_PER_PROJECT, Operator.LTEQ, "500000"),
            of(Term.BUDGET_PER_UNIT_SPACE, Operator.LTEQ, "2000000"),
            of(Term.REQUESTS_PER_DAY, Operator.LTEQ, "20"), of(Term.FUNCTIONS, Operator.IS_ANY_OF, "count", "sum"),
            of(Term.COLUMNS, Operator.IS_ANY_OF, "kwh", "month"),
            of(Term.NO_JOIN_WITH, Operator.IS_NONE_OF, "census", "tax"),
            Expression.of(Connective.OR, List.of(of(Term.PURPOSE, Operator.IS_NONE_OF, "water-management"),
                of(Term.EXCEPTIONAL_NEED, Operator.EQ, "true"))),
            Expression.of(Connective.OR, List.of(of(Term.MEASURES, Operator.IS_NONE_OF, "power"),
                of(Term.APPROVAL, Operator.IS_ALL_OF, "citizens:3:60:14", "public:2:51:14"))));
        assertThat(permission.constraints()).hasSize(11 + 17);
        assertThat(permission.duties()).containsExactly(new Rule(Rule.PROMISE, List.of(
            of(Term.NO_REIDENTIFICATION, Operator.EQ, "true"), of(Term.NO_COMMERCIAL_USE, Operator.EQ, "true"),
            of(Term.RETENTION, Operator.LTEQ, "365"), of(Term.PUBLICATION, Operator.LTEQ, "90"),
            of(Term.ATTRIBUTION, Operator.EQ, "Pôle climat"), of(Term.ONWARD_SHARING, Operator.EQ, "none"),
            Expression.of(Connective.OR, List.of(of(Term.FEE, Operator.GTEQ, "7000"),
                of(Term.ROLE, Operator.IS_ANY_OF, "authority"))))));
    }

    @Test
    void cardNeverLoosensWhatTheCharterSets() {
        Charter charter = Charter.fromYaml(Samples.everything());
        Policy policy = Compiler.compile(charter, new DatasetTerms("d", Zoning.COMMUNE, Set.of(), 0, Set.of(), Set.of(),
            new DatasetTerms.More(99, Optional.empty(), Optional.of(LocalDate.of(2026, 1, 1)), Set.of(),
                Optional.of(1L))), Samples.project());
        assertThat(values(policy, Term.DOMINANCE)).containsExactly("85");
        assertThat(values(policy, Term.EMBARGO)).containsExactly("2026-04-01");
        assertThat(values(policy, Term.NO_JOIN_WITH)).containsExactly("census");
        assertThat(policy.promises()).contains(new Promise(Term.FEE, "5000"));
        assertThat(values(policy, Term.COLUMNS)).isEmpty();
    }

    @Test
    void feeOfTheCardAloneHasNoExemption() {
        Policy policy = Compiler.compile(CHARTER, new DatasetTerms("d", Zoning.COMMUNE, Set.of(), 0, Set.of(), Set.of(),
            new DatasetTerms.More(0, Optional.empty(), Optional.empty(), Set.of(), Optional.of(250L))),
            Samples.project());
        assertThat(policy.permissions().getFirst().duties()).containsExactly(
            new Rule(Rule.PROMISE, List.of(of(Term.FEE, Operator.GTEQ, "250"))));
    }

    @Test
    void allowsTheNarrowerPurposesOfWhatCardAndProjectName() {
        Charter charter = Charter.fromYaml(Samples.everything());
        ProjectTerms wide = new ProjectTerms("heat-atlas", Samples.OWNER, Set.of("public-statistics"),
            LocalDate.of(2026, 3, 1), LocalDate.of(2029, 6, 30));
        Policy policy = Compiler.compile(charter, Samples.dataset(), wide);
        assertThat(values(policy, Term.PURPOSE)).containsExactly("climate-plan", "public-statistics");
        DatasetTerms narrow = new DatasetTerms("d", Zoning.COMMUNE, Set.of("climate-plan"), 0, Set.of(), Set.of());
        assertThat(values(Compiler.compile(charter, narrow, wide), Term.PURPOSE)).containsExactly("climate-plan");
        assertThatThrownBy(() -> Compiler.compile(CHARTER, narrow, wide)).isInstanceOf(InvalidDocument.class);
    }

    @Test
    void committeesOfEveryQuestionAndOfPurposesWithTheirNarrowerOnes() {
        String colleges = "\n    colleges: {public: {quorum: 1, majority: 50}}\n";
        Charter charter = Charter.fromYaml(Samples.everything().replace("approvals:\n",
            "approvals:\n  - days: 7" + colleges + "  - days: 9" + colleges
                + "    purposes: [public-statistics]\n    measures: [x]\n"));
        List<Expression> conditions = Compiler.compile(charter, Samples.dataset(), Samples.project()).permissions()
            .getFirst().constraints();
        assertThat(conditions).contains(of(Term.APPROVAL, Operator.IS_ALL_OF, "public:1:50:7"),
            Expression.of(Connective.OR, List.of(of(Term.APPROVAL, Operator.IS_ALL_OF, "public:1:50:9"),
                Expression.of(Connective.AND, List.of(
                    of(Term.PURPOSE, Operator.IS_NONE_OF, "climate-plan", "public-statistics"),
                    of(Term.MEASURES, Operator.IS_NONE_OF, "x"))))));
    }

    @Test
    void refusesNamesOfColumnsAndOfOtherDatasetsThatWouldMeanSomethingElse() {
        for (DatasetTerms.More more : List.of(
            new DatasetTerms.More(0, Optional.of(Set.of("a b")), Optional.empty(), Set.of(), Optional.empty()),
            new DatasetTerms.More(0, Optional.empty(), Optional.empty(), Set.of("a,b"), Optional.empty()))) {
            assertThatThrownBy(() -> Compiler.compile(CHARTER, new DatasetTerms("d", Zoning.COMMUNE, Set.of(), 0,
                Set.of(), Set.of(), more), Samples.project())).isInstanceOf(InvalidDocument.class);
        }
        assertThatThrownBy(() -> new DatasetTerms.More(101, Optional.empty(), Optional.empty(), Set.of(),
            Optional.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Constraint of(Term term, Operator operator, String... values) {
        return Constraint.of(term, operator, values);
    }
}
