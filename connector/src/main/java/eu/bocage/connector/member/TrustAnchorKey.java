package eu.bocage.connector.member;

/**
 * The trust anchor as the operator pinned it: whoever may sign the territory's documents.
 *
 * @param did the trust anchor
 * @param key its verification key
 */
public record TrustAnchorKey(Did did, VerificationKey key) {
}
