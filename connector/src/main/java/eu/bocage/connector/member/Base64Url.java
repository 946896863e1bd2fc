package eu.bocage.connector.member;

import java.util.Base64;

/** Unpadded base64url (RFC 4648 §5) in its one spelling: stray bits after the last byte are refused. */
final class Base64Url {

    private Base64Url() {
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException unless the text is the one spelling of some bytes */
    static byte[] decode(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return bytes;
    }

    /** @throws IllegalArgumentException unless the text is the one spelling of so many bytes */
    static byte[] decode(String text, int length) {
        byte[] bytes = decode(text);
        if (bytes.length != length) {
            throw new IllegalArgumentException("base64url of " + bytes.length + " bytes, not " + length);
        }
        return bytes;
    }
}
