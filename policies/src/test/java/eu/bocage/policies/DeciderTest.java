package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** For each term one scenario: allowed, refused, and why in both languages. */
class DeciderTest {

    private static final Facts FACTS = Samples.facts();
    private static final QuestionFacts QUESTION = Samples.question();

    @ParameterizedTest
    @EnumSource
    void permitsTheOwnerOfTheProjectAtEveryMoment(Scope scope) {
        assertThat(Decider.decide(Samples.policy(), scope, FACTS))
            .isEqualTo(new Decision.Permitted(new OutputRules(12, 0)));
    }

    @Test
    void deniesPurposeThatTheCharterDoesNotKnow() {
        List<Reason> reasons = ask(new QuestionFacts("marketing", Zoning.EPCI, Set.of(), Set.of(), 1));
        assertThat(reasons).extracting(Reason::term).containsOnly("purpose");
        assertThat(reasons).extracting(Reason::french).containsExactly(
            "La finalité « marketing » n'est pas permise. Finalités permises : climate-plan, water-management.",
            "La finalité « marketing » n'est pas l'une de celles du projet (climate-plan, water-management).");
        assertThat(reasons).extracting(Reason::english).containsExactly(
            "The purpose \"marketing\" is not allowed. Allowed purposes: climate-plan, water-management.",
            "The purpose \"marketing\" is not one of the project's (climate-plan, water-management).");
    }

    @Test
    void deniesPurposeThatTheProjectHasLost() {
        Facts narrowed = withProject(new ProjectTerms("heat-atlas", Samples.OWNER, Set.of("water-management"),
            Samples.project().from(), Samples.project().until()));
        assertThat(query(Samples.policy(), narrowed)).singleElement()
            .satisfies(reason -> assertThat(reason.english()).contains("not one of the project's"));
        Facts none = withProject(new ProjectTerms("heat-atlas", Samples.OWNER, Set.of("public-statistics"),
            Samples.project().from(), Samples.project().until()));
        assertThat(Samples.reasons(Decider.decide(Samples.policy(), Scope.CATALOGUE, none))).singleElement()
            .satisfies(reason -> assertThat(reason.english()).contains("No purpose of the project"));
    }

    @Test
    void deniesFinerThanTheFinestZoningOnEitherHierarchy() {
        assertThat(said(ask(at(Zoning.IRIS)))).containsExactly(new Reason("finestZoning", "",
            "La maille demandée, l'IRIS (quartier statistique), n'est pas permise. La plus fine permise est "
                + "la commune.",
            "The level of places asked for, the IRIS (statistical district), is not allowed. The finest allowed is the "
                + "commune (municipality)."));
        assertThat(ask(at(Zoning.COMMUNE))).isEmpty();
        assertThat(ask(at(Zoning.TERRITORY))).isEmpty();
        Policy region = Samples.replacing(Term.FINEST_ZONING, Operator.GTEQ, "region");
        assertThat(query(region, Samples.facts(at(Zoning.EPCI)))).hasSize(1);
        assertThat(query(region, Samples.facts(at(Zoning.DEPARTEMENT)))).hasSize(1);
        assertThat(query(region, Samples.facts(at(Zoning.REGION)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "50000, true", "50001, false", "0, false", "-1, false", "9223372036854775807, false"})
    void allowsCostFromOneToTheBudgetOfOneRequest(long cost, boolean allowed) {
        List<Reason> reasons = ask(new QuestionFacts("climate-plan", Zoning.EPCI, Set.of(), Set.of(), cost));
        assertThat(reasons.isEmpty()).isEqualTo(allowed);
        assertThat(reasons).allSatisfy(reason -> {
            assertThat(reason.term()).isEqualTo("budgetPerRequest");
            assertThat(reason.french()).contains(Long.toString(cost));
            assertThat(reason.english()).contains(Long.toString(cost));
        });
    }

    @Test
    void deniesMeasuresAndKeysThatAreNotDeclared() {
        assertThat(said(ask(new QuestionFacts("climate-plan", Zoning.EPCI, Set.of("power", "salary"),
            Set.of("month", "name"), 1)))).containsExactlyInAnyOrder(
                new Reason("measures", "", "Non permis parmi les mesures : salary. Permis : consumption, power.",
                    "Not allowed among the measures: salary. Allowed: consumption, power."),
                new Reason("keys", "",
                    "Non permis parmi les clés de regroupement et de filtre : name. Permis : energy, month.",
                    "Not allowed among the keys to group and filter by: name. Allowed: energy, month."));
    }

    @Test
    void deniesEveryMeasureAndKeyWhereNoneIsDeclared() {
        Policy counts = Compiler.compile(Samples.charter(),
            new DatasetTerms("counts", Zoning.COMMUNE, Set.of(), 0, Set.of(), Set.of()), Samples.project());
        assertThat(query(counts, Samples.facts(new QuestionFacts("climate-plan", Zoning.EPCI, Set.of(), Set.of(), 1))))
            .isEmpty();
        assertThat(query(counts, FACTS)).extracting(Reason::english)
            .containsExactlyInAnyOrder("Not allowed among the measures: consumption. Allowed: nothing.",
                "Not allowed among the keys to group and filter by: energy. Allowed: nothing.");
        assertThat(query(counts, Samples.facts(new QuestionFacts("climate-plan", Zoning.EPCI, Set.of(Term.NONE),
            Set.of(Term.NONE), 1)))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"2026-02-28T23:59:59.999Z, false", "2026-03-01T00:00:00Z, true", "2028-12-31T23:59:59.999Z, true",
        "2029-01-01T00:00:00Z, false"})
    void allowsFromTheFirstToTheLastDayOfTheTerm(String now, boolean allowed) {
        for (Scope scope : Scope.values()) {
            List<Reason> reasons = Samples.reasons(Decider.decide(Samples.policy(), scope, Samples.at(now)));
            assertThat(reasons.isEmpty()).as(scope.name()).isEqualTo(allowed);
            assertThat(reasons).filteredOn(reason -> reason.term().equals("term")).hasSize(allowed ? 0 : 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void deniesCharterThatIsNotInForce(Scope scope) {
        Facts facts = new Facts(FACTS.now(), Set.of("sha-256:" + "0".repeat(64)), FACTS.requester(), FACTS.project(),
            FACTS.question());
        assertThat(Samples.reasons(Decider.decide(Samples.policy(), scope, facts))).singleElement()
            .satisfies(reason -> {
                assertThat(reason.term()).isEqualTo("charter");
                assertThat(reason.french()).contains(Samples.charter().hash(), "n'est pas en vigueur");
                assertThat(reason.english()).contains(Samples.charter().hash(), "is not in force");
            });
    }

    @ParameterizedTest
    @EnumSource
    void deniesProjectThatIsUnknownOverOrAnothers(Scope scope) {
        assertThat(english(scope, withProject(null))).anySatisfy(text -> assertThat(text)
            .isEqualTo("The project \"heat-atlas\" is not in the register of projects. Have the territory's trust "
                + "anchor register it."));
        assertThat(english(scope, withProject(new ProjectTerms("other", Samples.OWNER, Set.of("climate-plan"),
            Samples.project().from(), Samples.project().until())))).singleElement().asString().contains("heat-atlas");
        assertThat(english(scope, withProject(new ProjectTerms("heat-atlas", Samples.OWNER, Set.of("climate-plan"),
            LocalDate.MIN, LocalDate.of(2026, 11, 24)))))
            .containsExactly("The project \"heat-atlas\" ended on 2026-11-24. Have it extended.");
        assertThat(english(scope, withProject(new ProjectTerms("heat-atlas", Samples.OWNER, Set.of("climate-plan"),
            LocalDate.of(2026, 11, 26), LocalDate.MAX))))
            .containsExactly("The project \"heat-atlas\" begins only on 2026-11-26.");
        assertThat(english(scope, withProject(new ProjectTerms("heat-atlas", "did:web:else.example",
            Set.of("climate-plan"), Samples.project().from(), Samples.project().until()))))
            .containsExactly("Only the member that owns the project \"heat-atlas\" may use it (did:web:else.example).");
    }

    @ParameterizedTest
    @EnumSource
    void deniesRequesterThatIsNotInTheRegister(Scope scope) {
        Facts facts = new Facts(FACTS.now(), FACTS.charters(), Optional.empty(), FACTS.project(), FACTS.question());
        assertThat(said(Samples.reasons(Decider.decide(Samples.policy(), scope, facts)))).containsExactly(
            new Reason("requester", "", "Le demandeur n'est pas au registre des membres.",
                "The requester is not in the member register."));
    }

    @Test
    void deniesQueryWithoutQuestionOnly() {
        Facts facts = new Facts(FACTS.now(), FACTS.charters(), FACTS.requester(), FACTS.project(), Optional.empty());
        assertThat(query(Samples.policy(), facts)).extracting(Reason::term).containsExactly("question");
        assertThat(Decider.decide(Samples.policy(), Scope.NEGOTIATION, facts))
            .isInstanceOf(Decision.Permitted.class);
    }

    @Test
    void givesEveryReasonAtOnce() {
        Facts facts = new Facts(Instant.parse("2040-01-01T00:00:00Z"), Set.of(), Optional.empty(), FACTS.project(),
            Optional.of(new QuestionFacts("marketing", Zoning.ADDRESS, Set.of("salary"), Set.of("name"), 60_000)));
        assertThat(query(Samples.policy(), facts)).extracting(Reason::term)
            .containsExactlyInAnyOrder("charter", "project", "requester", "purpose", "purpose", "term", "finestZoning",
                "budgetPerRequest", "measures", "keys");
    }

    @Test
    void namesTheClauseOfTheCharterBehindEachReason() {
        Decision cited = Samples.charter().cite(Decider.decide(Samples.policy(), Scope.QUERY,
            Samples.facts(new QuestionFacts("marketing", Zoning.IRIS, Set.of("salary"), Set.of(), 60_000))));
        assertThat(Samples.reasons(cited)).extracting(Reason::term, Reason::clause)
            .containsExactlyInAnyOrder(tuple("purpose", "PER-1"),
                tuple("purpose", "PER-1"),
                tuple("finestZoning", "PER-4"),
                tuple("measures", "PER-5"),
                tuple("budgetPerRequest", "PER-2"));
    }

    /** Without the fact that would change it. */
    private static List<Reason> said(List<Reason> reasons) {
        assertThat(reasons).allSatisfy(reason -> assertThat(reason.change().english()).isNotBlank());
        return reasons.stream().map(one -> new Reason(one.term(), one.clause(), one.french(), one.english())).toList();
    }

    private static QuestionFacts at(Zoning zoning) {
        return new QuestionFacts(QUESTION.purpose(), zoning, QUESTION.measures(), QUESTION.keys(), 1);
    }

    private static List<Reason> ask(QuestionFacts question) {
        return query(Samples.policy(), Samples.facts(question));
    }

    private static List<Reason> query(Policy policy, Facts facts) {
        return Samples.reasons(Decider.decide(policy, Scope.QUERY, facts));
    }

    private static List<String> english(Scope scope, Facts facts) {
        return Samples.reasons(Decider.decide(Samples.policy(), scope, facts)).stream().map(Reason::english).toList();
    }

    private static Facts withProject(ProjectTerms project) {
        return new Facts(FACTS.now(), FACTS.charters(), FACTS.requester(), Optional.ofNullable(project),
            FACTS.question());
    }
}
