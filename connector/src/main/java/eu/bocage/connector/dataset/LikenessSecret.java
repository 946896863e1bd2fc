package eu.bocage.connector.dataset;

import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.PrivateFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What the hashes of likenesses are made with: 32 random bytes in {@code likeness.key}, made when first needed. Kept in
 * a file so that the database alone tells nothing of names and values. Without the file, a new one is made, and what
 * older hashes say is lost.
 */
record LikenessSecret(byte[] bytes) {

    static LikenessSecret in(Path folder) {
        PrivateFile file = new PrivateFile(folder.resolve("likeness.key"));
        if (!file.exists()) {
            byte[] fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            file.create(Json.bytes(HexFormat.of().formatHex(fresh)));
        }
        return new LikenessSecret(HexFormat.of().parseHex(Json.text(file.read())));
    }

    /**
     * A name that does not tell it, and what likenesses of one form go by: those in a form that can no longer be
     * compared have to bear another one, so that the tables that are there are learned again. 2 is since columns go by
     * hashes of their names.
     */
    String id() {
        return id(2);
    }

    /** Under which likenesses lie that are in the form of today, and others of before that cannot be compared. */
    String formerId() {
        return id(1);
    }

    private String id(int form) {
        return Digest.of(Json.bytes("bocage/likeness/" + form + " " + HexFormat.of().formatHex(bytes)))
            .substring(8, 40);
    }
}
