package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {

    @Test
    void listAndJoinedTextOfOneSetAreEqual() {
        Constraint list = new Constraint("t", Operator.IS_ANY_OF, List.of("a", "b", "c"));
        for (List<String> other : List.of(List.of("c", "a", "b"), List.of("a,b,c"), List.of(" c , b,a "),
            List.of("b", "a,c,"), List.of("a", "b", "c", "a"), List.of(list.joined()))) {
            assertThat(new Constraint("t", Operator.IS_ANY_OF, other)).isEqualTo(list);
        }
        assertThat(new Constraint("t", Operator.IS_ANY_OF, List.of("a", "b"))).isNotEqualTo(list);
    }

    @Test
    void commaJoinsNothingUnderOtherOperators() {
        assertThat(new Constraint("t", Operator.EQ, List.of("a,b")).values()).containsExactly("a,b");
        assertThat(new Constraint("t", Operator.EQ, List.of("a,b")))
            .isNotEqualTo(new Constraint("t", Operator.EQ, List.of("a", "b")));
    }

    @Test
    void orderOfLookAlikeRulesDoesNotMatter() {
        Rule one = new Rule("x", List.of(new Constraint("t", Operator.EQ, List.of("a,b", "c"))));
        Rule two = new Rule("x", List.of(new Constraint("t", Operator.EQ, List.of("a", "b,c"))));
        assertThat(new Policy(List.of(one, two), List.of(), List.of()))
            .isEqualTo(new Policy(List.of(two, one, two), List.of(), List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheNamesOfOperators(Operator operator) {
        assertThat(Operator.of(operator.odrl())).contains(operator);
        assertThat(Operator.of(operator.iri())).contains(operator);
        assertThat(Operator.of("odrl:" + operator.odrl())).contains(operator);
        assertThat(Operator.of(operator.name() + "x")).isEmpty();
        assertThat(operator.iri()).isEqualTo("http://www.w3.org/ns/odrl/2/" + operator.odrl());
    }

    @Test
    void knowsNoOtherOperator() {
        for (String other : List.of("in", "is", "", "EQ", "xeq", "odrl:", "dspace:eq")) {
            assertThat(Operator.of(other)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsTermsByKeyAndIri(Term term) {
        assertThat(term.iri()).isEqualTo("urn:bocage:odrl:1#" + term.key());
        assertThat(Term.ofKey(term.key())).contains(term);
        assertThat(Term.ofIri(term.iri())).contains(term);
        assertThat(Term.ofIri(term.key())).isEmpty();
        assertThat(term.operators()).isNotEmpty();
        assertThat(term.scopes()).contains(Scope.QUERY);
        assertThat(Term.NONE).startsWith(Term.PROFILE + "#");
    }
}
