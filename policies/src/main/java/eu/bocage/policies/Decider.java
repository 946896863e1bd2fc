package eu.bocage.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides: a pure function, total, fail-closed. What is permitted was understood to its last word: an unknown action,
 * term, operator, value or duty, a missing condition, a missing fact each denies, at every moment; a prohibition
 * forbids unless it is known not to apply; a promise counts when it is signed. No gate looks at a fact that depends on
 * rows.
 */
public final class Decider {

    private Decider() {
    }

    /** @return permitted with what is applied to the answer; or what is wanting, with every reason */
    public static Decision decide(Policy policy, Scope scope, Facts facts) {
        Moment moment = new Moment(scope, facts);
        Digest digest = policy.digest();
        Truth wanted = judge(policy, moment);
        if (wanted.passes()) {
            return digest.permitted(moment);
        }
        Grounds grounds = new Grounds(moment);
        grounds.of(digest.wanted());
        if (wanted == Truth.PENDING) {
            return new Decision.NeedsApproval(grounds.approvals(), grounds.reasons());
        }
        List<Reason> reasons = new ArrayList<>(policy.faults());
        digest.prohibited().forEach(grounds::forbidden);
        question(moment).ifPresent(reasons::add);
        reasons.addAll(grounds.reasons());
        registered(moment).ifPresent(reasons::add);
        return new Decision.Denied(reasons.stream().distinct().toList());
    }

    /**
     * Whether {@link #decide} would permit, without the reasons, which cost more than the decision: for catalogues of
     * many offers.
     */
    public static boolean permits(Policy policy, Scope scope, Facts facts) {
        return judge(policy, new Moment(scope, facts)).passes();
    }

    /** False when anything but the permission's conditions stands in the way. */
    private static Truth judge(Policy policy, Moment moment) {
        Digest digest = policy.digest();
        return !policy.faults().isEmpty() || !asked(moment) || forbidden(digest, moment) ? Truth.FALSE
            : digest.judge(moment);
    }

    private static boolean forbidden(Digest digest, Moment moment) {
        for (Branch prohibition : digest.prohibited()) {
            if (prohibition.judge(moment, true).forbids()) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is a question wherever one is judged, with a cost and a purpose of the project. */
    private static boolean asked(Moment moment) {
        return !moment.scope().asks() || question(moment).isEmpty() && registered(moment).isEmpty();
    }

    private static Optional<Reason> question(Moment moment) {
        if (!moment.scope().asks()) {
            return Optional.empty();
        }
        if (moment.facts().question().isEmpty()) {
            return Optional.of(new Reason("question", "", "La question manque.", "The question is missing."));
        }
        long cost = moment.facts().question().get().costMicroRho();
        return cost >= 1 ? Optional.empty() : Optional.of(Reason.of(Term.BUDGET_PER_REQUEST,
            "Une question dépense au moins une unité du budget de confidentialité ; celle-ci en dépense " + cost + ".",
            "A question spends at least one unit of the privacy budget; this one spends " + cost + "."));
    }

    /** A purpose is the project's when it is one of those registered, or narrower. */
    private static Optional<Reason> registered(Moment moment) {
        Facts facts = moment.facts();
        if (!moment.scope().asks() || facts.question().isEmpty() || facts.project().isEmpty()) {
            return Optional.empty();
        }
        String purpose = facts.question().get().purpose();
        ProjectTerms project = facts.project().get();
        if (project.purposes().contains(purpose) || facts.broader().isPresent() && project.purposes().stream()
            .anyMatch(wide -> Atom.within(purpose, wide, facts.broader().get()))) {
            return Optional.empty();
        }
        String list = Quoted.list(project.purposes());
        return Optional.of(Reason.of(Term.PURPOSE, "La finalité " + Quoted.french(purpose)
            + " n'est pas l'une de celles du projet (" + list + ").",
            "The purpose " + Quoted.english(purpose) + " is not one of the project's (" + list + ").")
            .changedBy(new Words("une finalité du projet : " + list, "a purpose of the project: " + list)));
    }
}
