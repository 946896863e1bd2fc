package eu.bocage.connector.member;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * A public X25519 key (RFC 7748). A key of small order, with which everybody would agree on the same secret, cannot be
 * built.
 *
 * @param x the 32 bytes as unpadded base64url, as in a JWK (RFC 8037)
 */
public record EncryptionKey(String x) {

    /** DER of a SubjectPublicKeyInfo for X25519 up to the 32 bytes of the key (RFC 8410 §4). */
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b656e032100");

    /** @throws IllegalArgumentException when the text is not a usable key */
    public EncryptionKey {
        if ((Base64Url.decode(x, 32)[31] & 0x80) != 0) {
            throw new IllegalArgumentException("an X25519 key in its second spelling: " + x);
        }
        try {
            Der.agree(Der.x25519Private(new byte[32]), jca(x));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a usable X25519 key: " + x, e);
        }
    }

    /** The key as the Java cryptography architecture knows it. */
    PublicKey jca() {
        try {
            return jca(x);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("X25519 took this key before and does not now", e);
        }
    }

    private static PublicKey jca(String x) throws GeneralSecurityException {
        return KeyFactory.getInstance("X25519")
            .generatePublic(new X509EncodedKeySpec(Der.wrap(SPKI, Base64Url.decode(x, 32))));
    }
}
