package eu.bocage.connector.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.VerificationKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks an exported ledger against the node's verification key, with nothing else at hand: no database, no network.
 * Finds an entry that was changed, moved, inserted or removed, and with the head note also entries cut off the end.
 */
public final class LedgerCheck {

    private LedgerCheck() {
    }

    /**
     * Checks entries as {@link Ledger#export} wrote them.
     *
     * @param entries  one envelope a line; read to the first fault, not closed
     * @param key      of the node whose ledger it is, from the register and not from the export
     * @param headNote the file {@code ledger-head.json} of the node's data folder, where it is at hand
     */
    public static Verdict check(InputStream entries, VerificationKey key, Optional<byte[]> headNote)
            throws IOException {
        Optional<Ledger.Head> noted = headNote.flatMap(bytes -> noted(bytes, key)).map(Noted::head);
        if (headNote.isPresent() && noted.isEmpty()) {
            return new Verdict.Broken(0, "la note de tête du journal n'est pas signée par ce nœud",
                "the head note of the ledger is not signed by this node");
        }
        Ledger.Head head = new Ledger.Head(0, Ledger.NOTHING_BEFORE);
        for (Optional<byte[]> line = line(entries); line.isPresent(); line = line(entries)) {
            long expected = head.number() + 1;
            Opened<ObjectNode> opened = open(line.get(), key);
            if (!(opened instanceof Opened.Valid<ObjectNode>(ObjectNode entry))) {
                return new Verdict.Broken(expected,
                    "l'entrée " + expected + " a été modifiée, ou n'est pas signée par ce nœud",
                    "entry " + expected + " was changed, or is not signed by this node");
            }
            long number = entry.path("number").longValue();
            if (number != expected) {
                return misplaced(expected, number);
            }
            if (!entry.path("previous").asText().equals(head.hash())) {
                return new Verdict.Broken(expected,
                    "l'entrée " + expected + " ne suit pas celle qui la précède : l'une des deux a été remplacée",
                    "entry " + expected + " does not follow the one before it: one of the two was replaced");
            }
            head = new Ledger.Head(number, Digest.of(Json.canonical(entry)));
            if (noted.isPresent() && noted.get().number() == number && !noted.get().equals(head)) {
                return new Verdict.Broken(number,
                    "l'entrée " + number + " n'est pas celle que connaît la note de tête : elle a été remplacée",
                    "entry " + number + " is not the one that the head note knows: it was replaced");
            }
        }
        if (noted.isPresent() && noted.get().number() > head.number()) {
            return new Verdict.Broken(head.number() + 1,
                "le journal s'arrête à l'entrée " + head.number() + ", mais il en comptait "
                    + noted.get().number() + " : la fin a été coupée",
                "the ledger ends at entry " + head.number() + " but had " + noted.get().number()
                    + ": its end was cut off");
        }
        return new Verdict.Sound(head.number(), head.hash(), noted.isPresent());
    }

    /** What a check found. */
    public sealed interface Verdict {

        /**
         * Every entry is there, in order, as the node signed it.
         *
         * @param entries   how many
         * @param head      hash of the last one
         * @param endProven whether a head note vouches that none is missing at the end
         */
        record Sound(long entries, String head, boolean endProven) implements Verdict {
        }

        /** @param number of the first entry that does not hold, 0 for the head note itself */
        record Broken(long number, String french, String english) implements Verdict {
        }
    }

    /**
     * The entry that a head note names.
     *
     * @param branch of the ledger, where it names one
     * @param at     when it was written
     * @param debits how many the entries up to it stand for; empty in entries from before that stood in them
     */
    record Noted(Ledger.Head head, Optional<String> branch, Instant at, OptionalLong debits) {

        static Noted of(Ledger.Head head, ObjectNode entry) {
            return new Noted(head, Ledger.branch(entry), Instant.parse(entry.path("at").asText()), debits(entry));
        }

        static OptionalLong debits(ObjectNode entry) {
            JsonNode debits = entry.path("debits");
            return debits.isIntegralNumber() ? OptionalLong.of(debits.longValue()) : OptionalLong.empty();
        }
    }

    /** What a head note names, if the key signed it. */
    static Optional<Noted> noted(byte[] note, VerificationKey key) {
        return open(note, key) instanceof Opened.Valid<ObjectNode>(ObjectNode entry)
            ? Optional.of(Noted.of(
                new Ledger.Head(entry.path("number").longValue(), Digest.of(Json.canonical(entry))), entry))
            : Optional.empty();
    }

    private static Opened<ObjectNode> open(byte[] envelope, VerificationKey key) {
        return Envelope.parse(Ledger.ENTRY, envelope)
            .read(signed -> signed.open(Ledger.ENTRY, key).orThrow());
    }

    private static Verdict misplaced(long expected, long number) {
        return number > expected
            ? new Verdict.Broken(expected,
                "l'entrée " + expected + " manque : l'entrée " + number + " est à sa place",
                "entry " + expected + " is missing: entry " + number + " stands in its place")
            : new Verdict.Broken(expected,
                "l'entrée " + number + " se trouve une seconde fois, à la place de l'entrée " + expected,
                "entry " + number + " stands a second time, in the place of entry " + expected);
    }

    /** One line without its end, cut where it is longer than any entry: what is cut has no good signature. */
    private static Optional<byte[]> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n' && line.size() <= Ledger.ENTRY.maxBytes()) {
            line.write(next);
            next = in.read();
        }
        return Optional.of(line.toByteArray());
    }
}
