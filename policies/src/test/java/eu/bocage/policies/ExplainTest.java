package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTest {

    private static final Charter FULL = FullCharter.charter();
    private static final Policy POLICY = new Sweep(Set.of(FULL.hash())).policy(FULL);

    /** Nothing that is evaluated goes unsaid, and nothing is said that is not evaluated. */
    @Test
    void explainsEveryConditionOfThePolicyOnce() {
        Explanation explanation = Explain.of(POLICY, FULL);
        Rule permission = POLICY.permissions().getFirst();
        List<Words> said = Stream.of(explanation.checks(), explanation.hidden(), explanation.promises())
            .flatMap(List::stream).map(Explanation.Check::condition).toList();
        int conditions = permission.constraints().size() + permission.duties().stream()
            .mapToInt(duty -> duty.constraints().size()).sum();
        assertThat(said).hasSize(conditions).doesNotHaveDuplicates();
        String whole = Words.of(POLICY, FULL).english();
        assertThat(said).allSatisfy(words -> assertThat(whole)
            .contains(words.english().lines().findFirst().orElseThrow()));
    }

    @Test
    void tellsWhatIsCheckedFromWhatIsOnlyPromised() {
        Explanation explanation = Explain.of(POLICY, FULL);
        assertThat(explanation.promises()).isNotEmpty().allSatisfy(check -> {
            assertThat(check.terms()).anyMatch(term -> term.kind() == Term.Kind.ATTESTED);
            assertThat(check.sources()).contains(Explanation.Source.PROMISE);
            assertThat(check.since()).isEqualTo(Scope.NEGOTIATION);
        });
        assertThat(explanation.hidden()).extracting(Explanation.Check::terms)
            .containsExactly(Set.of(Term.MINIMUM_GROUP), Set.of(Term.DOMINANCE));
        assertThat(explanation.checks()).allSatisfy(check -> assertThat(check.terms())
            .allMatch(term -> term.kind() == Term.Kind.GATE));
        assertThat(explanation.people()).extracting(Clause::id).containsExactly("C02");
    }

    @Test
    void saysWhenEachCheckCountsAndBehindWhichClause() {
        Explanation explanation = Explain.of(POLICY, FULL);
        assertThat(explanation.checks()).extracting(Explanation.Check::since).isSorted();
        Explanation.Check purpose = only(explanation, Set.of(Term.PURPOSE));
        assertThat(purpose.since()).isEqualTo(Scope.CATALOGUE);
        assertThat(purpose.sources()).containsExactly(Explanation.Source.PROJECT);
        assertThat(purpose.clauses()).extracting(Clause::id).containsExactly("C01");
        assertThat(only(explanation, Set.of(Term.RECIPROCITY)).since()).isEqualTo(Scope.NEGOTIATION);
        assertThat(only(explanation, Set.of(Term.EMBARGO)).since()).isEqualTo(Scope.TRANSFER);
        Explanation.Check committee = only(explanation, Set.of(Term.PURPOSE, Term.MEASURES, Term.APPROVAL));
        assertThat(committee.since()).isEqualTo(Scope.QUERY);
        assertThat(committee.sources()).containsExactlyInAnyOrder(Explanation.Source.PROJECT,
            Explanation.Source.QUESTION, Explanation.Source.COMMITTEE);
        assertThat(committee.condition().english()).startsWith("At least one of these points is true:\n- ");
    }

    @ParameterizedTest
    @EnumSource(Term.class)
    void everyTermHasASourceThatFitsItsKind(Term term) {
        assertThat(Explain.source(term) == Explanation.Source.PROMISE).isEqualTo(term.kind() == Term.Kind.ATTESTED);
        assertThat(Explain.source(term) == Explanation.Source.ANSWER).isEqualTo(term.kind() == Term.Kind.OUTPUT_RULE);
    }

    @Test
    void saysItInWordsForPeople() {
        Words words = Explain.of(POLICY, FULL).words();
        Readability.check("explanation", words);
        assertThat(words.english().lines()).startsWith(
            "Before you sign, here is what will be checked, when, and against what.",
            "As soon as the offer is shown, then at every step:",
            "- The agreement is made under \"Full charter\", version 2 (fingerprint "
                + FULL.hash().substring(8, 20) + "…).",
            "  - Against: the signed adherences to the charter.",
            "- The requester owns the project \"atlas\".",
            "  - Against: the project in the register.",
            "- The purpose is among: Climate plan, Health, Heat.",
            "  - Against: the project in the register.",
            "  - Clause C01: All.").endsWith(
            "What the charter also asks for, in the care of people and courts:",
            "- C02: Promise (promised by each member who signs the charter).");
        assertThat(words.english().lines()).contains("When the agreement is signed, then at every step:",
            "When access is opened, then at every step:", "At each question:",
            "On the answer, once the cost is spent, which is never given back:",
            "What is promised, and no node can check:",
            "  - Against: the requester's signed promise, and no more.",
            "- At least one of these points is true:",
            "  - The requester promises to pay at least 50 €.");
        assertThat(words.french().lines().toList()).hasSameSizeAs(words.english().lines().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"climate-hub", "ekitia-like", "minimal"})
    void explainsACharterBeforeAnyDatasetIsThere(String name) {
        Charter charter = ReadyChartersTest.charter(name);
        Words words = Explain.of(charter).words();
        Readability.check(name, words);
        assertThat(words.english().lines()).contains("- The requester owns a project in the register.",
            "- The question keeps to the measures that the card declares.",
            "- The question keeps to the criteria that the card declares.",
            "- The smallest place shown is the commune (municipality), or wider.",
            "- The date is 1 January 2026 or later.", "- The date is 31 December 2028 or earlier.");
        assertThat(words.french().lines()).contains("- Le demandeur porte un projet inscrit au registre.",
            "- La question se limite aux mesures que la fiche déclare.",
            "- La question se limite aux critères de regroupement que la fiche déclare.");
        assertThat(words.english()).doesNotContain("\"project\"", "for no measure", "by place only");
    }

    @Test
    void saysProhibitionsAsSuch() {
        Constraint college = Constraint.of(Term.COLLEGE, Operator.EQ, "private");
        Constraint month = Constraint.of(Term.KEYS, Operator.EQ, "month");
        Policy policy = new Policy(POLICY.permissions(), List.of(new Rule(Rule.USE, List.of(college)),
            new Rule(Rule.USE, List.of(college, month))), List.of());
        List<Explanation.Check> forbidding = Explain.of(policy, FULL).checks().stream()
            .filter(Explanation.Check::forbids).toList();
        assertThat(forbidding).extracting(check -> check.condition().english()).containsExactly(
            "The requester's college is: \"private\".",
            "All of this is true:\n- The question touches these criteria: month.\n"
                + "- The requester's college is: \"private\".");
        assertThat(Explain.of(policy, FULL).words().english()).contains(
            "- This is forbidden in this case:\n  - The requester's college is: \"private\".\n"
                + "  - Against: the signed register of members.",
            "- This is forbidden in this case:\n  - All of this is true:\n    - The question touches these criteria");
        Policy never = new Policy(POLICY.permissions(), List.of(new Rule(Rule.USE, List.of())), List.of());
        assertThat(Explain.of(never, FULL).words().english()).contains("\n- Every question is forbidden.\n");
    }

    @Test
    void explainsNothingThatIsNotUnderstood() {
        assertThatThrownBy(() -> Explain.of(Policy.unreadable("nested or"), FULL))
            .isInstanceOfSatisfying(InvalidDocument.class, refused -> assertThat(refused.problems())
                .anySatisfy(problem -> assertThat(problem.english()).contains("nested or")));
    }

    private static Explanation.Check only(Explanation explanation, Set<Term> terms) {
        List<Explanation.Check> found = new ArrayList<>(explanation.checks());
        found.removeIf(check -> !EnumSet.copyOf(check.terms()).equals(EnumSet.copyOf(terms)));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
