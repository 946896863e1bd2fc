package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * For each term that a charter may add, with each of its operators: a condition that the known facts meet, one that
 * they do not, and why. {@link DeciderTest} has the same for the terms that every policy carries.
 */
class TermScenariosTest {

    private static final Facts KNOWN = Samples.known();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ROLE | EQ | researcher | broker", "ROLE | NEQ | broker | analyst",
        "ROLE | IS_ANY_OF | broker,analyst | broker",
        "ROLE | IS_NONE_OF | broker | broker,analyst", "ROLE | IS_ALL_OF | analyst,researcher | analyst,broker",
        "ROLE | HAS_PART | analyst | analyst,broker",
        "LABEL | EQ | green | blue", "LABEL | IS_ALL_OF | green,trusted | green,blue", "LABEL | NEQ | blue | green",
        "LABEL | IS_ANY_OF | blue,green | blue", "LABEL | IS_NONE_OF | blue | green", "LABEL | HAS_PART | green | blue",
        "COLLEGE | EQ | research | public", "COLLEGE | NEQ | public | research",
        "COLLEGE | IS_ANY_OF | public,research | public,private", "COLLEGE | IS_NONE_OF | public | public,research",
        "JURISDICTION | EQ | FR | DE", "JURISDICTION | NEQ | DE | FR", "JURISDICTION | IS_ANY_OF | DE,FR | DE,US",
        "JURISDICTION | IS_NONE_OF | US | FR,US",
        "HOST_JURISDICTION | EQ | BE | FR", "HOST_JURISDICTION | NEQ | FR | BE",
        "HOST_JURISDICTION | IS_ANY_OF | BE,FR | FR,US", "HOST_JURISDICTION | IS_NONE_OF | US | BE,US",
        "EMBARGO | GTEQ | 2026-11-25 | 2026-11-26", "EMBARGO | GT | 2026-11-24 | 2026-11-25",
        "BUDGET_PER_PROJECT | LTEQ | 150000 | 149999", "BUDGET_PER_PROJECT | LT | 150001 | 150000",
        "BUDGET_PER_UNIT_SPACE | LTEQ | 950000 | 949999", "BUDGET_PER_UNIT_SPACE | LT | 950001 | 950000",
        "REQUESTS_PER_DAY | LTEQ | 5 | 4", "REQUESTS_PER_DAY | LT | 6 | 5",
        "COLUMNS | IS_ANY_OF | kwh,month,x | kwh", "COLUMNS | IS_PART_OF | kwh,month | month,x",
        "COLUMNS | IS_NONE_OF | name | kwh,name", "COLUMNS | NEQ | name | month",
        "FUNCTIONS | IS_ANY_OF | count,sum | count", "FUNCTIONS | IS_PART_OF | count,sum | sum",
        "FUNCTIONS | IS_NONE_OF | max | max,sum", "FUNCTIONS | NEQ | max | sum",
        "NO_JOIN_WITH | IS_NONE_OF | tax | parcels,tax", "NO_JOIN_WITH | NEQ | tax | parcels",
        "NO_JOIN_WITH | IS_ANY_OF | parcels,tax | tax", "NO_JOIN_WITH | EQ | parcels | tax",
        "NO_JOIN_WITH | IS_PART_OF | parcels | tax",
        "PURPOSE | IS_A | public-statistics | water-management", "PURPOSE | EQ | climate-plan | water-management",
        "PURPOSE | NEQ | water-management | climate-plan", "PURPOSE | IS_NONE_OF | marketing | marketing,climate-plan",
        "TERM | EQ | 2026-11-25 | 2026-11-26", "TERM | NEQ | 2026-11-26 | 2026-11-25",
        "TERM | GT | 2026-11-24 | 2026-11-25",
        "TERM | LT | 2026-11-26 | 2026-11-25", "FINEST_ZONING | GT | commune | epci",
        "BUDGET_PER_REQUEST | LT | 50001 | 50000", "MEASURES | EQ | consumption | power",
        "MEASURES | NEQ | power | consumption", "MEASURES | IS_NONE_OF | power | consumption,power",
        "MEASURES | IS_PART_OF | consumption,x | x", "KEYS | NEQ | month | energy",
        "KEYS | IS_PART_OF | energy | month"})
    void permitsWhatMeetsTheConditionAndDeniesWhatDoesNotWithItsReason(Term term, Operator operator, String met,
                                                                       String unmet) {
        assertThat(Decider.decide(Samples.wanting(constraint(term, operator, met)), Scope.QUERY, KNOWN))
            .isInstanceOf(Decision.Permitted.class);
        Decision denied = Decider.decide(Samples.wanting(constraint(term, operator, unmet)), Scope.QUERY, KNOWN);
        assertThat(denied).isInstanceOf(Decision.Denied.class);
        assertThat(Samples.reasons(denied)).singleElement().satisfies(reason -> {
            assertThat(reason.term()).isEqualTo(term.key());
            assertThat(reason.french()).isNotBlank().isNotEqualTo(reason.english());
            assertThat(reason.change()).isEqualTo(Grievance.phrase(constraint(term, operator, unmet)));
        });
    }

    @ParameterizedTest
    @CsvSource({"RECIPROCITY", "NOT_REVOKED", "EXCEPTIONAL_NEED"})
    void permitsFlagsThatAreKnownToHoldOnly(Term term) {
        Policy policy = Samples.wanting(Constraint.of(term, Operator.EQ, "true"));
        assertThat(Decider.decide(policy, Scope.QUERY, KNOWN)).isInstanceOf(Decision.Permitted.class);
        Requester freeRider = new Requester(Samples.OWNER, Set.of(), Set.of(), "research", "FR", "BE",
            Optional.of(false));
        Facts facts = requester(freeRider).withRevoked(true).withExceptionalNeed(false);
        assertThat(Samples.reasons(Decider.decide(policy, Scope.QUERY, facts))).singleElement()
            .satisfies(reason -> assertThat(reason.english()).startsWith("This condition is not met:"));
    }

    /** Each fact of each term left out in turn: unknown, which denies. */
    @ParameterizedTest
    @EnumSource(value = Term.class, names = {"ROLE", "LABEL", "COLLEGE", "JURISDICTION", "HOST_JURISDICTION",
        "RECIPROCITY", "NOT_REVOKED", "BUDGET_PER_PROJECT", "BUDGET_PER_UNIT_SPACE", "REQUESTS_PER_DAY", "COLUMNS",
        "FUNCTIONS", "NO_JOIN_WITH", "EXCEPTIONAL_NEED"})
    void deniesWhenTheFactIsNotKnown(Term term) {
        Requester unknown = new Requester(Samples.OWNER, Set.of(), Set.of(), "", " ", "");
        Facts facts = new Facts(KNOWN.now(), KNOWN.charters(), Optional.of(unknown), KNOWN.project(),
            Optional.of(Samples.question()));
        Operator operator = term.operators().contains(Operator.IS_NONE_OF) ? Operator.NEQ
            : term.operators().iterator().next();
        String value = switch (term.type()) {
            case TRUE -> "true";
            case COUNTRY -> "US";
            case NUMBER, COUNT -> "2000000000";
            default -> "other";
        };
        boolean held = term == Term.ROLE || term == Term.LABEL;
        Policy policy = Samples.wanting(Constraint.of(term, operator, value));
        Facts none = held ? new Facts(KNOWN.now(), KNOWN.charters(), Optional.empty(), KNOWN.project(),
            KNOWN.question()) : facts;
        assertThat(Samples.reasons(Decider.decide(policy, Scope.QUERY, none)))
            .anySatisfy(reason -> {
                assertThat(reason.term()).isEqualTo(term.key());
                assertThat(reason.english()).startsWith("This condition cannot be checked");
                assertThat(reason.french()).contains("ne connaît pas");
            });
        assertThat(Decider.decide(Samples.prohibiting(Constraint.of(term, operator, value)), Scope.QUERY, none))
            .isInstanceOf(Decision.Denied.class);
    }

    @Test
    void kindNeedsTheTreeOnlyWhereTheNameIsAnother() {
        Facts noTree = Samples.facts();
        Policy same = Samples.wanting(Constraint.of(Term.PURPOSE, Operator.IS_A, "climate-plan"));
        Policy wide = Samples.wanting(Constraint.of(Term.PURPOSE, Operator.IS_A, "public-statistics"));
        assertThat(Decider.decide(same, Scope.QUERY, noTree)).isInstanceOf(Decision.Permitted.class);
        assertThat(Decider.decide(wide, Scope.QUERY, noTree)).isInstanceOf(Decision.Denied.class);
        assertThat(Decider.decide(wide, Scope.QUERY, noTree.withBroader(Map.of("climate-plan", "a", "a",
            "public-statistics")))).isInstanceOf(Decision.Permitted.class);
        assertThat(Decider.decide(wide, Scope.QUERY, noTree.withBroader(Map.of("climate-plan", "a", "a",
            "climate-plan")))).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void takesANarrowerPurposeForOneOfTheProjects() {
        QuestionFacts narrow = new QuestionFacts("heat", Zoning.EPCI, Set.of(), Set.of(), 1);
        Policy policy = Samples.replacing(Term.PURPOSE, Operator.IS_ANY_OF, "heat");
        assertThat(Samples.reasons(Decider.decide(policy, Scope.QUERY, Samples.facts(narrow)))).singleElement()
            .satisfies(reason -> assertThat(reason.english()).contains("not one of the project's"));
        assertThat(Decider.decide(policy, Scope.QUERY, Samples.facts(narrow).withBroader(Map.of("heat",
            "climate-plan")))).isInstanceOf(Decision.Permitted.class);
    }

    @ParameterizedTest
    @EnumSource
    void formerChartersServeRunningAgreementsOnly(Scope scope) {
        Facts facts = new Facts(KNOWN.now(), Set.of(), KNOWN.requester(), KNOWN.project(), KNOWN.question())
            .withFormer(Set.of(Samples.charter().hash()));
        assertThat(Decider.permits(Samples.policy(), scope, facts))
            .isEqualTo(EnumSet.of(Scope.TRANSFER, Scope.MONITOR, Scope.QUERY, Scope.KEY_SHARE).contains(scope));
    }

    @Test
    void keyShareLooksAtEveryDatasetOfTheRound() {
        Policy policy = Samples.wanting(Constraint.of(Term.NO_JOIN_WITH, Operator.IS_NONE_OF, "tax"));
        assertThat(Decider.permits(policy, Scope.KEY_SHARE, KNOWN)).isTrue();
        Facts joined = KNOWN.withRound(new RoundFacts("job", Set.of("energy", "tax")));
        assertThat(Decider.permits(policy, Scope.KEY_SHARE, joined)).isFalse();
        assertThat(Decider.permits(policy, Scope.QUERY, joined)).isTrue();
        assertThat(Decider.permits(policy, Scope.KEY_SHARE, requester(KNOWN.requester().orElseThrow()))).isFalse();
    }

    @Test
    void spentNeverOverflows() {
        Policy policy = Samples.wanting(Constraint.of(Term.BUDGET_PER_PROJECT, Operator.LTEQ, "9007199254740991"));
        assertThat(Decider.permits(policy, Scope.QUERY, KNOWN.withSpent(new Spent(Optional.of(Long.MAX_VALUE),
            Optional.empty(), Optional.empty())))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"CATALOGUE", "NEGOTIATION", "TRANSFER", "MONITOR"})
    void judgesNothingOfTheQuestionBeforeItIsAsked(Scope scope) {
        Policy policy = Samples.wanting(Constraint.of(Term.MEASURES, Operator.EQ, "nothing"),
            Constraint.of(Term.BUDGET_PER_PROJECT, Operator.LTEQ, "0"), constraint(Term.COLUMNS, Operator.EQ, "x"));
        Facts facts = new Facts(KNOWN.now(), KNOWN.charters(), KNOWN.requester(), KNOWN.project(), Optional.empty());
        assertThat(Decider.permits(policy, scope, facts)).isTrue();
        assertThat(Decider.permits(policy, Scope.QUERY, KNOWN)).isFalse();
    }

    @Test
    void embargoHoldsBackAccessButNotTheOffer() {
        Policy policy = Samples.wanting(Constraint.of(Term.EMBARGO, Operator.GTEQ, "2027-01-01"));
        UnaryOperator<String> say = now -> EnumSet.allOf(Scope.class).stream()
            .filter(scope -> Decider.permits(policy, scope, Samples.at(now))).toList().toString();
        assertThat(say.apply("2026-12-31T23:59:59Z")).isEqualTo("[CATALOGUE, NEGOTIATION]");
        assertThat(say.apply("2027-01-01T00:00:00Z"))
            .isEqualTo("[CATALOGUE, NEGOTIATION, TRANSFER, MONITOR, QUERY, KEY_SHARE]");
    }

    @Test
    void givesTheStrictestOutputRules() {
        Policy policy = Samples.wanting(Constraint.of(Term.DOMINANCE, Operator.LTEQ, "85"),
            Constraint.of(Term.DOMINANCE, Operator.LTEQ, "90"), Constraint.of(Term.MINIMUM_GROUP, Operator.GTEQ, "11"));
        assertThat(Decider.decide(policy, Scope.QUERY, KNOWN))
            .isEqualTo(new Decision.Permitted(new OutputRules(12, 85)));
        assertThat(policy.outputRules()).isEqualTo(new OutputRules(12, 85));
    }

    private static Constraint constraint(Term term, Operator operator, String values) {
        return new Constraint(term.iri(), operator, List.of(values));
    }

    private static Facts requester(Requester requester) {
        return new Facts(Instant.parse("2026-11-25T12:00:00Z"), KNOWN.charters(), Optional.of(requester),
            KNOWN.project(), KNOWN.question());
    }
}
