package eu.bocage.policies;

import java.util.List;

/** What a policy says. */
public sealed interface Decision {

    /** Every gate is open. */
    record Permitted(OutputRules outputRules) implements Decision {
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
