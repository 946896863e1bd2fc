package eu.bocage.connector.member;

/** What the register says about a DID at this moment. */
public sealed interface Standing {

    /** A member in good standing. */
    record Active(Member member) implements Standing {
    }

    /** Not a member to deal with now. */
    record Refused(Refusal reason) implements Standing {
    }
}
