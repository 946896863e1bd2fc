package eu.bocage.benchmarks;

import eu.bocage.policies.Connective;
import eu.bocage.policies.Constraint;
import eu.bocage.policies.Decider;
import eu.bocage.policies.Expression;
import eu.bocage.policies.Facts;
import eu.bocage.policies.Operator;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Requester;
import eu.bocage.policies.Rule;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Both engines beside one another: that they decide alike where both evaluate, and where they do not, with what each
 * really says, as {@link #main} finds it.
 */
final class Beside {

    private static final String UNBOUND = "urn:bocage:odrl:1#colour";
    private static final String NO_FUNCTION = "urn:bocage:odrl:1#shape";

    private final Edc edc = new Edc();
    private int differing;

    /** @throws IllegalStateException when both do not decide alike somewhere on a policy of permissions only */
    static int assertAlike(Policy policy, List<Facts> sweep) {
        Edc edc = new Edc();
        org.eclipse.edc.policy.model.Policy theirs = Edc.policy(policy);
        int permitted = 0;
        for (Facts facts : sweep) {
            boolean ours = Decider.permits(policy, Scope.QUERY, facts);
            if (ours != edc.permits(theirs, new Edc.Asked(facts))) {
                throw new IllegalStateException("we say " + ours + ", EDC does not: " + facts);
            }
            permitted += ours ? 1 : 0;
        }
        if (permitted == 0 || permitted == sweep.size()) {
            throw new IllegalStateException("all alike, which shows nothing: " + permitted);
        }
        return permitted;
    }

    public static void main(String[] none) {
        Policy policy = Typical.policy();
        int conditions = policy.permissions().getFirst().constraints().size();
        List<Facts> sweep = Typical.sweep();
        int permitted = assertAlike(policy, sweep);
        System.out.printf("One permission with %d conditions, %d sets of facts: both engines permit %d and deny %d, "
            + "the same ones.%n%n", conditions, sweep.size(), permitted, sweep.size() - permitted);
        System.out.println("| what the policy holds besides | due | EDC takes it | EDC decides | Bocage decides |");
        System.out.println("|---|---|---|---|---|");
        new Beside().rows();
    }

    private void rows() {
        edc.bind(NO_FUNCTION);
        Facts facts = Typical.facts();
        Constraint measured = constraint(Term.MEASURES, Operator.IS_ANY_OF, "consumption");
        Constraint salary = constraint(Term.MEASURES, Operator.IS_ANY_OF, "salary");
        Constraint research = constraint(Term.COLLEGE, Operator.EQ, "research");
        Constraint citizens = constraint(Term.COLLEGE, Operator.EQ, "citizens");
        Constraint promise = constraint(Term.NO_REIDENTIFICATION, Operator.EQ, "true");
        Requester unknown = new Requester(Typical.OWNER, Set.of("researcher"), Set.of(), "", "FR", "DE",
            Optional.of(true));
        Facts nowhere = new Facts(facts.now(), facts.charters(), Optional.of(unknown), facts.project(),
            facts.question()).withSpent(facts.spent()).withRevoked(false);

        row("a condition on a left operand that nobody bound", "deny",
            wanting(new Constraint(UNBOUND, Operator.EQ, List.of("red"))), facts);
        row("`neq` on a left operand that is bound, without a function", "deny",
            wanting(new Constraint(NO_FUNCTION, Operator.NEQ, List.of("round"))), facts);
        row("`eq` on the same", "deny", wanting(new Constraint(NO_FUNCTION, Operator.EQ, List.of("round"))), facts);
        row("`gt` on the same", "deny", wanting(new Constraint(NO_FUNCTION, Operator.GT, List.of("1"))), facts);
        row("a number that is none (`lteq ten`)", "deny",
            wanting(constraint(Term.BUDGET_PER_PROJECT, Operator.LTEQ, "ten")), facts);
        row("an operator that the term does not have (`notRevoked neq true`)", "deny",
            wanting(constraint(Term.NOT_REVOKED, Operator.NEQ, "true")), facts);
        row("a permission of an action that nobody bound, alone", "deny", new Policy(
            List.of(new Rule("http://www.w3.org/ns/odrl/2/sell", List.of(citizens))), List.of(), List.of()), facts);
        row("nothing at all: no rule", "deny", new Policy(List.of(), List.of(), List.of()), facts);
        row("a prohibition without conditions", "deny", prohibiting(), facts);
        row("a prohibition of what is asked", "deny", prohibiting(measured), facts);
        row("a prohibition of something else", "permit", prohibiting(salary), facts);
        row("a prohibition with two conditions, one of which is met", "permit", prohibiting(research, salary), facts);
        row("a prohibition of a college, the requester's being unknown", "deny", new Policy(List.of(new Rule(Rule.USE,
            typical().stream().filter(one -> !one.toString().contains(Term.COLLEGE.iri())).toList())),
            List.of(new Rule(Rule.USE, List.of(citizens))), List.of()), nowhere);
        row("a prohibition on a left operand that nobody bound", "deny",
            prohibiting(new Constraint(UNBOUND, Operator.EQ, List.of("red"))), facts);
        row("a prohibition on one that is bound, without a function", "deny",
            prohibiting(new Constraint(NO_FUNCTION, Operator.EQ, List.of("round"))), facts);
        row("a duty to promise, unsigned (EDC has no function for it)", "deny",
            new Policy(List.of(new Rule(Rule.USE, typical(), List.of(new Rule(Rule.PROMISE, List.of(promise))))),
                List.of(), List.of()), facts);
        row("an obligation of an action that nobody bound", "deny", new Policy(
            Typical.policy().permissions(), List.of(), List.of(new Rule("http://www.w3.org/ns/odrl/2/delete",
            List.of()))), facts);
        row("`or` of one that is met and one that is not", "permit",
            wanting(Expression.of(Connective.OR, List.of(research, citizens))), facts);
        row("`xone` of two that are both met", "deny",
            wanting(Expression.of(Connective.XONE, List.of(research, measured))), facts);
        row("`or` of one that is not met and one that nobody bound", "deny", wanting(Expression.of(Connective.OR,
            List.of(citizens, new Constraint(UNBOUND, Operator.EQ, List.of("red"))))), facts);
        row("two permissions, either of which would do", "permit, or deny as ours", new Policy(
            List.of(Typical.policy().permissions().getFirst(), new Rule(Rule.USE, List.of(citizens))), List.of(),
            List.of()), facts);
        System.out.printf("%n%d rows on which EDC decides otherwise than Bocage.%n", differing);
    }

    private void row(String what, String due, Policy policy, Facts facts) {
        String ours = Decider.permits(policy, Scope.QUERY, facts) ? "permit" : "deny";
        String theirs;
        try {
            theirs = edc.permits(Edc.policy(policy), new Edc.Asked(facts)) ? "permit" : "deny";
        } catch (RuntimeException thrown) {
            theirs = "throws " + thrown.getClass().getSimpleName();
        }
        boolean differs = !theirs.equals(ours);
        differing += differs ? 1 : 0;
        System.out.printf("| %s | %s | %s | %s | %s |%n", what, due,
            edc.engine().validate(Edc.policy(policy)).succeeded() ? "yes" : "no",
            differs ? "**" + theirs + "**" : theirs, ours);
    }

    private static List<Expression> typical() {
        return Typical.policy().permissions().getFirst().constraints();
    }

    private static Policy wanting(Expression more) {
        List<Expression> all = new ArrayList<>(typical());
        all.add(more);
        return new Policy(List.of(new Rule(Rule.USE, all)), List.of(), List.of());
    }

    private static Policy prohibiting(Expression... conditions) {
        return new Policy(Typical.policy().permissions(), List.of(new Rule(Rule.USE, List.of(conditions))), List.of());
    }

    private static Constraint constraint(Term term, Operator operator, String value) {
        return new Constraint(term.iri(), operator, List.of(value));
    }
}
