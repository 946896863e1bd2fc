package eu.bocage.benchmarks;

import eu.bocage.policies.Connective;
import eu.bocage.policies.Constraint;
import eu.bocage.policies.Expression;
import eu.bocage.policies.Facts;
import eu.bocage.policies.Logical;
import eu.bocage.policies.Policy;
import eu.bocage.policies.ProjectTerms;
import eu.bocage.policies.QuestionFacts;
import eu.bocage.policies.Requester;
import eu.bocage.policies.Rule;
import eu.bocage.policies.Term;
import eu.bocage.policies.Zoning;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.edc.policy.engine.PolicyEngineImpl;
import org.eclipse.edc.policy.engine.RuleBindingRegistryImpl;
import org.eclipse.edc.policy.engine.ScopeFilter;
import org.eclipse.edc.policy.engine.spi.PolicyContextImpl;
import org.eclipse.edc.policy.engine.spi.PolicyEngine;
import org.eclipse.edc.policy.engine.validation.RuleValidator;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.AndConstraint;
import org.eclipse.edc.policy.model.AtomicConstraint;
import org.eclipse.edc.policy.model.Duty;
import org.eclipse.edc.policy.model.LiteralExpression;
import org.eclipse.edc.policy.model.Operator;
import org.eclipse.edc.policy.model.OrConstraint;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Prohibition;
import org.eclipse.edc.policy.model.XoneConstraint;

/**
 * EDC's policy engine with a function for every term that {@link Typical} uses, bound to the scope of a question. The
 * functions are as short as they can be for the operators that come; what they read is at hand in the context.
 */
final class Edc {

    static final String SCOPE = "bocage.query";

    /** A question's context: the facts, and the day as text, so that no function has to make it. */
    static final class Asked extends PolicyContextImpl {

        private final Facts facts;
        private final String today;

        Asked(Facts facts) {
            this.facts = facts;
            this.today = LocalDate.ofInstant(facts.now(), ZoneOffset.UTC).toString();
        }

        @Override
        public String scope() {
            return SCOPE;
        }
    }

    private interface Check {
        boolean holds(Operator operator, Object right, Asked asked);
    }

    private final RuleBindingRegistryImpl bindings = new RuleBindingRegistryImpl();
    private final PolicyEngine engine = new PolicyEngineImpl(new ScopeFilter(bindings), new RuleValidator(bindings));

    Edc() {
        engine.registerScope(SCOPE, Asked.class);
        bindings.bind(Rule.USE, SCOPE);
        project();
        requester();
        question();
        check(Term.CHARTER, (operator, right, asked) -> asked.facts.charters().contains(right));
        check(Term.TERM, (operator, right, asked) -> compare(asked.today.compareTo((String) right), operator));
        check(Term.EMBARGO, (operator, right, asked) -> compare(asked.today.compareTo((String) right), operator));
        check(Term.NOT_REVOKED, (operator, right, asked) -> asked.facts.revoked().map(it -> !it).orElse(false));
        // what is applied to the answer, and what a question cannot ask for, hold by themselves
        for (Term term : List.of(Term.AGGREGATE_ONLY, Term.MINIMUM_GROUP, Term.DOMINANCE)) {
            check(term, (operator, right, asked) -> true);
        }
    }

    /** Whether EDC permits; an exception of its is none of ours to hide. */
    boolean permits(org.eclipse.edc.policy.model.Policy policy, Asked asked) {
        return engine.evaluate(policy, asked).succeeded();
    }

    PolicyEngine engine() {
        return engine;
    }

    void bind(String leftOperand) {
        bindings.bind(leftOperand, SCOPE);
    }

    private void project() {
        check(Term.PROJECT, (operator, right, asked) -> {
            Optional<ProjectTerms> project = asked.facts.project();
            return project.isPresent() && project.get().id().equals(right)
                && project.get().from().toString().compareTo(asked.today) <= 0
                && project.get().until().toString().compareTo(asked.today) >= 0
                && asked.facts.requester().map(Requester::did).filter(project.get().owner()::equals).isPresent();
        });
        check(Term.PURPOSE, (operator, right, asked) -> asked.facts.question().map(QuestionFacts::purpose)
            .filter(purpose -> in(operator, right, purpose) && asked.facts.project().isPresent()
                && asked.facts.project().get().purposes().contains(purpose)).isPresent());
    }

    private void requester() {
        check(Term.ROLE, (operator, right, asked) -> asked.facts.requester()
            .filter(who -> who.roles().stream().anyMatch(role -> in(operator, right, role))).isPresent());
        check(Term.COLLEGE, (operator, right, asked) -> known(asked.facts.requester().map(Requester::college), operator,
            right));
        check(Term.JURISDICTION, (operator, right, asked) -> known(asked.facts.requester()
            .map(Requester::jurisdiction), operator, right));
        check(Term.HOST_JURISDICTION, (operator, right, asked) -> known(asked.facts.requester()
            .map(Requester::hostJurisdiction), operator, right));
        check(Term.RECIPROCITY, (operator, right, asked) -> asked.facts.requester()
            .flatMap(Requester::hasContributed).orElse(false));
    }

    private void question() {
        check(Term.FINEST_ZONING, (operator, right, asked) -> asked.facts.question().map(QuestionFacts::zoning)
            .filter(zoning -> zoning.notFinerThan(Zoning.of((String) right).orElseThrow())).isPresent());
        check(Term.BUDGET_PER_REQUEST, (operator, right, asked) -> cost(asked) >= 1
            && cost(asked) <= Long.parseLong((String) right));
        check(Term.BUDGET_PER_PROJECT, (operator, right, asked) -> asked.facts.spent().byProject()
            .filter(spent -> spent + cost(asked) <= Long.parseLong((String) right)).isPresent());
        check(Term.BUDGET_PER_UNIT_SPACE, (operator, right, asked) -> asked.facts.spent().byUnitSpace()
            .filter(spent -> spent + cost(asked) <= Long.parseLong((String) right)).isPresent());
        check(Term.REQUESTS_PER_DAY, (operator, right, asked) -> asked.facts.spent().requestsToday()
            .filter(made -> made + 1 <= Long.parseLong((String) right)).isPresent());
        check(Term.MEASURES, (operator, right, asked) -> used(asked.facts.question().map(QuestionFacts::measures),
            operator, right));
        check(Term.KEYS, (operator, right, asked) -> used(asked.facts.question().map(QuestionFacts::keys), operator,
            right));
        check(Term.COLUMNS, (operator, right, asked) -> used(asked.facts.question().flatMap(QuestionFacts::columns),
            operator, right));
        check(Term.FUNCTIONS, (operator, right, asked) -> used(asked.facts.question()
            .flatMap(QuestionFacts::functions), operator, right));
        check(Term.NO_JOIN_WITH, (operator, right, asked) -> used(asked.facts.question()
            .flatMap(QuestionFacts::joinedWith), operator, right));
    }

    private void check(Term term, Check check) {
        bind(term.iri());
        engine.registerFunction(Asked.class, Permission.class, term.iri(),
            (operator, right, rule, asked) -> check.holds(operator, right, asked));
        engine.registerFunction(Asked.class, Prohibition.class, term.iri(),
            (operator, right, rule, asked) -> check.holds(operator, right, asked));
    }

    private static long cost(Asked asked) {
        return asked.facts.question().map(QuestionFacts::costMicroRho).orElse(0L);
    }

    private static boolean known(Optional<String> fact, Operator operator, Object right) {
        return fact.filter(text -> !text.isBlank() && in(operator, right, text)).isPresent();
    }

    private static boolean used(Optional<? extends Set<String>> facts, Operator operator, Object right) {
        return facts.isPresent() && facts.get().stream().allMatch(fact -> in(operator, right, fact));
    }

    private static boolean in(Operator operator, Object right, String fact) {
        boolean among = right instanceof Collection<?> many ? many.contains(fact) : right.equals(fact);
        return operator == Operator.IS_NONE_OF || operator == Operator.NEQ ? !among : among;
    }

    private static boolean compare(int sign, Operator operator) {
        return switch (operator) {
            case GEQ -> sign >= 0;
            case GT -> sign > 0;
            case LEQ -> sign <= 0;
            case LT -> sign < 0;
            default -> sign == 0;
        };
    }

    /** The same policy in EDC's model; several values as a set, which its functions look up fastest. */
    static org.eclipse.edc.policy.model.Policy policy(Policy policy) {
        org.eclipse.edc.policy.model.Policy.Builder builder = org.eclipse.edc.policy.model.Policy.Builder.newInstance();
        for (Rule rule : policy.permissions()) {
            Permission.Builder permission = Permission.Builder.newInstance();
            permission.action(action(rule)).constraints(constraints(rule));
            rule.duties().forEach(duty -> permission.duty(duty(duty)));
            builder.permission(permission.build());
        }
        policy.prohibitions().forEach(rule -> builder.prohibition(Prohibition.Builder.newInstance()
            .action(action(rule)).constraints(constraints(rule)).build()));
        policy.obligations().forEach(rule -> builder.duty(duty(rule)));
        return builder.build();
    }

    private static Duty duty(Rule rule) {
        return Duty.Builder.newInstance().action(action(rule)).constraints(constraints(rule)).build();
    }

    private static Action action(Rule rule) {
        return Action.Builder.newInstance().type(rule.action()).build();
    }

    private static List<org.eclipse.edc.policy.model.Constraint> constraints(Rule rule) {
        List<org.eclipse.edc.policy.model.Constraint> all = new ArrayList<>();
        rule.constraints().forEach(one -> all.add(constraint(one)));
        return all;
    }

    private static org.eclipse.edc.policy.model.Constraint constraint(Expression expression) {
        return switch (expression) {
            case Constraint one -> AtomicConstraint.Builder.newInstance()
                .leftExpression(new LiteralExpression(one.term()))
                .operator(operator(one.operator()))
                .rightExpression(new LiteralExpression(one.values().size() == 1 ? one.values().getFirst()
                    : new HashSet<>(one.values()))).build();
            case Logical logical -> {
                List<org.eclipse.edc.policy.model.Constraint> operands = new ArrayList<>();
                logical.operands().forEach(operand -> operands.add(constraint(operand)));
                yield logical.connective() == Connective.OR
                    ? OrConstraint.Builder.newInstance().constraints(operands).build()
                    : logical.connective() == Connective.XONE
                        ? XoneConstraint.Builder.newInstance().constraints(operands).build()
                        : AndConstraint.Builder.newInstance().constraints(operands).build();
            }
        };
    }

    private static Operator operator(eu.bocage.policies.Operator operator) {
        return switch (operator) {
            case EQ -> Operator.EQ;
            case NEQ -> Operator.NEQ;
            case GT -> Operator.GT;
            case LT -> Operator.LT;
            case GTEQ -> Operator.GEQ;
            case LTEQ -> Operator.LEQ;
            case IS_ANY_OF -> Operator.IS_ANY_OF;
            case IS_ALL_OF -> Operator.IS_ALL_OF;
            case IS_NONE_OF -> Operator.IS_NONE_OF;
            case IS_A -> Operator.IS_A;
            case HAS_PART -> Operator.HAS_PART;
            case IS_PART_OF -> throw new IllegalArgumentException("EDC's model has no isPartOf");
        };
    }
}
