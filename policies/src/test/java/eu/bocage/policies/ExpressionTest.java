package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One normal form for what cannot mean different things, and known places for each term. */
class ExpressionTest {

    private static final Constraint A = Constraint.of(Term.COLLEGE, Operator.EQ, "a");
    private static final Constraint B = Constraint.of(Term.COLLEGE, Operator.EQ, "b");
    private static final Constraint C = Constraint.of(Term.ROLE, Operator.EQ, "c");

    @Test
    void andWithinAndIsOneAndSoIsOr() {
        for (Connective connective : List.of(Connective.AND, Connective.OR, Connective.AND_SEQUENCE)) {
            Expression flat = Expression.of(connective, List.of(A, B, C));
            assertThat(Expression.of(connective, List.of(C, Expression.of(connective, List.of(B, A))))).isEqualTo(flat)
                .hasSameHashCodeAs(flat).hasToString(flat.toString());
            assertThat(Expression.of(connective, List.of(A, C, B, C, A))).isEqualTo(flat);
        }
        assertThat(Expression.of(Connective.AND_SEQUENCE, List.of(B, A)))
            .isEqualTo(Expression.of(Connective.AND, List.of(A, B)))
            .isNotEqualTo(Expression.of(Connective.OR, List.of(A, B)));
    }

    @ParameterizedTest
    @EnumSource
    void oneOperandIsItselfAndNoneIsRefused(Connective connective) {
        assertThat(Expression.of(connective, List.of(A))).isEqualTo(A);
        assertThatThrownBy(() -> Expression.of(connective, List.of())).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(connective.odrl());
        assertThat(Connective.ofIri(connective.iri())).contains(connective);
        assertThat(connective.iri()).isEqualTo("http://www.w3.org/ns/odrl/2/" + connective.odrl());
        assertThat(Connective.ofIri(connective.odrl())).isEmpty();
    }

    @Test
    void xoneKeepsWhatIsWrittenTwiceAndWhatIsNested() {
        Expression twice = Expression.of(Connective.XONE, List.of(A, A));
        assertThat(twice).isNotEqualTo(A);
        assertThat(twice.size()).isEqualTo(2);
        Expression nested = Expression.of(Connective.XONE, List.of(A, Expression.of(Connective.XONE, List.of(B, C))));
        assertThat(nested).isNotEqualTo(Expression.of(Connective.XONE, List.of(A, B, C)));
        assertThat(nested.depth()).isEqualTo(2);
        assertThat(Expression.of(Connective.XONE, List.of(B, A)))
            .isEqualTo(Expression.of(Connective.XONE, List.of(A, B)));
    }

    @Test
    void ruleDissolvesAnd() {
        assertThat(new Rule("x", List.of(Expression.of(Connective.AND, List.of(A, C)), B)))
            .isEqualTo(new Rule("x", List.of(C, B, A, A)));
        Expression or = Expression.of(Connective.OR, List.of(A, B));
        assertThat(new Rule("x", List.of(or, C)).direct()).containsExactly(C);
        assertThat(new Rule("x", List.of(or, C)).constraints()).containsExactly(C, or);
    }

    @Test
    void isBoundedInDepthAndLength() {
        Expression deep = A;
        for (int i = 0; i < Logical.DEEPEST; i++) {
            deep = Expression.of(i % 2 == 0 ? Connective.OR : Connective.XONE, List.of(deep, B));
        }
        assertThat(deep.depth()).isEqualTo(Logical.DEEPEST);
        Expression deepest = deep;
        assertThatThrownBy(() -> Expression.of(Connective.OR, List.of(deepest, C)))
            .isInstanceOf(IllegalArgumentException.class);
        List<Constraint> many = new ArrayList<>();
        for (int i = 0; i < Logical.LARGEST; i++) {
            many.add(Constraint.of(Term.ROLE, Operator.EQ, "r" + i));
        }
        assertThat(Expression.of(Connective.OR, many).size()).isEqualTo(Logical.LARGEST);
        many.add(A);
        assertThatThrownBy(() -> Expression.of(Connective.OR, many)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deniesAPolicyOfTooManyConditionsWithOneReason() {
        List<Constraint> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(Constraint.of(Term.ROLE, Operator.NEQ, "r" + i));
        }
        Policy longest = Samples.wanting(many.subList(0, 1024 - 11).toArray(Expression[]::new));
        assertThat(Decider.permits(longest, Scope.QUERY, Samples.known())).isTrue();
        for (Policy policy : List.of(Samples.wanting(many.subList(0, 1024 - 10).toArray(Expression[]::new)),
            Samples.wanting(many.toArray(Expression[]::new)))) {
            assertThat(Samples.reasons(Decider.decide(policy, Scope.QUERY, Samples.known()))).singleElement()
                .satisfies(reason -> assertThat(reason.english()).contains("more than 1024 conditions"));
            assertThat(policy.promises()).isEmpty();
        }
    }

    @Test
    void deniesTooManyValues() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i <= Term.MOST_VALUES; i++) {
            values.add("v" + i);
        }
        Constraint most = new Constraint(Term.ROLE.iri(), Operator.IS_NONE_OF, values.subList(1, values.size()));
        assertThat(Samples.wanting(most).faults()).isEmpty();
        Constraint more = new Constraint(Term.ROLE.iri(), Operator.IS_NONE_OF, values);
        assertThat(Samples.wanting(more).faults()).singleElement()
            .satisfies(fault -> assertThat(fault.english()).contains("unknown form"));
    }

    @Test
    void attestedTermsStandInDutiesOnly() {
        Constraint promise = Constraint.of(Term.NO_COMMERCIAL_USE, Operator.EQ, "true");
        assertThat(Samples.promising(promise).faults()).isEmpty();
        assertThat(Samples.promising(Expression.of(Connective.OR, List.of(promise, A))).faults()).isEmpty();
        for (Policy misplaced : List.of(Samples.wanting(promise), Samples.prohibiting(promise),
            Samples.wanting(Expression.of(Connective.OR, List.of(promise, A))))) {
            assertMisplaced(misplaced, "noCommercialUse");
        }
    }

    @Test
    void outputRulesStandByThemselvesInThePermissionOnly() {
        Constraint dominance = Constraint.of(Term.DOMINANCE, Operator.LTEQ, "85");
        assertThat(Samples.wanting(dominance).faults()).isEmpty();
        assertThat(Samples.wanting(Expression.of(Connective.AND, List.of(dominance, A))).faults()).isEmpty();
        for (Policy misplaced : List.of(Samples.prohibiting(dominance), Samples.promising(dominance),
            Samples.wanting(Expression.of(Connective.OR, List.of(dominance, A))),
            Samples.wanting(Expression.of(Connective.XONE, List.of(dominance, A))))) {
            assertMisplaced(misplaced, "dominance");
        }
    }

    @Test
    void votesPermitAndNeverForbid() {
        Constraint votes = Constraint.of(Term.APPROVAL, Operator.IS_ALL_OF, "a:1:1:1");
        assertThat(Samples.wanting(votes).faults()).isEmpty();
        assertThat(Samples.wanting(Expression.of(Connective.OR, List.of(votes, A))).faults()).isEmpty();
        assertMisplaced(Samples.prohibiting(votes), "approval");
        assertMisplaced(Samples.promising(votes), "approval");
    }

    @ParameterizedTest
    @EnumSource(value = Term.class, names = {"CHARTER", "PROJECT", "PURPOSE", "TERM", "FINEST_ZONING",
        "BUDGET_PER_REQUEST", "MEASURES", "KEYS", "AGGREGATE_ONLY", "MINIMUM_GROUP"})
    void mandatoryTermAsOneOfSeveralWaysIsMissing(Term term) {
        assertThat(term.mandatory()).isTrue();
        Policy policy = Samples.with(Samples.policy(), all -> {
            all.removeIf(one -> one.term().equals(term.iri()));
            return all;
        });
        Constraint own = Samples.policy().permissions().getFirst().direct().stream()
            .filter(one -> one.term().equals(term.iri())).findFirst().orElseThrow();
        List<Expression> conditions = new ArrayList<>(policy.permissions().getFirst().constraints());
        conditions.add(Expression.of(Connective.OR, List.of(own, A)));
        assertThat(new Policy(List.of(new Rule(Rule.USE, conditions)), List.of(), List.of()).faults())
            .extracting(Reason::term).contains(term.key());
        assertThat(policy.faults()).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.term()).isEqualTo(term.key());
            assertThat(fault.english()).contains("is missing");
        });
    }

    @ParameterizedTest
    @CsvSource({"PURPOSE, NEQ, marketing", "PURPOSE, IS_NONE_OF, marketing", "MEASURES, IS_NONE_OF, salary",
        "KEYS, NEQ, name"})
    void leavingOutIsNoListOfWhatIsAllowed(Term term, Operator operator, String value) {
        assertThat(Samples.replacing(term, Operator.IS_ANY_OF, "x").faults()).isEmpty();
        Policy open = Samples.with(Samples.policy(), all -> {
            all.removeIf(one -> one.term().equals(term.iri()));
            all.add(Constraint.of(term, operator, value));
            return all;
        });
        assertThat(open.faults()).singleElement().satisfies(fault ->
            assertThat(fault.english()).contains("is missing"));
    }

    @ParameterizedTest
    @CsvSource({"GTEQ, 2026-01-01, LT, 2027-01-01, true", "GT, 2026-01-01, LTEQ, 2027-01-01, true",
        "EQ, 2026-11-25, EQ, 2026-11-25, true", "GTEQ, 2026-01-01, GT, 2026-01-01, false",
        "LTEQ, 2027-01-01, LT, 2027-01-01, false", "NEQ, 2026-01-01, NEQ, 2027-01-01, false"})
    void termHasABeginningAndAnEnd(Operator one, String first, Operator other, String second, boolean whole) {
        Policy policy = Samples.with(Samples.policy(), all -> {
            all.removeIf(constraint -> constraint.term().equals(Term.TERM.iri()));
            all.add(Constraint.of(Term.TERM, one, first));
            all.add(Constraint.of(Term.TERM, other, second));
            return all;
        });
        assertThat(policy.faults().isEmpty()).isEqualTo(whole);
    }

    @Test
    void dutiesToDoAnythingElseAreUnknown() {
        Rule permission = Samples.policy().permissions().getFirst();
        Constraint promise = Constraint.of(Term.NO_COMMERCIAL_USE, Operator.EQ, "true");
        Rule good = new Rule(Rule.PROMISE, List.of(promise));
        for (Rule duty : List.of(new Rule("http://www.w3.org/ns/odrl/2/delete", List.of(promise)),
            new Rule(Rule.PROMISE, List.of()), new Rule(Rule.USE, List.of(promise)),
            new Rule(Rule.PROMISE, List.of(promise), List.of(good)))) {
            Policy inside = new Policy(List.of(new Rule(Rule.USE, permission.constraints(), List.of(duty))), List.of(),
                List.of());
            Policy beside = new Policy(List.of(permission), List.of(), List.of(duty));
            assertThat(inside.faults()).singleElement().isEqualTo(beside.faults().getFirst());
            assertThat(beside.faults().getFirst().english()).contains("a duty");
        }
        Policy remedy = new Policy(List.of(permission), List.of(new Rule(Rule.USE, List.of(A), List.of(good))),
            List.of());
        assertThat(remedy.faults()).singleElement().satisfies(fault ->
            assertThat(fault.english()).contains("a remedy of a prohibition"));
    }

    private static void assertMisplaced(Policy policy, String term) {
        assertThat(policy.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.term()).isEqualTo(term);
            assertThat(fault.english()).contains("cannot be judged at this place");
        });
        for (Scope scope : Scope.values()) {
            assertThat(Decider.permits(policy, scope, Samples.known())).isFalse();
        }
    }
}
