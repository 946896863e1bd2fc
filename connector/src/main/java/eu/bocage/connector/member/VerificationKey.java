package eu.bocage.connector.member;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * A public Ed25519 key (RFC 8032). Keys of small order, under which one signature fits many messages, and keys with a
 * second spelling cannot be built, so a signature that verifies was made by whoever holds the private key.
 *
 * @param x the 32 bytes as unpadded base64url, as in a JWK (RFC 8037)
 */
public record VerificationKey(String x) {

    /** DER of a SubjectPublicKeyInfo for Ed25519 up to the 32 bytes of the key (RFC 8410 §4). */
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
        .multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

    /** @throws IllegalArgumentException when the text is not a usable key */
    public VerificationKey {
        byte[] bytes = Base64Url.decode(x, 32);
        bytes[31] &= 0x7f;
        BigInteger y = new BigInteger(1, reversed(bytes));
        if (y.compareTo(P) >= 0 || hasSmallOrder(y)) {
            throw new IllegalArgumentException("not a usable Ed25519 key: " + x);
        }
        try {
            verifier(x);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 key: " + x, e);
        }
    }

    /** The whole key in groups of four characters, to be compared by eye or read aloud. */
    public String fingerprint() {
        return x.replaceAll("(.{4})(?=.)", "$1 ");
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = verifier(x);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 took this key before and does not now", e);
        }
    }

    /**
     * On −x² + y² = 1 + d·x²·y², the orders 1, 2 and 4 have y = 1, −1 and 0. A point of order 8 doubles to y = 0, so
     * x² = −y², which in the curve's equation leaves d·y⁴ + 2·y² − 1 = 0.
     */
    private static boolean hasSmallOrder(BigInteger y) {
        BigInteger yy = y.multiply(y).mod(P);
        BigInteger eight = D.multiply(yy).multiply(yy).add(yy.shiftLeft(1)).subtract(BigInteger.ONE).mod(P);
        return y.signum() == 0 || yy.equals(BigInteger.ONE) || eight.signum() == 0;
    }

    private static Signature verifier(String x) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(Der.wrap(SPKI, Base64Url.decode(x, 32)))));
        return verifier;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = bytes[bytes.length - 1 - i];
        }
        return all;
    }
}
