package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The charter in force, under the trust anchor's signature. What it says is for {@code eu.bocage.policies} to read.
 *
 * @param version the number that the charter carries in its field {@code version}
 * @param hash    hash of its canonical form, which members sign: {@code sha-256:} and 64 hexadecimal digits
 * @param json    its canonical JSON (RFC 8785)
 */
public record SignedCharter(long version, String hash, String json) {

    /** Of an envelope whose signature was checked. */
    static SignedCharter of(Envelope envelope) {
        return new SignedCharter(version(envelope.uncheckedPayload()), envelope.payloadHash(), envelope.payloadText());
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
}
