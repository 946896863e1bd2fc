package eu.bocage.connector.api;

import eu.bocage.connector.member.PrivateFile;
import eu.bocage.connector.member.SetupException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The secret by which the operator's programs open the private port: 256 random bits in {@code api.token}, mode 600. So
 * whoever may use the private port is whoever may read that file. Comparing takes the same time whatever was shown.
 */
public final class ApiToken {

    private final String text;

    private ApiToken(String text) {
        this.text = text;
    }

    /** Makes a token in a folder that has none. @throws SetupException when there is one */
    public static ApiToken create(Path folder) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String text = HexFormat.of().formatHex(random);
        file(folder).create(text.getBytes(StandardCharsets.US_ASCII));
        return new ApiToken(text);
    }

    /** Reads the token of a folder. @throws SetupException when it is missing, open to others or malformed */
    public static ApiToken load(Path folder) {
        String text = new String(file(folder).read(), StandardCharsets.US_ASCII);
        if (!text.matches("[0-9a-f]{64}")) {
            Path path = file(folder).path();
            throw new SetupException("Le jeton " + path + " est abîmé. Remettez la sauvegarde de ce fichier.",
                "The token " + path + " is damaged. Restore this file from your backup.");
        }
        return new ApiToken(text);
    }

    /** The value of the {@code Authorization} header. */
    public String header() {
        return "Bearer " + text;
    }

    /** @param header as a caller sent it, or null */
    boolean opens(String header) {
        return header != null && MessageDigest.isEqual(header.getBytes(StandardCharsets.UTF_8),
            header().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ApiToken";
    }

    private static PrivateFile file(Path folder) {
        return new PrivateFile(folder.resolve("api.token"));
    }
}
