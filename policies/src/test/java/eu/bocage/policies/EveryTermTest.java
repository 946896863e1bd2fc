package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One scenario for every term there is: under one policy, facts by which it is allowed, facts by which it is refused,
 * and why. A term without its scenario does not compile.
 */
class EveryTermTest {

    private static final Facts GOOD = Samples.known();
    private static final QuestionFacts ASKED = GOOD.question().orElseThrow();
    private static final Requester WHO = GOOD.requester().orElseThrow();

    private record Scenario(Policy policy, Facts good, Policy refusing, Facts bad) {

        Scenario(Policy policy, Facts good, Facts bad) {
            this(policy, good, policy, bad);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAllowedOrRefusedAndSaysWhy(Term term) {
        Scenario scenario = scenario(term);
        assertThat(Decider.decide(scenario.policy(), Scope.QUERY, scenario.good())).isInstanceOfSatisfying(
            Decision.Permitted.class, permitted -> {
                assertThat(permitted.promises()).extracting(Promise::term).containsExactlyElementsOf(
                    term.kind() == Term.Kind.ATTESTED ? List.of(term) : List.of());
                assertThat(permitted.rules()).isEqualTo(new OutputRules(12, term == Term.DOMINANCE ? 85 : 0));
            });
        Decision denied = Decider.decide(scenario.refusing(), Scope.QUERY, scenario.bad());
        assertThat(denied).isInstanceOf(Decision.Denied.class);
        assertThat(Samples.reasons(denied)).anySatisfy(reason -> {
            assertThat(reason.term()).isEqualTo(term.key());
            assertThat(reason.french()).isNotBlank().isNotEqualTo(reason.english());
            assertThat(reason.english()).isNotBlank();
        });
        // nothing but this term stands in the way, or what hangs together with it
        assertThat(Samples.reasons(denied)).extracting(Reason::term).isSubsetOf(term.key(), "project");
        assertThat(Words.of(denied).english()).startsWith("This is refused");
        assertThat(Decider.permits(scenario.refusing(), Scope.QUERY, scenario.bad())).isFalse();
    }

    private static Scenario scenario(Term term) {
        Policy policy = Samples.policy();
        return switch (term) {
            case CHARTER -> new Scenario(policy, GOOD, facts(GOOD.now(), Set.of(), WHO, GOOD.project(), ASKED));
            case PROJECT -> new Scenario(policy, GOOD, facts(GOOD.now(), GOOD.charters(), WHO, Optional.empty(),
                ASKED));
            case PURPOSE -> new Scenario(policy, GOOD, asking("marketing", Zoning.EPCI, "consumption", "energy", 1));
            case TERM -> new Scenario(policy, GOOD, at("2029-01-01T00:00:00Z"));
            case FINEST_ZONING -> new Scenario(policy, GOOD, asking("climate-plan", Zoning.IRIS, "power", "month", 1));
            case BUDGET_PER_REQUEST ->
                new Scenario(policy, GOOD, asking("climate-plan", Zoning.EPCI, "power", "month", 50_001));
            case MEASURES -> new Scenario(policy, GOOD, asking("climate-plan", Zoning.EPCI, "salary", "month", 1));
            case KEYS -> new Scenario(policy, GOOD, asking("climate-plan", Zoning.EPCI, "power", "name", 1));
            // no question can ask for a row, nor be refused by an output rule; what says otherwise is not understood
            case AGGREGATE_ONLY -> new Scenario(policy, GOOD,
                Samples.wanting(Constraint.of(term, Operator.EQ, "false")), GOOD);
            case MINIMUM_GROUP -> new Scenario(Samples.wanting(Constraint.of(term, Operator.GTEQ, "1")), GOOD,
                Samples.wanting(Constraint.of(term, Operator.LTEQ, "1")), GOOD);
            case DOMINANCE -> new Scenario(Samples.wanting(Constraint.of(term, Operator.LTEQ, "85")), GOOD,
                Samples.wanting(Constraint.of(term, Operator.LTEQ, "101")), GOOD);
            case ROLE -> wanting(term, Operator.EQ, "researcher", requester(Set.of("analyst"), WHO.labels(),
                "research", "FR", "BE", true));
            case LABEL -> wanting(term, Operator.EQ, "trusted", requester(WHO.roles(), Set.of("green"), "research",
                "FR", "BE", true));
            case COLLEGE -> wanting(term, Operator.EQ, "research", requester(WHO.roles(), WHO.labels(), "public",
                "FR", "BE", true));
            case JURISDICTION -> wanting(term, Operator.EQ, "FR", requester(WHO.roles(), WHO.labels(), "research",
                "US", "BE", true));
            case HOST_JURISDICTION -> wanting(term, Operator.IS_ANY_OF, "BE,FR", requester(WHO.roles(), WHO.labels(),
                "research", "FR", "US", true));
            case RECIPROCITY -> wanting(term, Operator.EQ, "true", requester(WHO.roles(), WHO.labels(), "research",
                "FR", "BE", false));
            case NOT_REVOKED -> wanting(term, Operator.EQ, "true", GOOD.withRevoked(true));
            case EMBARGO -> wanting(term, Operator.GTEQ, "2026-11-25", at("2026-11-24T23:59:59Z"));
            case BUDGET_PER_PROJECT -> wanting(term, Operator.LTEQ, "150000", spent(100_001, 0, 0));
            case BUDGET_PER_UNIT_SPACE -> wanting(term, Operator.LTEQ, "950000", spent(0, 900_001, 0));
            case REQUESTS_PER_DAY -> wanting(term, Operator.LTEQ, "5", spent(0, 0, 5));
            case COLUMNS -> wanting(term, Operator.IS_ANY_OF, "kwh,month", using("name", "sum", "parcels"));
            case FUNCTIONS -> wanting(term, Operator.IS_ANY_OF, "count,sum", using("kwh", "mean", "parcels"));
            case NO_JOIN_WITH -> wanting(term, Operator.IS_NONE_OF, "taxes", using("kwh", "sum", "taxes"));
            case EXCEPTIONAL_NEED -> wanting(term, Operator.EQ, "true", GOOD.withExceptionalNeed(false));
            case APPROVAL -> new Scenario(Samples.wanting(Constraint.of(term, Operator.IS_ALL_OF, "public:2:51:14")),
                voting(2, 1), voting(2, 2));
            case NO_COMMERCIAL_USE, NO_REIDENTIFICATION -> promising(term, Operator.EQ, "true", "true", null);
            case ATTRIBUTION -> promising(term, Operator.EQ, "Pôle climat", "Pôle climat", "Pôle");
            case FEE -> promising(term, Operator.GTEQ, "5000", "5000", "4999");
            case RETENTION, PUBLICATION -> promising(term, Operator.LTEQ, "90", "30", "91");
            case ONWARD_SHARING -> promising(term, Operator.EQ, "none", "none", "members");
        };
    }

    private static Scenario wanting(Term term, Operator operator, String values, Facts bad) {
        return new Scenario(Samples.wanting(Constraint.of(term, operator, values)), GOOD, bad);
    }

    private static Scenario promising(Term term, Operator operator, String due, String kept, String broken) {
        return new Scenario(Samples.promising(Constraint.of(term, operator, due)),
            GOOD.withPromises(Set.of(new Promise(term, kept))),
            GOOD.withPromises(broken == null ? Set.of() : Set.of(new Promise(term, broken))));
    }

    private static Facts asking(String purpose, Zoning zoning, String measure, String key, long cost) {
        return asking(new QuestionFacts(purpose, zoning, Set.of(measure), Set.of(key), cost, ASKED.columns(),
            ASKED.functions(), ASKED.joinedWith()));
    }

    private static Facts using(String column, String function, String dataset) {
        return asking(new QuestionFacts(ASKED.purpose(), ASKED.zoning(), ASKED.measures(), ASKED.keys(), 1,
            Optional.of(Set.of(column)), Optional.of(Set.of(function)), Optional.of(Set.of(dataset))));
    }

    private static Facts asking(QuestionFacts question) {
        return facts(GOOD.now(), GOOD.charters(), WHO, GOOD.project(), question);
    }

    private static Facts at(String now) {
        return facts(Instant.parse(now), GOOD.charters(), WHO, GOOD.project(), ASKED);
    }

    private static Facts requester(Set<String> roles, Set<String> labels, String college, String country, String host,
                                   boolean contributed) {
        return facts(GOOD.now(), GOOD.charters(), new Requester(Samples.OWNER, roles, labels, college, country, host,
            Optional.of(contributed)), GOOD.project(), ASKED);
    }

    private static Facts spent(long byProject, long byUnitSpace, int requests) {
        return GOOD.withSpent(new Spent(Optional.of(byProject), Optional.of(byUnitSpace), Optional.of(requests)));
    }

    private static Facts voting(int yes, int no) {
        return GOOD.withTally(new Tally(Map.of("public", new Tally.Votes(yes, no)),
            GOOD.now().minusSeconds(14 * 24 * 60 * 60), Optional.empty()));
    }

    private static Facts facts(Instant now, Set<String> charters, Requester requester, Optional<ProjectTerms> project,
                               QuestionFacts question) {
        return new Facts(now, charters, Optional.of(requester), project, Optional.of(question));
    }
}
