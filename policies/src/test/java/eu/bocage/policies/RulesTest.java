package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Prohibitions, promises, votes, and conditions within conditions. */
class RulesTest {

    private static final Facts KNOWN = Samples.known();
    private static final Constraint RESEARCH = Constraint.of(Term.COLLEGE, Operator.EQ, "research");
    private static final Constraint PUBLIC = Constraint.of(Term.COLLEGE, Operator.EQ, "public");
    private static final Constraint APPROVED = Constraint.of(Term.APPROVAL, Operator.IS_ALL_OF, "public:2:51:14",
        "citizens:3:60:14");

    @ParameterizedTest
    @EnumSource
    void unconditionalProhibitionForbids(Scope scope) {
        assertThat(Samples.reasons(Decider.decide(Samples.prohibiting(), scope, KNOWN))).singleElement()
            .satisfies(reason -> assertThat(reason.english()).contains("a prohibition without conditions"));
    }

    @Test
    void prohibitionForbidsWhatItNamesAndWhatIsNotKnown() {
        assertThat(Decider.permits(Samples.prohibiting(PUBLIC), Scope.QUERY, KNOWN)).isTrue();
        assertThat(english(Samples.prohibiting(RESEARCH), KNOWN)).containsExactly(
            "The policy prohibits this: the requester's college is: \"research\".");
        Requester unknown = new Requester(Samples.OWNER, Set.of(), Set.of(), "", "FR", "FR");
        Facts facts = new Facts(KNOWN.now(), KNOWN.charters(), Optional.of(unknown), KNOWN.project(),
            KNOWN.question());
        assertThat(english(Samples.prohibiting(PUBLIC), facts)).containsExactly("The policy prohibits this, and the "
            + "node cannot rule it out: the requester's college is: \"public\".");
        assertThat(Decider.permits(Samples.prohibiting(PUBLIC, RESEARCH), Scope.QUERY, KNOWN)).isTrue();
    }

    @Test
    void prohibitionIsMetByASingleUseAmongOthers() {
        Policy policy = Samples.prohibiting(Constraint.of(Term.MEASURES, Operator.IS_ANY_OF, "power", "salary"));
        assertThat(Decider.permits(policy, Scope.QUERY, asking("consumption"))).isTrue();
        assertThat(Decider.permits(policy, Scope.QUERY, asking())).isTrue();
        assertThat(Decider.permits(policy, Scope.QUERY, asking("consumption", "power"))).isFalse();
        Policy others = Samples.prohibiting(Constraint.of(Term.MEASURES, Operator.IS_NONE_OF, "consumption"));
        assertThat(Decider.permits(others, Scope.QUERY, asking("consumption"))).isTrue();
        assertThat(Decider.permits(others, Scope.QUERY, asking("consumption", "power"))).isFalse();
    }

    @Test
    void exclusiveProhibitionIsNotEvadedByAskingForBoth() {
        Constraint a = Constraint.of(Term.MEASURES, Operator.EQ, "consumption");
        Constraint b = Constraint.of(Term.MEASURES, Operator.EQ, "power");
        Expression either = Expression.of(Connective.XONE, List.of(a, b));
        Expression deep = Expression.of(Connective.XONE, List.of(PUBLIC, Expression.of(Connective.OR,
            List.of(RESEARCH, a))));
        for (Expression condition : List.of(either, deep)) {
            for (Policy policy : List.of(Samples.prohibiting(condition), Samples.wanting(condition))) {
                for (String[] measures : new String[][]{{}, {"consumption"}, {"power"}, {"consumption", "power"}}) {
                    assertThat(english(policy, asking(measures))).anySatisfy(reason -> assertThat(reason)
                        .contains("\"measures\"", "asking for more would evade it"));
                }
            }
        }
        assertThat(Decider.permits(Samples.prohibiting(Expression.of(Connective.OR, List.of(a, b))), Scope.QUERY,
            asking("consumption", "power"))).isFalse();
    }

    @Test
    void prohibitionOfOnePurposeLeavesTheProjectsOthersUntilOneIsAsked() {
        Policy policy = Samples.prohibiting(Constraint.of(Term.PURPOSE, Operator.EQ, "climate-plan"));
        assertThat(Decider.permits(policy, Scope.CATALOGUE, KNOWN)).isTrue();
        assertThat(Decider.permits(policy, Scope.QUERY, KNOWN)).isFalse();
        Policy both = Samples.prohibiting(Constraint.of(Term.PURPOSE, Operator.IS_ANY_OF, "climate-plan",
            "water-management"));
        assertThat(Decider.permits(both, Scope.CATALOGUE, KNOWN)).isFalse();
    }

    @Test
    void promiseCountsOnceItIsSigned() {
        Policy policy = Samples.promising(Constraint.of(Term.NO_REIDENTIFICATION, Operator.EQ, "true"),
            Constraint.of(Term.RETENTION, Operator.LTEQ, "365"));
        assertThat(policy.promises()).containsExactly(new Promise(Term.NO_REIDENTIFICATION, "true"),
            new Promise(Term.RETENTION, "365"));
        assertThat(Decider.permits(policy, Scope.CATALOGUE, KNOWN)).isTrue();
        assertThat(Samples.reasons(Decider.decide(policy, Scope.NEGOTIATION, KNOWN))).extracting(Reason::english,
            reason -> reason.change().french()).containsExactly(
                tuple(
                    "The requester has not signed this promise: the requester promises to seek to recognise nobody in "
                        + "the results.",
                    "la promesse signée : le demandeur promet de ne chercher à reconnaître personne dans les "
                        + "résultats"),
                tuple(
                    "The requester has not signed this promise: the requester promises to erase the results within "
                        + "365 days.",
                    "la promesse signée : le demandeur promet d'effacer les résultats en au plus 365 jours"));
        Facts signed = KNOWN.withPromises(Set.copyOf(policy.promises()));
        assertThat(Decider.decide(policy, Scope.QUERY, signed))
            .isEqualTo(new Decision.Permitted(new OutputRules(12, 0), policy.promises()));
        assertThat(Decider.permits(policy, Scope.QUERY, KNOWN.withPromises(Set.of(
            new Promise(Term.RETENTION, "365"))))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"RETENTION, LTEQ, 365, 364, true", "RETENTION, LTEQ, 365, 366, false", "FEE, GTEQ, 5000, 5001, true",
        "FEE, GTEQ, 5000, 4999, false", "PUBLICATION, LTEQ, 90, 90, true", "PUBLICATION, LTEQ, 90, 91, false",
        "ATTRIBUTION, EQ, Pôle climat, Pôle climat, true", "ATTRIBUTION, EQ, Pôle climat, Pole climat, false",
        "ONWARD_SHARING, EQ, none, none, true", "ONWARD_SHARING, EQ, none, members, false",
        "NO_COMMERCIAL_USE, EQ, true, true, true"})
    void stricterPromiseKeepsALaxerTerm(Term term, Operator operator, String wanted, String signed, boolean kept) {
        Policy policy = Samples.promising(Constraint.of(term, operator, wanted));
        Facts facts = KNOWN.withPromises(Set.of(new Promise(term, signed)));
        assertThat(Decider.permits(policy, Scope.QUERY, facts)).isEqualTo(kept);
        assertThat(Decider.permits(policy, Scope.QUERY, KNOWN)).isFalse();
        assertThat(Samples.reasons(Decider.decide(policy, Scope.QUERY, kept ? KNOWN : facts))).singleElement()
            .satisfies(reason -> assertThat(reason.term()).isEqualTo(term.key()));
    }

    @Test
    void obligationOfThePolicyIsADutyOfItsPermission() {
        Rule duty = new Rule(Rule.PROMISE, List.of(Constraint.of(Term.NO_COMMERCIAL_USE, Operator.EQ, "true")));
        Policy policy = new Policy(Samples.policy().permissions(), List.of(), List.of(duty));
        assertThat(Decider.permits(policy, Scope.QUERY, KNOWN)).isFalse();
        assertThat(policy.promises()).containsExactly(new Promise(Term.NO_COMMERCIAL_USE, "true"));
        assertThat(Decider.permits(policy, Scope.QUERY, KNOWN.withPromises(Set.copyOf(policy.promises())))).isTrue();
    }

    @Test
    void exemptionStandsInForTheFee() {
        Expression fee = Expression.of(Connective.OR, List.of(Constraint.of(Term.FEE, Operator.GTEQ, "5000"),
            Constraint.of(Term.ROLE, Operator.IS_ANY_OF, "researcher")));
        assertThat(Decider.decide(Samples.promising(fee), Scope.QUERY, KNOWN))
            .isEqualTo(new Decision.Permitted(new OutputRules(12, 0), List.of()));
        Expression other = Expression.of(Connective.OR, List.of(Constraint.of(Term.FEE, Operator.GTEQ, "5000"),
            Constraint.of(Term.ROLE, Operator.IS_ANY_OF, "authority")));
        List<Reason> reasons = Samples.reasons(Decider.decide(Samples.promising(other), Scope.QUERY, KNOWN));
        assertThat(reasons).extracting(Reason::term).containsExactlyInAnyOrder("fee", "requesterRole");
        assertThat(reasons).allSatisfy(reason -> {
            assertThat(reason.english()).startsWith("One of several conditions must hold, and this one does not. ");
            assertThat(reason.french()).startsWith("Parmi plusieurs conditions, une doit être remplie");
        });
        assertThat(Decider.permits(Samples.promising(other), Scope.QUERY,
            KNOWN.withPromises(Set.of(new Promise(Term.FEE, "5000"))))).isTrue();
    }

    @Test
    void onlyOneOfSeveralMayHold() {
        Constraint french = Constraint.of(Term.JURISDICTION, Operator.EQ, "FR");
        Policy policy = Samples.wanting(Expression.of(Connective.XONE, List.of(RESEARCH, french)));
        assertThat(english(policy, KNOWN)).containsExactlyInAnyOrder(
            "Only one of several conditions may hold; 2 do, this one among them: the requester's college is: "
                + "\"research\".",
            "Only one of several conditions may hold; 2 do, this one among them: the requester is under the law of one "
                + "of these countries: France.");
        assertThat(Decider.permits(Samples.wanting(Expression.of(Connective.XONE, List.of(RESEARCH, PUBLIC))),
            Scope.QUERY, KNOWN)).isTrue();
        assertThat(english(Samples.wanting(Expression.of(Connective.XONE, List.of(PUBLIC,
            Constraint.of(Term.ROLE, Operator.EQ, "x")))), KNOWN)).hasSize(2)
            .allSatisfy(text -> assertThat(text).startsWith("One of several conditions must hold"));
    }

    @Test
    void waitsForVotesWhenNothingElseIsInTheWay() {
        Policy policy = Samples.wanting(APPROVED);
        Decision open = Decider.decide(policy, Scope.QUERY, KNOWN);
        assertThat(open).isInstanceOfSatisfying(Decision.NeedsApproval.class, needed -> {
            assertThat(needed.what()).containsExactlyInAnyOrder(new Approval("public", 2, 51, 14),
                new Approval("citizens", 3, 60, 14));
            assertThat(needed.reasons()).singleElement().satisfies(reason -> {
                assertThat(reason.english()).contains("citizens: 0 for, 0 against; it takes at least 3 voters "
                    + "and at least 60% of the college's members for",
                    "public: 0 for, 0 against; it takes at least 2 voters");
                assertThat(reason.change().french()).isEqualTo("les votes qui manquent, dans le délai");
            });
        });
        assertThat(Decider.permits(policy, Scope.QUERY, KNOWN)).isFalse();
        assertThat(Decider.permits(policy, Scope.MONITOR, KNOWN)).isTrue();
        Decision both = Decider.decide(Samples.wanting(APPROVED, PUBLIC), Scope.QUERY, KNOWN);
        assertThat(both).isInstanceOf(Decision.Denied.class);
        assertThat(Samples.reasons(both)).extracting(Reason::term)
            .containsExactlyInAnyOrder("approval", "requesterCollege");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 3, 0, open", "2, 0, 2, 0, open", "2, 0, 3, 0, given", "1, 1, 3, 0, open", "2, 1, 3, 2, given",
        "2, 1, 2, 2, open", "2, 0, 0, 9, open", "9, 9, 9, 0, open", "51, 49, 60, 40, given", "50, 50, 60, 40, open"})
    void countsQuorumAndMajorityOfEachCollege(int yes, int no, int citizensYes, int citizensNo, String state) {
        Tally tally = tally(Duration.ofDays(1), yes, no, citizensYes, citizensNo);
        Decision decision = Decider.decide(Samples.wanting(APPROVED), Scope.QUERY, KNOWN.withTally(tally));
        assertThat(decision).isInstanceOf(state.equals("given") ? Decision.Permitted.class
            : Decision.NeedsApproval.class);
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 3, true", "2, 0, 4, false", "3, 0, 5, true", "2, 3, 5, false", "51, 0, 100, true",
        "50, 0, 100, false", "2147483647, 0, 2147483647, true"})
    void wantsTheMajorityOfAllMembersOfTheCollege(int yes, int no, int members, boolean given) {
        assertThat(new Approval("public", 2, 51, 14).given(new Tally.Votes(yes, no, members))).isEqualTo(given);
    }

    @Test
    void tellsWhatEachCommitteeDecidedForGood() {
        Constraint other = Constraint.of(Term.APPROVAL, Operator.IS_ALL_OF, "research:1:100:30");
        Tally tally = new Tally(Map.of(), KNOWN.now(), Optional.empty(),
            Set.of(Set.of(new Approval("public", 2, 51, 14), new Approval("citizens", 3, 60, 14))),
            Map.of(Set.of(new Approval("research", 1, 100, 30)), new Words("trop précis.", "too precise.")));
        assertThat(Decider.permits(Samples.wanting(APPROVED), Scope.QUERY, KNOWN.withTally(tally))).isTrue();
        assertThat(Decider.decide(Samples.wanting(other), Scope.QUERY, KNOWN.withTally(tally)))
            .isInstanceOf(Decision.Denied.class);
        assertThat(english(Samples.wanting(APPROVED, other), KNOWN.withTally(tally)))
            .containsExactly("The committee has refused: too precise.");
    }

    @Test
    void refusesByDefaultWhenTheTimeToVoteIsOver() {
        Policy policy = Samples.wanting(APPROVED);
        Facts last = KNOWN.withTally(tally(Duration.ofDays(14).minusSeconds(1), 2, 0, 2, 0));
        assertThat(Decider.decide(policy, Scope.QUERY, last)).isInstanceOfSatisfying(Decision.NeedsApproval.class,
            needed -> assertThat(needed.reasons().getFirst().change().english())
                .isEqualTo("the votes that are wanting, before 2026-11-25"));
        Facts over = KNOWN.withTally(tally(Duration.ofDays(14), 2, 0, 2, 0));
        assertThat(Decider.decide(policy, Scope.QUERY, over)).isInstanceOf(Decision.Denied.class);
        assertThat(english(policy, over)).singleElement().asString()
            .isEqualTo("The time to vote passed without approval, which is a refusal "
                + "(citizens: 2 for, 0 against; it takes at least 3 voters and at least 60% of the college's members "
                + "for).");
        assertThat(Decider.permits(policy, Scope.QUERY, KNOWN.withTally(tally(Duration.ofDays(90), 2, 0, 3, 0))))
            .isTrue();
    }

    @Test
    void tellsTheCommitteesReason() {
        Tally refused = new Tally(Map.of(), KNOWN.now(), Optional.of(new Words("trop précis.", "too precise.")));
        Decision decision = Decider.decide(Samples.wanting(APPROVED), Scope.QUERY, KNOWN.withTally(refused));
        assertThat(decision).isInstanceOf(Decision.Denied.class);
        assertThat(Samples.reasons(decision)).singleElement().satisfies(reason -> {
            assertThat(reason.french()).isEqualTo("Le comité a refusé : trop précis.");
            assertThat(reason.english()).isEqualTo("The committee has refused: too precise.");
        });
    }

    @Test
    void asksTheCommitteeOnlyForWhatItDecidesOn() {
        Policy policy = Samples.wanting(Expression.of(Connective.OR, List.of(
            Constraint.of(Term.MEASURES, Operator.IS_NONE_OF, "power"), APPROVED)));
        assertThat(Decider.permits(policy, Scope.QUERY, asking("consumption"))).isTrue();
        assertThat(Decider.decide(policy, Scope.QUERY, asking("power"))).isInstanceOf(Decision.NeedsApproval.class);
    }

    @Test
    void valuesThatMeanNothingCannotBeBuilt() {
        assertThatThrownBy(() -> new Promise(Term.ROLE, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Promise(Term.RETENTION, "long")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tally.Votes(-1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tally.Votes(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tally.Votes(2, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OutputRules(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OutputRules(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OutputRules(0, 101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Decision.NeedsApproval(List.of(), List.of(new Reason("a", "", "b", "c"))))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Decision.NeedsApproval(List.of(new Approval("a", 1, 1, 1)), List.of()))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Decision.Denied(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Reason("a", "", "b", "c", null).change()).isEqualTo(new Words("", ""));
        assertThat(new OutputRules(3, 0).and(new OutputRules(2, 85))).isEqualTo(new OutputRules(3, 85));
        assertThat(new OutputRules(0, 80).and(new OutputRules(5, 0))).isEqualTo(new OutputRules(5, 80));
        assertThat(new OutputRules(0, 80).and(new OutputRules(0, 85))).isEqualTo(new OutputRules(0, 80));
    }

    @ParameterizedTest
    @CsvSource({"research:3:51:14, true", "a:1:1:1, true", "a:9999:100:365, true", "a:0:1:1, false",
        "a:1:0:1, false", "a:1:101:1, false", "a:1:1:0, false", "a:1:1:366, false", "A:1:1:1, false", "a:1:1, false",
        "a:01:1:1, false", "a:10000:1:1, false", "a:1:1:1:1, false", "a: 1:1:1, false"})
    void readsApprovalsInOneSpelling(String text, boolean good) {
        assertThat(Approval.of(text).map(Approval::text)).isEqualTo(good ? Optional.of(text) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"A, 1, 1, 1", "a, 0, 1, 1", "a, 10000, 1, 1", "a, 1, 0, 1", "a, 1, 101, 1", "a, 1, 1, 0",
        "a, 1, 1, 366"})
    void buildsNoOtherApproval(String college, int quorum, int majority, int days) {
        assertThatThrownBy(() -> new Approval(college, quorum, majority, days))
            .isInstanceOf(IllegalArgumentException.class);
    }

    private static Facts asking(String... measures) {
        return Samples.facts(new QuestionFacts("climate-plan", Zoning.EPCI, Set.of(measures), Set.of(), 1));
    }

    private static Tally tally(Duration ago, int yes, int no, int citizensYes, int citizensNo) {
        Instant opened = KNOWN.now().minus(ago);
        return new Tally(Map.of("public", new Tally.Votes(yes, no, yes + no), "citizens",
            new Tally.Votes(citizensYes, citizensNo, citizensYes + citizensNo)), opened, Optional.empty());
    }

    private static List<String> english(Policy policy, Facts facts) {
        return Samples.reasons(Decider.decide(policy, Scope.QUERY, facts)).stream().map(Reason::english).toList();
    }
}
