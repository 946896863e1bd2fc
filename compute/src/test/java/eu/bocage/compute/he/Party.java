package eu.bocage.compute.he;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/** A party with keys of its own: real Ed25519, real HPKE (X25519, HKDF-SHA-256, AES-256-GCM). */
final class Party {

    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] INFO = "BMHE1".getBytes(StandardCharsets.US_ASCII);

    private final String id;
    private final KeyPair signing;
    private final AsymmetricCipherKeyPair sealing;
    private final HPKE hpke = new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256,
        HPKE.aead_AES_GCM256);
    private final byte[] fixed;

    Party(String id) {
        this.id = id;
        this.fixed = null;
        this.sealing = hpke.generatePrivateKey();
        try {
            this.signing = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of whose keys, and what it seals with, follow from 32 bytes: for fixed vectors only. */
    Party(String id, byte[] fixed) {
        this.id = id;
        this.fixed = fixed;
        this.sealing = pair(fixed);
        Ed25519PrivateKeyParameters secret = new Ed25519PrivateKeyParameters(fixed);
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            this.signing = new KeyPair(factory.generatePublic(new X509EncodedKeySpec(new ByteWriter().raw(SPKI)
                .raw(secret.generatePublicKey().getEncoded()).toBytes())), factory.generatePrivate(
                new EdECPrivateKeySpec(NamedParameterSpec.ED25519, fixed)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AsymmetricCipherKeyPair pair(byte[] secret) {
        X25519PrivateKeyParameters own = new X25519PrivateKeyParameters(secret);
        return new AsymmetricCipherKeyPair(own.generatePublicKey(), own);
    }

    String id() {
        return id;
    }

    Member member() {
        return new Member(id, Base64.getEncoder().encodeToString(signing.getPublic().getEncoded()),
            Base64.getEncoder().encodeToString(hpke.serializePublicKey(sealing.getPublic())));
    }

    Office office() {
        return new Office(this::sign, Party::verify, new Hpke(), Checked.RING);
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

    /** The check that a node runs at its start, once for all tests of a process. */
    private static final class Checked {

        static final RingCheck RING = check();

        private static RingCheck check() {
            try (Seal first = new EmbeddedSeal(PlainModulus.FIRST); Seal second = new EmbeddedSeal(
                PlainModulus.SECOND)) {
                return RingCheck.passed(List.of(first, second));
            }
        }
    }

    private final class Hpke implements Sealer {

        @Override
        public byte[] seal(String key, byte[] aad, byte[] message) {
            try {
                HPKEContextWithEncapsulation context = hpke.setupBaseS(hpke.deserializePublicKey(
                    Base64.getDecoder().decode(key)), INFO, fixed == null ? hpke.generatePrivateKey()
                    : pair(Smudging.seed(fixed, new String(aad, StandardCharsets.US_ASCII))));
                return new ByteWriter().bytes(context.getEncapsulation()).bytes(context.seal(aad, message)).toBytes();
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
