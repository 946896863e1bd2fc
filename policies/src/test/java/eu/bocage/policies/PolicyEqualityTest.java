package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Two policies are equal when they say the same, in whatever order, and only then. */
class PolicyEqualityTest {

    private static final Rule PERMISSION = Samples.policy().permissions().getFirst();
    private static final Constraint RESEARCH = Constraint.of(Term.COLLEGE, Operator.EQ, "research");
    private static final Constraint PUBLIC = Constraint.of(Term.COLLEGE, Operator.EQ, "public");
    private static final Rule FORBID = new Rule(Rule.USE, List.of(RESEARCH));
    private static final Rule SIGN = new Rule(Rule.PROMISE,
        List.of(Constraint.of(Term.NO_COMMERCIAL_USE, Operator.EQ, "true")));

    @Test
    void equalWhenEveryKindOfRuleIs() {
        Policy policy = new Policy(List.of(PERMISSION), List.of(FORBID), List.of(SIGN));
        assertThat(policy).isEqualTo(policy).isNotEqualTo("policy").isNotEqualTo(null)
            .isEqualTo(new Policy(List.of(PERMISSION, PERMISSION), List.of(FORBID), List.of(SIGN)))
            .hasSameHashCodeAs(new Policy(List.of(PERMISSION), List.of(FORBID, FORBID), List.of(SIGN)));
        for (Policy other : List.of(new Policy(List.of(), List.of(FORBID), List.of(SIGN)),
            new Policy(List.of(PERMISSION), List.of(), List.of(SIGN)),
            new Policy(List.of(PERMISSION), List.of(FORBID), List.of()),
            new Policy(List.of(PERMISSION), List.of(SIGN), List.of(FORBID)))) {
            assertThat(other).isNotEqualTo(policy).doesNotHaveSameHashCodeAs(policy)
                .doesNotHaveToString(policy.toString());
        }
        assertThat(policy.toString()).contains("permissions=[Rule", "prohibitions=[Rule", "obligations=[Rule",
            Rule.PROMISE);
    }

    @Test
    void orderOfRulesNeverCounts() {
        Rule signed = new Rule(Rule.USE, List.of(RESEARCH), List.of(SIGN));
        Rule other = new Rule(Rule.USE, List.of(PUBLIC));
        Rule sell = new Rule("urn:sell", List.of(RESEARCH));
        List<Rule> sorted = new Policy(List.of(), List.of(FORBID, signed, other, sell), List.of()).prohibitions();
        assertThat(new Policy(List.of(), List.of(sell, other, signed, FORBID), List.of()).prohibitions())
            .isEqualTo(sorted).containsExactly(other, FORBID, signed, sell);
        assertThat(FORBID).isLessThan(signed).isEqualByComparingTo(new Rule(Rule.USE, List.of(RESEARCH)));
    }

    @Test
    void conditionsSayThemselvesInFull() {
        Expression either = Expression.of(Connective.OR, List.of(RESEARCH, PUBLIC));
        assertThat(either.toString()).startsWith("or[").contains("research", "public");
        assertThat(new Constraint(Term.KEYS.iri(), Operator.IS_ANY_OF, List.of("a,,b", " ", "c")).values())
            .containsExactly("a", "b", "c");
    }
}
