package eu.bocage.connector.member;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stable names for persons in records that outlive them, such as the ledger: HMAC-SHA-256 (RFC 2104) of the account
 * under a key of this node alone. The same person has the same pseudonym on this node and another one on every other;
 * whoever lacks the key learns nothing from a pseudonym, not even by trying all known names. Destroying the key file
 * makes all pseudonyms unlinkable for good. Thread-safe.
 */
public final class Pseudonyms {

    private static final int KEY_BYTES = 32;

    private final byte[] key;

    private Pseudonyms(byte[] key) {
        this.key = key;
    }

    /** Makes the key {@code pseudonyms.key} in a folder that has none. @throws SetupException when there is one */
    public static Pseudonyms create(Path folder) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        file(folder).create(HexFormat.of().formatHex(key).getBytes(StandardCharsets.US_ASCII));
        return new Pseudonyms(key);
    }

    /** Reads the key. @throws SetupException when it is missing, open to others or malformed */
    public static Pseudonyms load(Path folder) {
        PrivateFile file = file(folder);
        String text = new String(file.read(), StandardCharsets.US_ASCII);
        if (!text.matches("[0-9a-f]{64}")) {
            throw new SetupException("La clé " + file.path() + " est abîmée. Remettez la sauvegarde de ce fichier.",
                "The key " + file.path() + " is damaged. Restore this file from your backup.");
        }
        return new Pseudonyms(HexFormat.of().parseHex(text));
    }

    /** The pseudonym of an account: {@code person:} and 32 hexadecimal digits (128 bits). */
    public String of(String account) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] tag = mac.doFinal(("bocage/person/1\0" + account).getBytes(StandardCharsets.UTF_8));
            return "person:" + HexFormat.of().formatHex(Arrays.copyOf(tag, 16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    private static PrivateFile file(Path folder) {
        return new PrivateFile(folder.resolve("pseudonyms.key"));
    }
}
