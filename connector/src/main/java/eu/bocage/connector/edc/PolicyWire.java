package eu.bocage.connector.edc;

import eu.bocage.policies.Connective;
import eu.bocage.policies.Constraint;
import eu.bocage.policies.Expression;
import eu.bocage.policies.Logical;
import eu.bocage.policies.Operator;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Rule;
import eu.bocage.policies.Term;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.AndConstraint;
import org.eclipse.edc.policy.model.AtomicConstraint;
import org.eclipse.edc.policy.model.Duty;
import org.eclipse.edc.policy.model.LiteralExpression;
import org.eclipse.edc.policy.model.MultiplicityConstraint;
import org.eclipse.edc.policy.model.OrConstraint;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Prohibition;
import org.eclipse.edc.policy.model.XoneConstraint;

/**
 * Policies as EDC and the wire have them, and as they are decided. One constraint of ours is one atomic constraint; the
 * values of an operator that takes several are one literal, joined by commas, because EDC turns a list into text that
 * nobody can read.
 *
 * <p>Reading is strict and total: what does not map one to one (refinements, remedies, consequences, inheritance,
 * extensions, other profiles than ours, other operators, other operands than text, connectives without operands or
 * nested too deep) gives a policy that denies everything, never one with a part left out. No profile at all is read
 * too, as EDC writes none, whatever a policy of its model names. Target, assigner and assignee are not terms: EDC
 * holds them against asset and parties.
 */
final class PolicyWire {

    /** The property by which {@link PolicyArrivals} marks what must not be understood; its value says why. */
    static final String UNREADABLE = Term.PROFILE + "#unreadable";

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
            .action(action(rule)).constraints(constraints(rule)).duties(duties(rule)).build()));
        policy.prohibitions().forEach(rule -> {
            require(rule.duties().isEmpty(), "a prohibition has no duties");
            builder.prohibition(Prohibition.Builder.newInstance().action(action(rule)).constraints(constraints(rule))
                .build());
        });
        policy.obligations().forEach(rule -> builder.duty(duty(rule)));
        return builder.build();
    }

    /** From EDC; a policy that denies everything if any part of it cannot be read. */
    static Policy read(org.eclipse.edc.policy.model.Policy policy) {
        try {
            require(policy.getInheritsFrom() == null, "inheritance");
            Map<String, Object> properties = policy.getExtensibleProperties();
            require(!properties.containsKey(UNREADABLE), String.valueOf(properties.get(UNREADABLE)));
            require(properties.isEmpty(), "unknown properties");
            require(none(policy.getProfiles()) || policy.getProfiles().equals(List.of(Term.PROFILE)),
                "a profile other than " + Term.PROFILE);
            policy.getProhibitions().forEach(rule -> require(none(rule.getRemedies()), "remedies"));
            return new Policy(
                policy.getPermissions().stream().map(rule -> rule(rule, parts(rule.getDuties()))).toList(),
                policy.getProhibitions().stream().map(rule -> rule(rule, List.of())).toList(),
                policy.getObligations().stream().map(PolicyWire::duty).toList());
        } catch (IllegalArgumentException e) {
            return Policy.unreadable(String.valueOf(e.getMessage()));
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

    private static List<Duty> duties(Rule rule) {
        return rule.duties().stream().map(PolicyWire::duty).toList();
    }

    private static Duty duty(Rule rule) {
        require(rule.duties().isEmpty(), "a duty has no duties");
        return Duty.Builder.newInstance().action(action(rule)).constraints(constraints(rule)).build();
    }

    private static List<org.eclipse.edc.policy.model.Constraint> constraints(Rule rule) {
        return rule.constraints().stream().map(PolicyWire::written).toList();
    }

    private static org.eclipse.edc.policy.model.Constraint written(Expression expression) {
        return switch (expression) {
            case Constraint constraint -> AtomicConstraint.Builder.newInstance()
                .leftExpression(new LiteralExpression(constraint.term()))
                .operator(OPERATORS.get(constraint.operator()))
                .rightExpression(new LiteralExpression(right(constraint)))
                .build();
            case Logical logical -> {
                List<org.eclipse.edc.policy.model.Constraint> operands = logical.operands().stream()
                    .map(PolicyWire::written).toList();
                yield switch (logical.connective()) {
                    case AND, AND_SEQUENCE -> AndConstraint.Builder.newInstance().constraints(operands).build();
                    case OR -> OrConstraint.Builder.newInstance().constraints(operands).build();
                    case XONE -> XoneConstraint.Builder.newInstance().constraints(operands).build();
                };
            }
        };
    }

    private static String right(Constraint constraint) {
        require(constraint.operator().takesSeveral() || constraint.values().size() == 1,
            constraint.term() + " takes one value");
        return constraint.joined();
    }

    private static Rule duty(Duty duty) {
        require(none(duty.getConsequences()), "consequences");
        return rule(duty, List.of());
    }

    private static Rule rule(org.eclipse.edc.policy.model.Rule rule, List<Duty> duties) {
        Action action = rule.getAction();
        require(action.getType() != null && action.getIncludedIn() == null && action.getConstraint() == null,
            "an action with refinements");
        return new Rule(action.getType(), parts(rule.getConstraints()).stream()
            .map(constraint -> expression(constraint, 0)).toList(), duties.stream().map(PolicyWire::duty).toList());
    }

    private static <T> List<T> parts(List<T> parts) {
        return parts == null ? List.of() : parts;
    }

    private static Expression expression(org.eclipse.edc.policy.model.Constraint constraint, int depth) {
        require(depth <= Logical.DEEPEST, "connectives nested too deep");
        return switch (constraint) {
            case AtomicConstraint atomic -> atomic(atomic);
            case AndConstraint and -> logical(Connective.AND, and, depth);
            case OrConstraint or -> logical(Connective.OR, or, depth);
            case XoneConstraint xone -> logical(Connective.XONE, xone, depth);
            case null, default -> throw new IllegalArgumentException("a constraint of an unknown kind");
        };
    }

    private static Expression logical(Connective connective, MultiplicityConstraint constraint, int depth) {
        require(constraint.getConstraints().size() <= Logical.LARGEST, "too many constraints");
        return Expression.of(connective, constraint.getConstraints().stream()
            .map(operand -> expression(operand, depth + 1)).toList());
    }

    private static Constraint atomic(AtomicConstraint atomic) {
        if (!(atomic.getLeftExpression() instanceof LiteralExpression left)
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
