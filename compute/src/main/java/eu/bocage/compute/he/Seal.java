package eu.bocage.compute.he;

import java.util.List;

/**
 * Microsoft SEAL for one plain modulus, without a secret: parameters and their security check, batching, addition, and
 * keys. What holds a secret is a {@link SealKey}, an instance of its own.
 *
 * <p><b>Foreign bytes</b> never reach SEAL. It gets what {@link Ciphertext} and {@link PublicKey} wrote, which exist
 * only for residues below their primes, in the one form that they write. What came from others is added here, where
 * there is no secret, or by our own ring. A {@link SealKey} takes only {@link OwnCiphertext}s. {@link #round} alone
 * puts what others had a part in, the residues of an opened phase, before a key: a throwaway one, multiplied by zero.
 *
 * <p><b>After any exception</b> the instance behind is thrown away and the next call has a new one.
 *
 * <p>One thread at a time. A call takes milliseconds to a second of one processor and does not wait for anything.
 */
public interface Seal extends Slots, AutoCloseable {

    /** Which SEAL this is, as {@code "embedded SEAL 4.1.2"}. */
    String description();

    @Override
    PlainModulus modulus();

    /**
     * Batching: the polynomial whose product and sum act slot by slot.
     *
     * @param slots at most {@value Bfv#DEGREE} numbers from 0 to the plain modulus − 1; missing ones are 0
     * @return {@value Bfv#DEGREE} coefficients, each below the plain modulus
     */
    @Override
    long[] encode(long[] slots);

    /** The {@value Bfv#DEGREE} slots of a polynomial: what {@link #encode} was given. */
    @Override
    long[] decode(long[] polynomial);

    /** The sum of one ciphertext or more. */
    Ciphertext sum(List<Ciphertext> ciphertexts);

    /**
     * Encrypts under a public key in an instance made for this call, which ends with it. SEAL's own encryption; a joint
     * round encrypts by our ring, which can prove what it did.
     */
    Ciphertext encrypt(PublicKey key, long[] polynomial);

    /** An instance of its own with a fresh secret key. */
    SealKey newKey();

    /** An instance of its own with this secret key. */
    SealKey key(SecretKey key);

    /**
     * The final rounding ⌊T·phase/q⌉ of an opened phase, by SEAL's decryptor on (phase, 0) in an instance of its own,
     * made at the first call, with a throwaway key: that key is multiplied by zero.
     *
     * @param phase residues over the data primes in coefficient form
     * @return {@value Bfv#DEGREE} coefficients modulo the plain modulus
     */
    long[] round(long[] phase);

    /** Frees the instances behind; keys handed out have ends of their own. */
    @Override
    void close();
}
