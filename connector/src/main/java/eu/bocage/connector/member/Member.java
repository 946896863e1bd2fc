package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A member as the register shows it: what the member declared and signed, and what the territory granted.
 *
 * @param adherence what the member declared, under its signature
 * @param roles     granted roles, identifiers such as {@code provider}
 * @param labels    granted labels, identifiers
 * @param college   the college that the member votes in, an identifier
 * @param status    whether the territory deals with the member now
 */
public record Member(Adherence adherence, Set<String> roles, Set<String> labels, String college, Status status) {

    /** Whether other members deal with this one. */
    public enum Status {
        ACTIVE, SUSPENDED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String text) {
            return switch (text) {
                case "active" -> ACTIVE;
                case "suspended" -> SUSPENDED;
                default -> throw new IllegalArgumentException("status \"" + text + "\" is not active or suspended");
            };
        }
    }

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** @throws IllegalArgumentException naming what is not of the expected form */
    public Member {
        roles = Set.copyOf(roles);
        labels = Set.copyOf(labels);
        roles.forEach(role -> id("role", role));
        labels.forEach(label -> id("label", label));
        id("college", college);
    }

    public Did did() {
        return profile().did();
    }

    public Profile profile() {
        return adherence.profile();
    }

    public String organisation() {
        return profile().organisation();
    }

    public URI publicUrl() {
        return profile().publicUrl();
    }

    public URI dspAddress() {
        return profile().dspAddress();
    }

    public VerificationKey verificationKey() {
        return profile().verificationKey();
    }

    public boolean active() {
        return status == Status.ACTIVE;
    }

    Member with(Status other) {
        return new Member(adherence, roles, labels, college, other);
    }

    ObjectNode json() {
        ObjectNode object = Json.object().put("college", college).put("status", status.text());
        object.set("adherence", adherence.json());
        texts(object.putArray("roles"), roles);
        texts(object.putArray("labels"), labels);
        return object;
    }

    static Member of(ObjectNode object) {
        return Fields.read(object, fields -> new Member(Adherence.of(Envelope.of(fields.object("adherence"))),
            fields.texts("roles"), fields.texts("labels"), fields.text("college"),
            Status.of(fields.text("status"))));
    }

    static void texts(ArrayNode array, Set<String> texts) {
        new TreeSet<>(texts).forEach(array::add);
    }

    /** The text, if it is an identifier. @throws Flaw naming what it should have been */
    static String id(String what, String text) {
        if (!ID.matcher(text).matches()) {
            throw new Flaw(what + " « " + text
                + " » n'est pas fait de 1 à 63 minuscules sans accent, chiffres et traits d'union, sans trait au début",
                what + " \"" + text
                    + "\" is not 1 to 63 lower-case letters, digits and hyphens, the first no hyphen");
        }
        return text;
    }
}
