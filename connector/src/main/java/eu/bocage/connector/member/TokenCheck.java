package eu.bocage.connector.member;

/** Whether a token proves its sender to be an active member. */
public sealed interface TokenCheck {

    /**
     * The sender is this member, at this moment active in the register.
     *
     * @param member the member's facts, from the register
     */
    record Accepted(Member member) implements TokenCheck {
    }

    /**
     * Nobody is proven; the sender gets 401 and no detail.
     *
     * @param reason for the operator
     */
    record Refused(Refusal reason) implements TokenCheck {
    }
}
