package eu.bocage.connector.member;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A member as the register shows it: what the member declared and signed, and what the territory granted.
 *
 * @param profile what the member declared when it adhered
 * @param charter hash of the charter that the member signed, {@code sha-256:} and 64 hexadecimal digits
 * @param roles   granted roles, identifiers such as {@code provider}
 * @param labels  granted labels, identifiers
 * @param college the college that the member votes in, an identifier
 * @param status  whether the territory deals with the member now
 */
public record Member(Profile profile, String charter, Set<String> roles, Set<String> labels, String college,
                     Status status) {

    /** Whether other members deal with this one. */
    public enum Status {
        ACTIVE, SUSPENDED
    }

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern HASH = Pattern.compile("sha-256:[0-9a-f]{64}");

    /** @throws IllegalArgumentException naming what is not of the expected form */
    public Member {
        if (!HASH.matcher(charter).matches()) {
            throw new IllegalArgumentException("not the hash of a charter: " + charter);
        }
        roles = Set.copyOf(roles);
        labels = Set.copyOf(labels);
        roles.forEach(role -> id("role", role));
        labels.forEach(label -> id("label", label));
        id("college", college);
    }

    public Did did() {
        return profile.did();
    }

    public String organisation() {
        return profile.organisation();
    }

    public URI publicUrl() {
        return profile.publicUrl();
    }

    public URI dspAddress() {
        return profile.dspAddress();
    }

    public VerificationKey verificationKey() {
        return profile.verificationKey();
    }

    public boolean active() {
        return status == Status.ACTIVE;
    }

    static String id(String what, String text) {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " \"" + text
                + "\" is not 1 to 63 lower-case letters, digits and hyphens, the first no hyphen");
        }
        return text;
    }
}
