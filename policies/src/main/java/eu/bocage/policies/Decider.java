package eu.bocage.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides: a pure function, total, fail-closed. What is permitted was understood to its last word: an unknown action,
 * term, operator or value, a rule other than one permission, a missing or doubled condition, a missing fact each
 * denies, at every moment. No gate looks at a fact that depends on rows.
 */
public final class Decider {

    private Decider() {
    }

    /** @return permitted with the output rules, or denied with every reason */
    public static Decision decide(Policy policy, Scope scope, Facts facts) {
        List<Reason> reasons = new ArrayList<>(Shape.faults(policy));
        if (scope == Scope.QUERY && facts.question().isEmpty()) {
            reasons.add(new Reason("question", "", "La question manque.", "The question is missing."));
        }
        Gates gates = new Gates(scope, facts);
        int minimumGroup = 0;
        for (Rule permission : policy.permissions()) {
            for (Constraint constraint : permission.constraints()) {
                Optional<Term> term = Shape.understood(constraint);
                if (term.isPresent() && term.get().scopes().contains(scope)) {
                    reasons.addAll(gates.judge(term.get(), constraint));
                }
                if (term.isPresent() && term.get() == Term.MINIMUM_GROUP) {
                    minimumGroup = Math.max(minimumGroup, Integer.parseInt(constraint.values().getFirst()));
                }
            }
        }
        return reasons.isEmpty() ? new Decision.Permitted(new OutputRules(minimumGroup))
            : new Decision.Denied(reasons.stream().distinct().toList());
    }
}
