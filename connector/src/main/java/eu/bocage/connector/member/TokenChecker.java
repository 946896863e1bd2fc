package eu.bocage.connector.member;

/**
 * Decides who sent a message. The answer rests on the signed register and on this node's own memory of tokens seen, on
 * nothing else that the sender says. Safe for use by many threads.
 */
public interface TokenChecker {

    /**
     * Checks a token and uses it up: the same token is refused the second time.
     *
     * @param token what the sender showed, without the word "Bearer"; any text
     * @param self  the member that the token must be meant for, this node's own DID
     */
    TokenCheck check(String token, Did self);
}
