package eu.bocage.policies;

import java.util.List;

/**
 * The policy that is evaluated: the one model behind enforcement, words and wire. Rules are sets, so two policies are
 * equal when they say the same, in whatever order. That a value of this type exists says nothing of whether it makes
 * sense: {@link Decider} denies all that it does not know.
 */
public record Policy(List<Rule> permissions, List<Rule> prohibitions, List<Rule> obligations) {

    /** Stands in place of what could not be read; no rule with it is ever known. */
    static final String UNREADABLE = Term.PROFILE + "#unreadable";

    public Policy {
        permissions = set(permissions);
        prohibitions = set(prohibitions);
        obligations = set(obligations);
    }

    /**
     * In place of a policy that this model cannot express, as with {@code and}, {@code or}, {@code xone}, an unknown
     * operator or nested duties: denied at every moment.
     *
     * @param why what could not be read, for the reason of the denial
     */
    public static Policy unreadable(String why) {
        return new Policy(List.of(), List.of(new Rule(UNREADABLE,
            List.of(new Constraint(UNREADABLE, Operator.EQ, List.of(why))))), List.of());
    }

    private static List<Rule> set(List<Rule> rules) {
        return rules.stream().distinct().sorted().toList();
    }
}
