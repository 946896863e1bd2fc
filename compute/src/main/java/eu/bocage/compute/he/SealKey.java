package eu.bocage.compute.he;

/**
 * A SEAL instance that holds a secret key, and nothing of others: by its types it takes only what this process made.
 * Ends at {@link #close()} or at its first exception, and with it the key inside. One thread at a time.
 */
public interface SealKey extends AutoCloseable {

    SecretKey secretKey();

    PublicKey publicKey();

    /** Encrypts under its own public key. */
    OwnCiphertext encrypt(long[] polynomial);

    /** {@value Bfv#DEGREE} coefficients modulo the plain modulus; wrong ones where noise was too large. */
    long[] decrypt(OwnCiphertext ciphertext);

    /** Bits of noise that the ciphertext could still take; 0 where decryption is wrong. */
    int noiseBudget(OwnCiphertext ciphertext);

    @Override
    void close();
}
