package eu.bocage.policies;

import java.util.List;

/** What a policy says. */
public sealed interface Decision {

    /**
     * Every gate is open.
     *
     * @param rules    what is applied to the noisy answer after the debit
     * @param promises the signed promises that this rests on, sorted
     */
    record Permitted(OutputRules rules, List<Promise> promises) implements Decision {

        public Permitted {
            promises = promises.isEmpty() ? List.of() : promises.stream().distinct().sorted().toList();
        }

        /** Resting on no promise. */
        public Permitted(OutputRules rules) {
            this(rules, List.of());
        }
    }

    /**
     * Every gate but that of approval is open, and the vote is open.
     *
     * @param what    what each college has to give, at least one
     * @param reasons what is still wanting, at least one
     */
    record NeedsApproval(List<Approval> what, List<Reason> reasons) implements Decision {

        public NeedsApproval {
            what = List.copyOf(what);
            reasons = List.copyOf(reasons);
            if (what.isEmpty() || reasons.isEmpty()) {
                throw new IllegalArgumentException("an approval is asked of somebody and for a reason");
            }
        }
    }

    /** At least one gate is shut; every reason is given. */
    record Denied(List<Reason> reasons) implements Decision {

        public Denied {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a denial has a reason");
            }
        }
    }
}
