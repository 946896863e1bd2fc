package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A signed document as it travels and as it is stored: {@code {"alg":"Ed25519","payload":{…},"signature":"…",
 * "signer":"did:…"}}. The signature covers the document's {@link Tag}, a zero byte and the payload, and both payload
 * and envelope exist in their canonical form (RFC 8785) only. So one document is one string of bytes: whoever changes
 * any byte of it, be it a space, gets a refusal.
 *
 * <p>Holding an {@code Envelope} proves its form, not its signature: only {@link #open} gives the payload, and only
 * against a key that the caller got from elsewhere. Immutable.
 */
public final class Envelope {

    private static final String ALGORITHM = "Ed25519";

    private final String payload;
    private final Did signer;
    private final byte[] signature;

    private Envelope(String payload, Did signer, byte[] signature) {
        this.payload = payload;
        this.signer = signer;
        this.signature = signature;
    }

    /**
     * Signs a document.
     *
     * @throws IllegalArgumentException when the payload is no object, holds a number that is not exact in RFC 8785, or
     *     is too long for documents of this kind
     */
    public static Envelope sign(Tag tag, ObjectNode payload, Did signer, NodeKeys keys) {
        byte[] canonical = Json.canonical(payload);
        Envelope envelope = new Envelope(Json.text(canonical), signer, keys.sign(tag.signed(canonical)));
        if (envelope.bytes().length > tag.maxBytes()) {
            throw new IllegalArgumentException("a " + tag.text() + " is at most " + tag.maxBytes() + " bytes long");
        }
        return envelope;
    }

    /** Reads an envelope that somebody sent, refusing every form but the one that {@link #bytes} writes. */
    public static Opened<Envelope> parse(Tag tag, byte[] bytes) {
        if (bytes.length > tag.maxBytes()) {
            return new Opened.Refused<>("longer than the " + tag.maxBytes() + " bytes of a " + tag.text());
        }
        return new Opened.Valid<>(bytes).read(Json::parse).read(Envelope::of);
    }

    /** Reads an envelope that lies within another document. @throws IllegalArgumentException when it is malformed */
    static Envelope of(ObjectNode object) {
        return Fields.read(object, fields -> {
            if (!fields.text("alg").equals(ALGORITHM)) {
                throw new IllegalArgumentException("field \"alg\" is not " + ALGORITHM);
            }
            return new Envelope(Json.text(Json.canonical(fields.object("payload"))),
                new Did(fields.text("signer")), Base64Url.decode(fields.text("signature"), 64));
        });
    }

    /** The payload, if the holder of the key signed it as a document of this kind; a fresh copy at each call. */
    public Opened<ObjectNode> open(Tag tag, VerificationKey key) {
        if (!key.verifies(tag.signed(Json.bytes(payload)), signature)) {
            return new Opened.Refused<>("not signed by " + signer + " as a " + tag.text());
        }
        return new Opened.Valid<>(Json.parse(Json.bytes(payload)));
    }

    /** The payload before any check: only to find the key that the check needs, or to show what was refused. */
    ObjectNode uncheckedPayload() {
        return Json.parse(Json.bytes(payload));
    }

    /** Who says to have signed; nothing is proven before {@link #open}. */
    public Did signer() {
        return signer;
    }

    /** The envelope as a JSON object, to be put into another document; a fresh copy at each call. */
    public ObjectNode json() {
        ObjectNode object = Json.object();
        object.put("alg", ALGORITHM).put("signer", signer.text()).put("signature", Base64Url.encode(signature));
        object.set("payload", uncheckedPayload());
        return object;
    }

    /** The canonical bytes, as they travel. */
    public byte[] bytes() {
        return Json.canonical(json());
    }

    /** The hash of {@link #bytes}: {@code sha-256:} and 64 lower-case hexadecimal digits. */
    public String hash() {
        return hash(bytes());
    }

    /** The hash of the payload's canonical form. */
    String payloadHash() {
        return hash(Json.bytes(payload));
    }

    /** The payload's canonical form, as little checked as {@link #uncheckedPayload}. */
    String payloadText() {
        return payload;
    }

    private static String hash(byte[] bytes) {
        try {
            return "sha-256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope that && payload.equals(that.payload) && signer.equals(that.signer)
            && MessageDigest.isEqual(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return payload.hashCode();
    }

    @Override
    public String toString() {
        return "Envelope[" + signer + ", " + hash() + "]";
    }
}
