package eu.bocage.policies;

import java.util.List;
import java.util.stream.Stream;

/**
 * The policy that is evaluated: the one model behind enforcement, words and wire. Rules are sets, so two policies are
 * equal when they say the same, in whatever order. That a value of this type exists says nothing of whether it makes
 * sense: {@link Decider} denies all that it does not know. Immutable.
 */
public final class Policy {

    /** Stands in place of what could not be read; no rule with it is ever known. */
    static final String UNREADABLE = Term.PROFILE + "#unreadable";

    private final List<Rule> permissions;
    private final List<Rule> prohibitions;
    private final List<Rule> obligations;
    private final List<Reason> faults;
    private final Digest digest;

    public Policy(List<Rule> permissions, List<Rule> prohibitions, List<Rule> obligations) {
        this.permissions = set(permissions);
        this.prohibitions = set(prohibitions);
        this.obligations = set(obligations);
        this.faults = Shape.faults(this);
        this.digest = size() > Shape.LARGEST ? Digest.NOTHING : Digest.of(this);
    }

    /**
     * In place of a policy that this model cannot express, as with an unknown operator or nested duties: denied at
     * every moment.
     *
     * @param why what could not be read, for the reason of the denial
     */
    public static Policy unreadable(String why) {
        return new Policy(List.of(), List.of(new Rule(UNREADABLE,
            List.of(new Constraint(UNREADABLE, Operator.EQ, List.of(why))))), List.of());
    }

    /** Sorted, each once. */
    public List<Rule> permissions() {
        return permissions;
    }

    /** Sorted, each once. */
    public List<Rule> prohibitions() {
        return prohibitions;
    }

    /** Sorted, each once; a duty of every permission. */
    public List<Rule> obligations() {
        return obligations;
    }

    /** All that is not understood; nothing is permitted unless this is empty. */
    public List<Reason> faults() {
        return faults;
    }

    /**
     * What a requester signs before it is permitted: for each attested term of a duty the promise that just keeps it.
     * Where a duty gives a choice, each of its alternatives stands here.
     */
    public List<Promise> promises() {
        return digest.promised().stream().map(Atom::promise).distinct().sorted().toList();
    }

    /** What is applied to answers. */
    public OutputRules outputRules() {
        return digest.rules();
    }

    Digest digest() {
        return digest;
    }

    /** How many constraints it holds. */
    int size() {
        return Stream.of(permissions, prohibitions, obligations).flatMap(List::stream)
            .flatMap(rule -> Stream.concat(Stream.of(rule), rule.duties().stream()))
            .flatMap(rule -> rule.constraints().stream()).mapToInt(Expression::size).sum();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Policy policy && policy.permissions.equals(permissions)
            && policy.prohibitions.equals(prohibitions) && policy.obligations.equals(obligations);
    }

    @Override
    public int hashCode() {
        return (permissions.hashCode() * 31 + prohibitions.hashCode()) * 31 + obligations.hashCode();
    }

    @Override
    public String toString() {
        return "Policy[permissions=" + permissions + ", prohibitions=" + prohibitions + ", obligations="
            + obligations + "]";
    }

    private static List<Rule> set(List<Rule> rules) {
        return rules.stream().distinct().sorted().toList();
    }
}
