package eu.bocage.compute.he;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/** A party with keys of its own: real Ed25519, real HPKE (X25519, HKDF-SHA-256, AES-256-GCM). */
final class Party {

    private static final byte[] INFO = "BMHE1".getBytes(StandardCharsets.US_ASCII);

    private final String id;
    private final KeyPair signing;
    private final AsymmetricCipherKeyPair sealing;
    private final HPKE hpke = new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256,
        HPKE.aead_AES_GCM256);

    Party(String id) {
        this.id = id;
        this.sealing = hpke.generatePrivateKey();
        try {
            this.signing = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String id() {
        return id;
    }

    Member member() {
        return new Member(id, Base64.getEncoder().encodeToString(signing.getPublic().getEncoded()),
            Base64.getEncoder().encodeToString(hpke.serializePublicKey(sealing.getPublic())));
    }

    Office office() {
        return new Office(this::sign, Party::verify, new Hpke());
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(signing.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean verify(String key, byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(
                new X509EncodedKeySpec(Base64.getDecoder().decode(key))));
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private final class Hpke implements Sealer {

        @Override
        public byte[] seal(String key, byte[] aad, byte[] message) {
            try {
                byte[][] sealed = hpke.seal(hpke.deserializePublicKey(Base64.getDecoder().decode(key)), INFO, aad,
                    message, null, null, null);
                return new ByteWriter().bytes(sealed[1]).bytes(sealed[0]).toBytes();
            } catch (InvalidCipherTextException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Optional<byte[]> open(byte[] aad, byte[] sealed) {
            try {
                ByteReader in = new ByteReader(sealed);
                return Optional.of(hpke.open(in.bytes(), sealing, INFO, aad, in.bytes(), null, null, null));
            } catch (InvalidCipherTextException | Refusal | IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
