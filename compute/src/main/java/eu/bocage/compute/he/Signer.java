package eu.bocage.compute.he;

/** Signs as this node, by Ed25519 (RFC 8032); the node supplies it. Thread-safe. */
public interface Signer {

    /** @return 64 bytes */
    byte[] sign(byte[] message);
}
