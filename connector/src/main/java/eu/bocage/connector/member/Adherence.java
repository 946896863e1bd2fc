package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * A newcomer's signature under the charter: the hash of the charter and the newcomer's {@link Profile}, signed with the
 * key in that profile. It proves that the holder of this key wrote this profile for this charter; that the profile is
 * true, the trust anchor says by taking the adherence into the register, where everybody can check both signatures.
 * Exists with a good signature only. Immutable.
 */
public final class Adherence {

    private static final Pattern HASH = Pattern.compile("sha-256:[0-9a-f]{64}");

    private final Envelope envelope;
    private final Profile profile;
    private final String charter;

    private Adherence(Envelope envelope, Profile profile, String charter) {
        this.envelope = envelope;
        this.profile = profile;
        this.charter = charter;
    }

    /**
     * Signs.
     *
     * @param charter hash of the charter's canonical form, {@code sha-256:} and 64 hexadecimal digits
     * @throws IllegalArgumentException when the keys are not those of the profile, or the hash is none
     */
    public static Adherence sign(Profile profile, String charter, NodeKeys keys) {
        ObjectNode payload = Json.object().put("charter", charter);
        payload.set("profile", profile.json());
        return of(Envelope.sign(Tag.ADHERENCE, payload, profile.did(), keys));
    }

    /** Reads what a newcomer sent. */
    public static Opened<Adherence> parse(byte[] bytes) {
        return Envelope.parse(Tag.ADHERENCE, bytes).read(Adherence::of);
    }

    /** @throws IllegalArgumentException unless form and signature are good */
    static Adherence of(Envelope envelope) {
        return Fields.read(envelope.uncheckedPayload(), fields -> {
            Profile profile = Profile.of(fields.object("profile"));
            String charter = fields.text("charter");
            if (!HASH.matcher(charter).matches()) {
                throw new IllegalArgumentException("field \"charter\" is not the hash of a charter");
            }
            if (!envelope.signer().equals(profile.did())) {
                throw new IllegalArgumentException("the adherence of " + profile.did() + " is signed by another");
            }
            envelope.open(Tag.ADHERENCE, profile.verificationKey()).orThrow();
            return new Adherence(envelope, profile, charter);
        });
    }

    public Profile profile() {
        return profile;
    }

    /** Hash of the charter that was signed. */
    public String charter() {
        return charter;
    }

    /** The document as it travels. */
    public byte[] bytes() {
        return envelope.bytes();
    }

    ObjectNode json() {
        return envelope.json();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Adherence that && envelope.equals(that.envelope);
    }

    @Override
    public int hashCode() {
        return envelope.hashCode();
    }

    @Override
    public String toString() {
        return "Adherence[" + profile.did() + ", " + charter + "]";
    }
}
