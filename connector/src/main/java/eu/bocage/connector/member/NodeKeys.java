package eu.bocage.connector.member;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;

/**
 * The two private keys of a node: Ed25519 signs, X25519 opens what was encrypted for the node. Each lies in a file of
 * its own as a JWK of kind OKP (RFC 8037), mode 600, is made once and never written again. Safe for use by many
 * threads; no method gives the private parts away.
 */
public final class NodeKeys {

    private final PrivateKey signing;
    private final PrivateKey decryption;
    private final VerificationKey verificationKey;
    private final EncryptionKey encryptionKey;

    private NodeKeys(Jwk signing, Jwk encryption) throws GeneralSecurityException {
        this.signing = Der.ed25519Private(Base64Url.decode(signing.d(), 32));
        this.decryption = Der.x25519Private(Base64Url.decode(encryption.d(), 32));
        this.verificationKey = new VerificationKey(signing.x());
        this.encryptionKey = new EncryptionKey(encryption.x());
    }

    /** Makes fresh keys that live in memory only. */
    public static NodeKeys fresh() {
        try {
            return new NodeKeys(freshJwk("Ed25519"), freshJwk("X25519"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks Ed25519 or X25519", e);
        }
    }

    /**
     * Makes fresh keys in a folder that has none.
     *
     * @throws SetupException when one of the two files is there; nothing is written then
     */
    public static NodeKeys create(Path folder) {
        PrivateFile signing = signingFile(folder);
        PrivateFile encryption = encryptionFile(folder);
        for (PrivateFile file : new PrivateFile[] {signing, encryption}) {
            if (file.exists()) {
                throw new SetupException(
                    "La clé " + file.path() + " existe déjà et n'a pas été touchée. Choisissez un autre dossier.",
                    "The key " + file.path() + " exists already and was not touched. Choose another folder.");
            }
        }
        try {
            signing.create(freshJwk("Ed25519").bytes());
            encryption.create(freshJwk("X25519").bytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks Ed25519 or X25519", e);
        }
        return load(folder);
    }

    /**
     * Reads the keys of a folder and tries them.
     *
     * @throws SetupException when a file is missing, open to others, malformed, or its halves do not belong together
     */
    public static NodeKeys load(Path folder) {
        Jwk signing = read(signingFile(folder), "Ed25519");
        Jwk encryption = read(encryptionFile(folder), "X25519");
        try {
            NodeKeys keys = new NodeKeys(signing, encryption);
            byte[] probe = "bocage".getBytes(StandardCharsets.US_ASCII);
            if (!keys.verificationKey.verifies(probe, keys.sign(probe))) {
                throw malformed(signingFile(folder), "x and d do not belong together");
            }
            KeyPair other = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            byte[] here = Der.agree(keys.decryption, other.getPublic());
            if (!Arrays.equals(here, Der.agree(other.getPrivate(), keys.encryptionKey.jca()))) {
                throw malformed(encryptionFile(folder), "x and d do not belong together");
            }
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks Ed25519 or X25519", e);
        }
    }

    public VerificationKey verificationKey() {
        return verificationKey;
    }

    public EncryptionKey encryptionKey() {
        return encryptionKey;
    }

    /** The 64 bytes of an Ed25519 signature over bytes that their caller has separated from every other use. */
    byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(signing);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 took this key before and does not now", e);
        }
    }

    /**
     * The X25519 secret shared with the holder of another key (RFC 7748 §6.1), 32 bytes to be fed to a key derivation.
     */
    public byte[] agree(EncryptionKey other) {
        try {
            return Der.agree(decryption, other.jca());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("X25519 took this key before and does not now", e);
        }
    }

    private static PrivateFile signingFile(Path folder) {
        return new PrivateFile(folder.resolve("signing.jwk"));
    }

    private static PrivateFile encryptionFile(Path folder) {
        return new PrivateFile(folder.resolve("encryption.jwk"));
    }

    private static Jwk freshJwk(String curve) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(curve).generateKeyPair();
        PublicKey publicKey = pair.getPublic();
        return new Jwk(curve, Base64Url.encode(Der.raw(publicKey.getEncoded())),
            Base64Url.encode(Der.raw(pair.getPrivate().getEncoded())));
    }

    private static Jwk read(PrivateFile file, String curve) {
        byte[] content = file.read();
        try {
            return Jwk.parse(content, curve);
        } catch (IllegalArgumentException e) {
            throw malformed(file, e.getMessage());
        }
    }

    private static SetupException malformed(PrivateFile file, String why) {
        return new SetupException(
            "La clé " + file.path() + " est abîmée. Remettez la sauvegarde de ce fichier (détail technique, en"
                + " anglais : " + why + ").",
            "The key " + file.path() + " is damaged (" + why + "). Restore this file from your backup.");
    }

    /** The text of a key file; never printed. */
    private record Jwk(String curve, String x, String d) {

        static Jwk parse(byte[] content, String curve) {
            return Fields.read(Json.parse(content), fields -> {
                if (!fields.text("kty").equals("OKP") || !fields.text("crv").equals(curve)) {
                    throw new IllegalArgumentException("not a key for " + curve);
                }
                Jwk jwk = new Jwk(curve, fields.text("x"), fields.text("d"));
                Base64Url.decode(jwk.d, 32);
                if (curve.equals("Ed25519")) {
                    new VerificationKey(jwk.x);
                } else {
                    new EncryptionKey(jwk.x);
                }
                return jwk;
            });
        }

        byte[] bytes() {
            return Json.canonical(Json.object().put("kty", "OKP").put("crv", curve).put("x", x).put("d", d));
        }

        @Override
        public String toString() {
            return "Jwk[" + curve + ", x=" + x + "]";
        }
    }
}
