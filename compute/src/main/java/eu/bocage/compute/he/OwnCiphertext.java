package eu.bocage.compute.he;

/**
 * A ciphertext that this process made of a plaintext or a phase of its own: the only kind that a {@link SealKey} takes.
 * <b>No way leads here from bytes</b>, nor from a {@link Ciphertext} that was read, so nothing that others sent enters
 * an instance that holds a secret worth keeping. The exception is {@link Seal#round(long[])}: the phase it takes is a
 * sum of what others sent, residues below their primes, and meets a throwaway key, which is multiplied by zero.
 * Immutable.
 */
public final class OwnCiphertext {

    private final Ciphertext ciphertext;

    private OwnCiphertext(Ciphertext ciphertext) {
        this.ciphertext = ciphertext;
    }

    /** The caller has just made it; used by {@link EngineKey}, {@link EngineSeal} and {@link RingCheck} alone. */
    static OwnCiphertext made(Ciphertext ciphertext) {
        return new OwnCiphertext(ciphertext);
    }

    /** To send or to add; what comes back of it is no longer one's own. */
    public Ciphertext ciphertext() {
        return ciphertext;
    }
}
