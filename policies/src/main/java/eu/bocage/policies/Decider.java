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
        List<Reason> reasons = new ArrayList<>(policy.faults());
        if (scope.asks() && facts.question().isEmpty()) {
            reasons.add(new Reason("question", "", "La question manque.", "The question is missing."));
        }
        if (!policy.prohibitions().isEmpty() || !policy.obligations().isEmpty() || policy.permissions().stream()
            .anyMatch(rule -> !rule.duties().isEmpty() || rule.direct().size() < rule.constraints().size())) {
            reasons.add(new Reason("policy", "", "La règle contient plus que des conditions simples.",
                "The policy holds more than plain conditions."));
        }
        Gates gates = new Gates(scope, facts);
        int minimumGroup = 0;
        for (Rule permission : policy.permissions()) {
            for (Constraint constraint : permission.direct()) {
                Optional<Term> term = Shape.understood(constraint);
                if (term.isPresent() && term.get().scopes().contains(scope)) {
                    reasons.addAll(gates.judge(term.get(), constraint));
                }
                if (term.isPresent() && term.get() == Term.MINIMUM_GROUP) {
                    minimumGroup = Math.max(minimumGroup, Integer.parseInt(constraint.values().getFirst()));
                }
            }
        }
        return reasons.isEmpty() ? new Decision.Permitted(new OutputRules(minimumGroup, 0))
            : new Decision.Denied(reasons.stream().distinct().toList());
    }
}
