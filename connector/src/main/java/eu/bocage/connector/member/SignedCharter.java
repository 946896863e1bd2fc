package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * One version of the charter, under the trust anchor's signature. What it says is for {@code eu.bocage.policies} to
 * read; here stands only what says where it belongs.
 *
 * @param version     the number that the charter carries in its field {@code version}
 * @param hash        hash of its canonical form, which members sign: {@code sha-256:} and 64 hexadecimal digits
 * @param predecessor hash of the version before, from its field {@code predecessor}; empty when it is the first
 * @param from        first day on which it is in force (UTC); {@code LocalDate.MIN} when it states none
 * @param until       last stated day (UTC); {@code LocalDate.MAX} when it states none
 * @param json        its canonical JSON (RFC 8785)
 */
public record SignedCharter(long version, String hash, String predecessor, LocalDate from, LocalDate until,
                            String json) {

    private static final Pattern HASH = Pattern.compile("sha-256:[0-9a-f]{64}");

    /** Of an envelope whose signature was checked. */
    static SignedCharter of(Envelope envelope) {
        ObjectNode charter = envelope.uncheckedPayload();
        return new SignedCharter(version(charter), envelope.payloadHash(), predecessor(charter),
            day(charter, "from", LocalDate.MIN), day(charter, "until", LocalDate.MAX), envelope.payloadText());
    }

    /** The name that all its versions bear, from its field {@code id}; empty when it states none. */
    public String id() {
        return Json.read(json).path("id").asText("");
    }

    /** Whether its stated end is over on that day (UTC). */
    public boolean expired(LocalDate day) {
        return day.isAfter(until);
    }

    /** @throws Flaw unless the charter's field {@code version} is a whole number from 1 on */
    static long version(ObjectNode charter) {
        long version = charter.path("version").isIntegralNumber() ? charter.path("version").longValue() : 0;
        if (version < 1) {
            throw new Flaw("le champ « version » de la charte n'est pas un nombre entier à partir de 1",
                "field \"version\" of the charter is not a whole number from 1 on");
        }
        return version;
    }

    private static String predecessor(ObjectNode charter) {
        String text = charter.path("predecessor").asText("");
        if (charter.hasNonNull("predecessor") && !HASH.matcher(text).matches()) {
            throw new Flaw("le champ « predecessor » n'est pas l'empreinte d'une charte (sha-256: et 64 chiffres)",
                "field \"predecessor\" is not the hash of a charter (sha-256: and 64 digits)");
        }
        return text;
    }

    private static LocalDate day(ObjectNode charter, String name, LocalDate otherwise) {
        try {
            return charter.hasNonNull(name) ? LocalDate.parse(charter.path(name).asText()) : otherwise;
        } catch (DateTimeParseException e) {
            throw new Flaw("le champ « " + name + " » de la charte n'est pas un jour comme 2026-01-31",
                "field \"" + name + "\" of the charter is not a day such as 2026-01-31");
        }
    }
}
