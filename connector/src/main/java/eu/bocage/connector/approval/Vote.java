package eu.bocage.connector.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Fields;
import eu.bocage.connector.member.Flaw;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One member's vote on one request, for good: a member signs one and never another. Exists with a well-formed payload
 * only; the signature is checked against the register by whoever counts. Immutable.
 *
 * @param request hash of the request
 * @param yes     for it, or against
 * @param reason  in the voter's words; a vote against has one
 * @param at      when it was signed
 */
public record Vote(String request, Did voter, boolean yes, String reason, Instant at, Envelope envelope) {

    public static final Tag TAG = new Tag("bocage/approval-vote/1", 16 << 10);

    /** @throws Flaw when a vote against has no reason */
    static Vote sign(String request, boolean yes, String reason, Instant now, Did self, NodeKeys keys) {
        ObjectNode payload = Json.object().put("request", request).put("vote", yes ? "yes" : "no")
            .put("reason", reason).put("at", now.truncatedTo(ChronoUnit.SECONDS).toString());
        return of(Envelope.sign(TAG, payload, self, keys));
    }

    /** Reads what somebody sent; nothing is proven yet. */
    static Opened<Vote> parse(byte[] bytes) {
        return Envelope.parse(TAG, bytes).read(Vote::of);
    }

    private static Vote of(Envelope envelope) {
        return Fields.read(Json.read(envelope.json().get("payload").toString()), fields -> {
            String vote = fields.text("vote");
            if (!vote.equals("yes") && !vote.equals("no")) {
                throw new Flaw("le champ « vote » n'est ni yes ni no", "field \"vote\" is neither yes nor no");
            }
            boolean yes = vote.equals("yes");
            return new Vote(fields.text("request"), envelope.signer(), yes,
                Words.of("reason", fields.text("reason"), yes ? 0 : 1), fields.instant("at"), envelope);
        });
    }
}
