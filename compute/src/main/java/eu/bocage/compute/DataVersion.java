package eu.bocage.compute;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A version of a dataset's content: a random name and a hiding commitment, which tell nothing about the rows.
 *
 * @param id         32 hexadecimal digits from a CSPRNG
 * @param commitment {@code sha-256:} and 64 hexadecimal digits over {@code opening} and the content's hash
 * @param opening    32 random bytes, hexadecimal; stays with the owner
 */
public record DataVersion(String id, String commitment, String opening) {

    /** A new name for a content, whether it changed or not. */
    public static DataVersion fresh(Table table) {
        SecureRandom random = new SecureRandom();
        byte[] id = new byte[16];
        byte[] opening = new byte[32];
        random.nextBytes(id);
        random.nextBytes(opening);
        HexFormat hex = HexFormat.of();
        return new DataVersion(hex.formatHex(id), commitment(opening, table), hex.formatHex(opening));
    }

    /** Whether the commitment was made to this content. */
    public boolean commitsTo(Table table) {
        return commitment.equals(commitment(HexFormat.of().parseHex(opening), table));
    }

    private static String commitment(byte[] opening, Table table) {
        MessageDigest digest = Json.sha256();
        digest.update(opening);
        return "sha-256:" + HexFormat.of().formatHex(digest.digest(table.contentHash()));
    }
}
