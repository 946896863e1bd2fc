package eu.bocage.connector.member;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;

/** Between the 32 bytes of a JWK and the keys of the Java cryptography architecture (encodings of RFC 8410). */
final class Der {

    private static final byte[] ED25519 = HexFormat.of().parseHex("302e020100300506032b657004220420");
    private static final byte[] X25519 = HexFormat.of().parseHex("302e020100300506032b656e04220420");

    private Der() {
    }

    static byte[] wrap(byte[] prefix, byte[] key) {
        byte[] all = new byte[prefix.length + key.length];
        System.arraycopy(prefix, 0, all, 0, prefix.length);
        System.arraycopy(key, 0, all, prefix.length, key.length);
        return all;
    }

    /** The last 32 bytes of an encoded key, private (RFC 8410 §7) or public (§4). */
    static byte[] raw(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    static PrivateKey ed25519Private(byte[] d) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(wrap(ED25519, d)));
    }

    static PrivateKey x25519Private(byte[] d) throws GeneralSecurityException {
        return KeyFactory.getInstance("X25519").generatePrivate(new PKCS8EncodedKeySpec(wrap(X25519, d)));
    }

    /** The shared secret. @throws GeneralSecurityException when the public key is of small order */
    static byte[] agree(PrivateKey own, PublicKey other) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(own);
        agreement.doPhase(other, true);
        return agreement.generateSecret();
    }
}
