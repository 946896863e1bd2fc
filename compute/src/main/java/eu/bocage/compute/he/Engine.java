package eu.bocage.compute.he;

import java.util.List;

/**
 * One instance of SEAL with one set of parameters and at most one key, in bytes that we wrote. Any exception leaves it
 * in an unknown state: whoever meets one closes it.
 */
interface Engine extends AutoCloseable {

    /** As {@code "4.1.2"}. */
    String version();

    /** The plaintext of slots. */
    byte[] encode(long[] slots);

    long[] decode(byte[] plaintext);

    byte[] sum(List<byte[]> ciphertexts);

    /** Makes a secret key, and its public key to encrypt under. */
    void makeKey();

    /** Takes a secret key, and makes a public key of it to encrypt under. */
    void takeKey(byte[] secretKey);

    byte[] secretKey();

    byte[] publicKey();

    /** Takes a public key to encrypt under, in an instance without a secret. */
    void takePublicKey(byte[] publicKey);

    byte[] encrypt(byte[] plaintext);

    byte[] decrypt(byte[] ciphertext);

    int noiseBudget(byte[] ciphertext);

    @Override
    void close();
}
