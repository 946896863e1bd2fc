package eu.bocage.connector.edc;

import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.agreement.Occasion;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Scope;

/** The one place where a policy is decided, whatever the moment. */
@FunctionalInterface
interface PolicyJudge {

    Decision decide(Policy policy, Scope scope, Occasion occasion);

    /** Whether {@link #decide} permits, where nobody is told why not. */
    default boolean permits(Policy policy, Scope scope, Occasion occasion) {
        return decide(policy, scope, occasion) instanceof Decision.Permitted;
    }

    static PolicyJudge of(Gate gate) {
        return new PolicyJudge() {
            @Override
            public Decision decide(Policy policy, Scope scope, Occasion occasion) {
                return gate.decide(policy, scope, occasion);
            }

            @Override
            public boolean permits(Policy policy, Scope scope, Occasion occasion) {
                return gate.permits(policy, scope, occasion);
            }
        };
    }
}
