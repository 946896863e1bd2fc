package eu.bocage.connector.member;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The kind of a signed document. Its text is part of what is signed, so that a signature made over one kind of document
 * never passes for another.
 *
 * @param text     {@code bocage/<kind>/<format number>}, ASCII
 * @param maxBytes the size past which an envelope of this kind is refused unread, 1 byte to 1 MiB (which holds a
 *                 register of about 800 members)
 */
public record Tag(String text, int maxBytes) {

    public static final Tag REGISTER = new Tag("bocage/register/1", 1 << 20);
    public static final Tag CHARTER = new Tag("bocage/charter/1", 1 << 20);
    public static final Tag PROJECTS = new Tag("bocage/projects/1", 1 << 20);
    public static final Tag ADHERENCE = new Tag("bocage/adherence/1", 16 << 10);

    /** @throws IllegalArgumentException when the text is of another form or the size out of range */
    public Tag {
        if (!Pattern.matches("bocage/[a-z][a-z-]{0,30}/[1-9][0-9]{0,2}", text)) {
            throw new IllegalArgumentException("not a document tag: " + text);
        }
        if (maxBytes < 1 || maxBytes > 1 << 20) {
            throw new IllegalArgumentException("a document is 1 byte to 1 MiB long, not " + maxBytes);
        }
    }

    /** What Ed25519 signs: the tag, a zero byte, the document. No tag holds a zero byte, so the parts cannot shift. */
    byte[] signed(byte[] canonical) {
        byte[] tag = text.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[tag.length + 1 + canonical.length];
        System.arraycopy(tag, 0, all, 0, tag.length);
        System.arraycopy(canonical, 0, all, tag.length + 1, canonical.length);
        return all;
    }
}
