package eu.bocage.compute.he;

import java.util.Optional;

/** Encrypts to a member's key and opens what was encrypted to this node: HPKE (RFC 9180) in base mode. Thread-safe. */
public interface Sealer {

    /**
     * @param key the recipient's sealing key as the manifest writes it
     * @param aad what the message is bound to; not hidden
     */
    byte[] seal(String key, byte[] aad, byte[] message);

    /** The message; empty where these bytes are not one to this node with that {@code aad}. */
    Optional<byte[]> open(byte[] aad, byte[] sealed);
}
