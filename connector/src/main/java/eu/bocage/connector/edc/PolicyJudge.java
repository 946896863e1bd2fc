package eu.bocage.connector.edc;

import eu.bocage.connector.agreement.Occasion;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Scope;

/** The one place where a policy is decided, whatever the moment. */
@FunctionalInterface
interface PolicyJudge {

    Decision decide(Policy policy, Scope scope, Occasion occasion);
}
