package eu.bocage.compute.he;

import java.util.Arrays;

/**
 * A BFV ciphertext (c₀, c₁) over the four data primes, in coefficient form: what SEAL calls a ciphertext of size 2 at
 * the first data level. There is none with a coefficient at or above its prime, whoever sent it. Immutable.
 */
public final class Ciphertext {

    static final int WORDS = 2 * Bfv.DATA_PRIMES * Bfv.DEGREE;

    /** Its length as {@link #toBytes() bytes}. */
    public static final int BYTES = Wire.CIPHERTEXT.bytes();

    private final PlainModulus modulus;
    private final long[] words;

    private Ciphertext(PlainModulus modulus, long[] words) {
        this.modulus = modulus;
        this.words = words;
    }

    /**
     * @param words residues: c₀ then c₁, in each prime after prime, in each coefficient after coefficient
     * @throws IllegalArgumentException where they are not {@value #WORDS} residues, each below its prime
     */
    public static Ciphertext of(PlainModulus modulus, long[] words) {
        return owning(modulus, words.clone());
    }

    /** The same without a copy, for words that nobody else holds. */
    static Ciphertext owning(PlainModulus modulus, long[] words) {
        if (words.length != WORDS || !Bfv.areResidues(words, Bfv.DATA_PRIMES)) {
            throw new IllegalArgumentException("a ciphertext has " + WORDS + " residues, each below its prime");
        }
        return new Ciphertext(modulus, words);
    }

    /**
     * Reads what {@link #toBytes()} wrote, wherever the bytes come from: nothing but the one form of SEAL's format that
     * this class writes is taken.
     *
     * @throws eu.bocage.compute.InvalidInput for anything else; memory use does not depend on the bytes
     */
    public static Ciphertext parse(PlainModulus modulus, byte[] bytes) {
        return new Ciphertext(modulus, Wire.CIPHERTEXT.read(bytes, modulus.parmsId()));
    }

    /** SEAL's format, version 4.1, uncompressed, {@link #BYTES} long; every SEAL 4 reads it. */
    public byte[] toBytes() {
        return Wire.CIPHERTEXT.write(words, modulus.parmsId());
    }

    public PlainModulus modulus() {
        return modulus;
    }

    /** A copy of the residues of c₀ (0) or c₁ (1), prime after prime. */
    public long[] polynomial(int which) {
        int half = WORDS / 2;
        return Arrays.copyOfRange(words, which * half, (which + 1) * half);
    }

    /** The residues themselves, to read only. */
    long[] words() {
        return words;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ciphertext that && modulus == that.modulus && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
