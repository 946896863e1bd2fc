package eu.bocage.compute.he;

/**
 * A party of a joint computation as a signed roster names it.
 *
 * @param id         its identifier (a DID)
 * @param signingKey as {@link Verifier} reads it
 * @param sealingKey as {@link Sealer} reads it; empty for contributors, to whom nothing is sealed
 */
public record Member(String id, String signingKey, String sealingKey) {

    public Member {
        if (id.isBlank() || signingKey.isBlank()) {
            throw new IllegalArgumentException("a member has an identifier and a signing key");
        }
    }
}
