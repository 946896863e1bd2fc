package eu.bocage.connector.edc;

import eu.bocage.policies.Constraint;
import eu.bocage.policies.Operator;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Rule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.AtomicConstraint;
import org.eclipse.edc.policy.model.Duty;
import org.eclipse.edc.policy.model.LiteralExpression;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Prohibition;

/**
 * Policies as EDC and the wire have them, and as they are decided. One constraint of ours is one atomic constraint; the
 * values of an operator that takes several are one literal, joined by commas, because EDC turns a list into text that
 * nobody can read.
 *
 * <p>Reading is strict and total: what does not map one to one (nested or logical constraints, refinements, duties of a
 * permission, remedies, consequences, inheritance, extensions, other operators, other operands than text) gives a
 * policy that denies everything, never one with a part left out. Target, assigner and assignee are not terms: EDC holds
 * them against asset and parties.
 */
final class PolicyWire {

    private static final Map<Operator, org.eclipse.edc.policy.model.Operator> OPERATORS = Map.ofEntries(
        Map.entry(Operator.EQ, org.eclipse.edc.policy.model.Operator.EQ),
        Map.entry(Operator.NEQ, org.eclipse.edc.policy.model.Operator.NEQ),
        Map.entry(Operator.GT, org.eclipse.edc.policy.model.Operator.GT),
        Map.entry(Operator.LT, org.eclipse.edc.policy.model.Operator.LT),
        Map.entry(Operator.GTEQ, org.eclipse.edc.policy.model.Operator.GEQ),
        Map.entry(Operator.LTEQ, org.eclipse.edc.policy.model.Operator.LEQ),
        Map.entry(Operator.IS_ANY_OF, org.eclipse.edc.policy.model.Operator.IS_ANY_OF),
        Map.entry(Operator.IS_ALL_OF, org.eclipse.edc.policy.model.Operator.IS_ALL_OF),
        Map.entry(Operator.IS_NONE_OF, org.eclipse.edc.policy.model.Operator.IS_NONE_OF),
        Map.entry(Operator.IS_A, org.eclipse.edc.policy.model.Operator.IS_A),
        Map.entry(Operator.HAS_PART, org.eclipse.edc.policy.model.Operator.HAS_PART),
        Map.entry(Operator.IS_PART_OF, org.eclipse.edc.policy.model.Operator.IN));
    private static final Map<org.eclipse.edc.policy.model.Operator, Operator> READ = OPERATORS.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private PolicyWire() {
    }

    /** To EDC. */
    static org.eclipse.edc.policy.model.Policy write(Policy policy) {
        var builder = org.eclipse.edc.policy.model.Policy.Builder.newInstance();
        policy.permissions().forEach(rule -> builder.permission(Permission.Builder.newInstance()
            .action(action(rule)).constraints(constraints(rule)).build()));
        policy.prohibitions().forEach(rule -> builder.prohibition(Prohibition.Builder.newInstance()
            .action(action(rule)).constraints(constraints(rule)).build()));
        policy.obligations().forEach(rule -> builder.duty(Duty.Builder.newInstance()
            .action(action(rule)).constraints(constraints(rule)).build()));
        return builder.build();
    }

    /** From EDC; a policy that denies everything if any part of it cannot be read. */
    static Policy read(org.eclipse.edc.policy.model.Policy policy) {
        try {
            require(policy.getInheritsFrom() == null, "inheritance");
            require(policy.getExtensibleProperties().isEmpty(), "unknown properties");
            policy.getPermissions().forEach(rule -> require(none(rule.getDuties()), "duties of a permission"));
            policy.getProhibitions().forEach(rule -> require(none(rule.getRemedies()), "remedies"));
            policy.getObligations().forEach(rule -> require(none(rule.getConsequences()), "consequences"));
            return new Policy(rules(policy.getPermissions()), rules(policy.getProhibitions()),
                rules(policy.getObligations()));
        } catch (IllegalArgumentException e) {
            return Policy.unreadable(e.getMessage());
        } catch (NullPointerException e) {
            return Policy.unreadable("a missing part");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static boolean none(List<?> parts) {
        return parts == null || parts.isEmpty();
    }

    private static Action action(Rule rule) {
        return Action.Builder.newInstance().type(rule.action()).build();
    }

    private static List<org.eclipse.edc.policy.model.Constraint> constraints(Rule rule) {
        require(rule.direct().size() == rule.constraints().size() && rule.duties().isEmpty(),
            "only constraints that stand by themselves can be written");
        return rule.direct().stream()
            .<org.eclipse.edc.policy.model.Constraint>map(constraint -> AtomicConstraint.Builder.newInstance()
                .leftExpression(new LiteralExpression(constraint.term()))
                .operator(OPERATORS.get(constraint.operator()))
                .rightExpression(new LiteralExpression(right(constraint)))
                .build())
            .toList();
    }

    private static String right(Constraint constraint) {
        require(constraint.operator().takesSeveral() || constraint.values().size() == 1,
            constraint.term() + " takes one value");
        return constraint.joined();
    }

    private static List<Rule> rules(List<? extends org.eclipse.edc.policy.model.Rule> rules) {
        return rules.stream().map(PolicyWire::rule).toList();
    }

    private static Rule rule(org.eclipse.edc.policy.model.Rule rule) {
        Action action = rule.getAction();
        require(action.getType() != null && action.getIncludedIn() == null && action.getConstraint() == null,
            "an action with refinements");
        return new Rule(action.getType(), Stream.ofNullable(rule.getConstraints()).flatMap(List::stream)
            .map(PolicyWire::constraint).toList());
    }

    private static Constraint constraint(org.eclipse.edc.policy.model.Constraint constraint) {
        if (!(constraint instanceof AtomicConstraint atomic)
            || !(atomic.getLeftExpression() instanceof LiteralExpression left)
            || !(left.getValue() instanceof String term)
            || !(atomic.getRightExpression() instanceof LiteralExpression right)
            || !(right.getValue() instanceof String text)) {
            throw new IllegalArgumentException("not an atomic constraint between texts");
        }
        Operator operator = READ.get(atomic.getOperator());
        require(operator != null, "an operator that no term has");
        return new Constraint(term, operator, List.of(text));
    }
}
