package eu.bocage.compute.he;

/**
 * A public key as SEAL holds it: two polynomials over all five primes in NTT form, (−(a·s + e), a). It does not depend
 * on the plain modulus, but its bytes name one. No residue is at or above its prime. Immutable.
 */
public final class PublicKey {

    static final int WORDS = 2 * Bfv.KEY_PRIMES * Bfv.DEGREE;

    private final long[] words;

    private PublicKey(long[] words) {
        this.words = words;
    }

    /** @throws IllegalArgumentException where they are not {@value #WORDS} residues, each below its prime */
    public static PublicKey of(long[] words) {
        if (words.length != WORDS || !Bfv.areResidues(words, Bfv.KEY_PRIMES)) {
            throw new IllegalArgumentException("a public key has " + WORDS + " residues, each below its prime");
        }
        return new PublicKey(words.clone());
    }

    /** @throws eu.bocage.compute.InvalidInput for anything that {@link #toBytes} does not write */
    public static PublicKey parse(PlainModulus modulus, byte[] bytes) {
        return new PublicKey(Wire.PUBLIC_KEY.read(bytes, modulus.keyParmsId()));
    }

    /** SEAL's format, version 4.1, uncompressed. */
    public byte[] toBytes(PlainModulus modulus) {
        return Wire.PUBLIC_KEY.write(words, modulus.keyParmsId());
    }

    /** The residues themselves, to read only. */
    long[] words() {
        return words;
    }
}
