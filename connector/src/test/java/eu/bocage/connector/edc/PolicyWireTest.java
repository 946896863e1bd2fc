package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.policies.Connective;
import eu.bocage.policies.Constraint;
import eu.bocage.policies.Decider;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Expression;
import eu.bocage.policies.Facts;
import eu.bocage.policies.Logical;
import eu.bocage.policies.Operator;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Rule;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Term;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.AndConstraint;
import org.eclipse.edc.policy.model.AtomicConstraint;
import org.eclipse.edc.policy.model.Duty;
import org.eclipse.edc.policy.model.LiteralExpression;
import org.eclipse.edc.policy.model.OrConstraint;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Prohibition;
import org.eclipse.edc.policy.model.XoneConstraint;
import org.junit.jupiter.api.Test;

class PolicyWireTest {

    private static final Facts NO_FACTS = new Facts(Instant.EPOCH, Set.of(), Optional.empty(), Optional.empty(),
        Optional.empty());
    private static final String USE = TestNode.USE;

    @Property(tries = 200)
    void readsWhatItWrote(@ForAll("policies") Policy policy) {
        assertThat(PolicyWire.read(PolicyWire.write(policy))).isEqualTo(policy);
    }

    @Test
    void deniesEverythingWhenAnyPartCannotBeRead() {
        assertUnreadable(policy -> policy.permission(permission(atomic("term", operator("EQ"), 5))));
        assertUnreadable(policy -> policy.permission(permission(atomic("term", operator("EQ"), List.of("x")))));
        assertUnreadable(policy -> policy.permission(permission(atomic("term", operator("EQ"), null))));
        assertUnreadable(policy -> policy.permission(permission(atomic(null, operator("EQ"), "x"))));
        assertUnreadable(policy -> policy.permission(permission(atomic("term", null, "x"))));
        assertUnreadable(policy -> policy.permission(permission(
            atomic("term", operator("IS_ANY_OF"), List.of("a", "b")))));
        assertUnreadable(policy -> policy.permission(permission(AndConstraint.Builder.newInstance()
            .constraint(atomic("term", operator("EQ"), 5)).build())));
        assertUnreadable(policy -> policy.permission(permission(OrConstraint.Builder.newInstance().build())));
        assertUnreadable(policy -> policy.permission(permission(nested(Logical.DEEPEST + 2))));
        assertUnreadable(policy -> policy.permission(Permission.Builder.newInstance().build()));
        assertUnreadable(policy -> policy.permission(Permission.Builder.newInstance().action(
            Action.Builder.newInstance().type(USE).includedIn("other").build()).build()));
        assertUnreadable(policy -> policy.permission(Permission.Builder.newInstance().action(use())
            .duty(Duty.Builder.newInstance().action(use())
                .consequence(Duty.Builder.newInstance().action(use()).build()).build()).build()));
        assertUnreadable(policy -> policy.prohibition(Prohibition.Builder.newInstance().action(use())
            .remedy(Duty.Builder.newInstance().action(use()).build()).build()));
        assertUnreadable(policy -> policy.duty(Duty.Builder.newInstance().action(use())
            .consequence(Duty.Builder.newInstance().action(use()).build()).build()));
        assertUnreadable(policy -> policy.inheritsFrom("other"));
        assertUnreadable(policy -> policy.extensibleProperty("other", "x"));
        assertUnreadable(policy -> policy.profiles(List.of("urn:other:profile")));
        assertUnreadable(policy -> policy.profiles(List.of(Term.PROFILE, "urn:other:profile")));
    }

    @Test
    void readsAPolicyOfItsProfileAndOneOfNone() {
        Policy policy = new Policy(List.of(new Rule(USE, List.of())), List.of(), List.of());
        var written = PolicyWire.write(policy);
        assertThat(PolicyWire.read(written.toBuilder().profiles(List.of(Term.PROFILE)).build())).isEqualTo(policy);
        assertThat(PolicyWire.read(written.toBuilder().profiles(List.of()).build())).isEqualTo(policy);
    }

    private static void assertUnreadable(
        UnaryOperator<org.eclipse.edc.policy.model.Policy.Builder> change) {
        var good = org.eclipse.edc.policy.model.Policy.Builder.newInstance()
            .permission(permission(atomic("term", operator("EQ"), "x")));
        assertThat(PolicyWire.read(good.build()).permissions()).hasSize(1);
        Policy unreadable = PolicyWire.read(change.apply(good).build());
        assertThat(unreadable.permissions()).isEmpty();
        for (Scope scope : Scope.values()) {
            assertThat(Decider.decide(unreadable, scope, NO_FACTS)).isInstanceOf(Decision.Denied.class);
        }
    }

    private static org.eclipse.edc.policy.model.Constraint nested(int depth) {
        org.eclipse.edc.policy.model.Constraint inner = atomic("term", operator("EQ"), "x");
        for (int i = 0; i < depth; i++) {
            inner = XoneConstraint.Builder.newInstance().constraint(inner)
                .constraint(atomic("term", operator("EQ"), "y" + i)).build();
        }
        return inner;
    }

    private static Permission permission(org.eclipse.edc.policy.model.Constraint constraint) {
        return Permission.Builder.newInstance().action(use()).constraint(constraint).build();
    }

    private static Action use() {
        return Action.Builder.newInstance().type(USE).build();
    }

    private static AtomicConstraint atomic(String term, org.eclipse.edc.policy.model.Operator operator, Object right) {
        return AtomicConstraint.Builder.newInstance().leftExpression(new LiteralExpression(term)).operator(operator)
            .rightExpression(new LiteralExpression(right)).build();
    }

    private static org.eclipse.edc.policy.model.Operator operator(String name) {
        return org.eclipse.edc.policy.model.Operator.valueOf(name);
    }

    @Provide
    Arbitrary<Policy> policies() {
        Arbitrary<Rule> plain = Combinators.combine(Arbitraries.strings().ofMinLength(1), expressions(3).list()
            .ofMaxSize(4)).as((action, parts) -> new Rule(action, parts));
        Arbitrary<Rule> permissions = Combinators.combine(plain, plain.list().ofMaxSize(2))
            .as((rule, duties) -> new Rule(rule.action(), rule.constraints(), duties));
        return Combinators.combine(permissions.list().ofMaxSize(3), plain.list().ofMaxSize(3),
            plain.list().ofMaxSize(3)).as(Policy::new);
    }

    private static Arbitrary<Expression> expressions(int depth) {
        Arbitrary<Expression> atoms = constraints().map(constraint -> constraint);
        return depth == 0 ? atoms : Arbitraries.frequencyOf(Tuple.of(3, atoms), Tuple.of(1, Combinators.combine(
            Arbitraries.of(Connective.class), expressions(depth - 1).list().ofMinSize(1).ofMaxSize(3))
            .as(Expression::of)));
    }

    private static Arbitrary<Constraint> constraints() {
        return Arbitraries.of(Operator.class).flatMap(operator -> Combinators.combine(Arbitraries.strings(),
                Arbitraries.strings().list().ofMinSize(1).ofMaxSize(operator.takesSeveral() ? 4 : 1))
            .as((term, values) -> new Constraint(term, operator, values)));
    }
}
