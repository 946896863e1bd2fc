package eu.bocage.compute.he;

import java.util.Arrays;

/**
 * A secret key as SEAL holds it: one polynomial over all five primes in NTT form. Whoever has it opens every ciphertext
 * under it, so it never is a collective key's; {@link #destroy()} it when done. Not thread-safe.
 */
public final class SecretKey {

    static final int WORDS = Bfv.KEY_PRIMES * Bfv.DEGREE;

    private final long[] words;

    private SecretKey(long[] words) {
        this.words = words;
    }

    /** @throws IllegalArgumentException where they are not {@value #WORDS} residues, each below its prime */
    public static SecretKey of(long[] words) {
        if (words.length != WORDS || !Bfv.areResidues(words, Bfv.KEY_PRIMES)) {
            throw new IllegalArgumentException("a secret key has " + WORDS + " residues, each below its prime");
        }
        return new SecretKey(words.clone());
    }

    /** @throws eu.bocage.compute.InvalidInput for anything that {@link #toBytes} does not write */
    static SecretKey parse(PlainModulus modulus, byte[] bytes) {
        return new SecretKey(Wire.SECRET_KEY.read(bytes, modulus.keyParmsId()));
    }

    /** SEAL's format, version 4.1, uncompressed. The caller wipes what it gets. */
    byte[] toBytes(PlainModulus modulus) {
        return Wire.SECRET_KEY.write(words, modulus.keyParmsId());
    }

    /** The residues themselves, to read only. */
    long[] words() {
        return words;
    }

    /** Overwrites the key with zeros. Copies that the garbage collector made earlier are beyond reach. */
    public void destroy() {
        Arrays.fill(words, 0);
    }
}
