package eu.bocage.compute.he;

/** Checks Ed25519 signatures (RFC 8032) under keys that come from a signed roster. Thread-safe. */
public interface Verifier {

    /**
     * @param key the member's signing key as its roster writes it
     * @return false as well for keys and signatures that cannot be read
     */
    boolean verify(String key, byte[] message, byte[] signature);
}
