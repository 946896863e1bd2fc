package eu.bocage.connector.edc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
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
 * values of {@code isAnyOf} are a JSON list in one literal, because EDC turns a list into unreadable text.
 *
 * <p>Reading is strict and total: what does not map one to one (nested or logical constraints, refinements, duties of a
 * permission, remedies, consequences, inheritance, extensions, other operators, other operands than text) gives a
 * policy that denies everything, never one with a part left out. Target, assigner and assignee are not terms: EDC holds
 * them against asset and parties.
 */
final class PolicyWire {

    private static final Map<Operator, org.eclipse.edc.policy.model.Operator> OPERATORS = Map.of(
        Operator.EQ, org.eclipse.edc.policy.model.Operator.EQ,
        Operator.IS_ANY_OF, org.eclipse.edc.policy.model.Operator.IS_ANY_OF,
        Operator.LTEQ, org.eclipse.edc.policy.model.Operator.LEQ,
        Operator.GTEQ, org.eclipse.edc.policy.model.Operator.GEQ);
    private static final Map<org.eclipse.edc.policy.model.Operator, Operator> READ = OPERATORS.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {
    };

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
            boolean plain = policy.getInheritsFrom() == null && policy.getExtensibleProperties().isEmpty()
                && policy.getPermissions().stream().allMatch(rule -> none(rule.getDuties()))
                && policy.getProhibitions().stream().allMatch(rule -> none(rule.getRemedies()))
                && policy.getObligations().stream().allMatch(rule -> none(rule.getConsequences()));
            return plain
                ? new Policy(rules(policy.getPermissions()), rules(policy.getProhibitions()),
                    rules(policy.getObligations()))
                : unreadable();
        } catch (IllegalArgumentException | NullPointerException e) {
            return unreadable();
        }
    }

    /** Denies everything: nothing is permitted. */
    private static Policy unreadable() {
        return new Policy(List.of(), List.of(), List.of());
    }

    private static boolean none(List<?> parts) {
        return parts == null || parts.isEmpty();
    }

    private static Action action(Rule rule) {
        return Action.Builder.newInstance().type(rule.action()).build();
    }

    private static List<org.eclipse.edc.policy.model.Constraint> constraints(Rule rule) {
        return rule.constraints().stream()
            .<org.eclipse.edc.policy.model.Constraint>map(constraint -> AtomicConstraint.Builder.newInstance()
                .leftExpression(new LiteralExpression(constraint.term()))
                .operator(OPERATORS.get(constraint.operator()))
                .rightExpression(new LiteralExpression(right(constraint)))
                .build())
            .toList();
    }

    private static String right(Constraint constraint) {
        if (constraint.operator() != Operator.IS_ANY_OF) {
            if (constraint.values().size() != 1) {
                throw new IllegalArgumentException(constraint.operator() + " takes one value");
            }
            return constraint.values().getFirst();
        }
        try {
            return JSON.writeValueAsString(constraint.values());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }

    private static List<Rule> rules(List<? extends org.eclipse.edc.policy.model.Rule> rules) {
        return rules.stream().map(PolicyWire::rule).toList();
    }

    private static Rule rule(org.eclipse.edc.policy.model.Rule rule) {
        Action action = rule.getAction();
        if (action.getType() == null || action.getIncludedIn() != null || action.getConstraint() != null) {
            throw new IllegalArgumentException("an action with refinements");
        }
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
        if (operator == null) {
            throw new IllegalArgumentException("an operator that no term has");
        }
        return new Constraint(term, operator, operator == Operator.IS_ANY_OF ? texts(text) : List.of(text));
    }

    private static List<String> texts(String json) {
        try {
            List<String> texts = JSON.readValue(json, TEXTS);
            if (!JSON.writeValueAsString(texts).equals(json)) {
                throw new IllegalArgumentException("not the one spelling of a list of texts");
            }
            return texts;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a list of texts", e);
        }
    }
}
