package eu.bocage.compute.he;

/**
 * How the proof that comes with a ciphertext is checked. Nothing but {@link ShortnessProof#verify} is reached from
 * outside this package: contributions without proofs (level L1) exist in tests only.
 */
@FunctionalInterface
interface Proofs {

    /** @throws Refusal where it does not hold */
    void verify(Spectrum a, Polynomial c1, byte[] context, byte[] proof);
}
