package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Words are total: any policy at all is said, in as many lines in the one language as in the other. */
class WordsPropertiesTest {

    @Property(tries = 500)
    void saysAnyPolicyAndNeverThatOneIsOpenThatIsNot(@ForAll("policies") Policy policy) {
        for (Optional<Charter> charter : List.of(Optional.<Charter>empty(), Optional.of(Samples.charter()))) {
            Words words = PolicyWords.of(policy, charter);
            assertThat(words.french().lines().toList()).hasSameSizeAs(words.english().lines().toList());
            assertThat(words.english().startsWith("Questions may be asked")).isEqualTo(policy.faults().isEmpty());
            assertThat(words.french().startsWith("Des questions peuvent")).isEqualTo(policy.faults().isEmpty());
        }
    }

    @Property(tries = 500)
    void saysEachConditionThatIsUnderstood(@ForAll("policies") Policy policy) {
        String words = Words.of(policy).english();
        for (Rule rule : policy.permissions()) {
            for (Constraint constraint : rule.direct()) {
                Shape.understood(constraint).ifPresent(term -> assertThat(words).contains("- "
                    + new ConditionWords(new Names(Optional.empty()), ConditionWords.Side.PERMISSION)
                        .say(term, constraint).english()));
            }
        }
    }

    @Property(tries = 500)
    void explainsExactlyWhatIsUnderstoodInFull(@ForAll("policies") Policy policy) {
        if (policy.faults().isEmpty()) {
            Words words = Explain.of(policy, Samples.charter()).words();
            assertThat(words.french().lines().toList()).hasSameSizeAs(words.english().lines().toList());
        } else {
            assertThatThrownBy(() -> Explain.of(policy, Samples.charter())).isInstanceOf(InvalidDocument.class);
        }
    }

    /** About half are the sample's policy with more in it, which is often understood; the rest are anything. */
    @Provide
    Arbitrary<Policy> policies() {
        Arbitrary<Rule> rules = Combinators.combine(
            Arbitraries.of(Rule.USE, Rule.USE, Rule.PROMISE, "urn:example:sell"),
            expressions(2).list().ofMaxSize(3)).as(Rule::new);
        Arbitrary<List<Rule>> few = rules.list().ofMaxSize(2);
        Rule sample = Samples.policy().permissions().getFirst();
        Arbitrary<Rule> permission = expressions(2).list().ofMaxSize(2).map(more -> {
            List<Expression> all = new ArrayList<>(sample.constraints());
            all.addAll(more);
            return new Rule(Rule.USE, all, sample.duties());
        });
        return Arbitraries.oneOf(
            Combinators.combine(permission.list().ofSize(1), few, Arbitraries.just(List.<Rule>of())).as(Policy::new),
            Combinators.combine(few, few, few).as(Policy::new));
    }

    private static Arbitrary<Expression> expressions(int depth) {
        Arbitrary<Expression> constraints = constraints().map(constraint -> constraint);
        return depth == 0 ? constraints : Arbitraries.oneOf(constraints, Combinators.combine(
            Arbitraries.of(Connective.class), expressions(depth - 1).list().ofMinSize(1).ofMaxSize(3))
            .as(Expression::of));
    }

    private static Arbitrary<Constraint> constraints() {
        Arbitrary<Constraint> known = Arbitraries.of(Term.class).flatMap(term ->
            Combinators.combine(Arbitraries.of(term.operators()), Arbitraries.of(ConditionWordsTest.values(term)).list()
                .ofMinSize(1).ofMaxSize(2)).as((operator, values) -> new Constraint(term.iri(), operator, values)));
        Arbitrary<Constraint> any = Combinators.combine(
            Arbitraries.of("urn:example:fee", Term.PURPOSE.iri(), Term.TERM.iri()), Arbitraries.of(Operator.class),
            Arbitraries.of("a", "true", "", "\u202Ex", "2026-01-01").list().ofMinSize(1).ofMaxSize(2))
            .as(Constraint::new);
        return Arbitraries.frequencyOf(Tuple.of(6, known), Tuple.of(1, any));
    }
}
