package eu.bocage.connector.member;

/** Makes the short-lived tokens by which this node shows other members who it is. Safe for use by many threads. */
public interface TokenSigner {

    /** A fresh token that one member, and nobody else, accepts once within the next minute. */
    String sign(Did audience);
}
