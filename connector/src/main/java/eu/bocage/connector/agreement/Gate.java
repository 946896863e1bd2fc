package eu.bocage.connector.agreement;

import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Territory;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Policy;
import eu.bocage.policies.QuestionFacts;
import eu.bocage.policies.Scope;
import java.time.InstantSource;

/** Decides policies with facts from the register, for EDC's scopes and for queries. The only caller of Decider. */
public final class Gate {

    public Gate(Territory territory, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /** Decides where no question is asked. */
    public Decision decide(Policy policy, Scope scope, Did requester) {
        throw new UnsupportedOperationException();
    }

    public Decision decide(Policy policy, Did requester, QuestionFacts question) {
        throw new UnsupportedOperationException();
    }
}
