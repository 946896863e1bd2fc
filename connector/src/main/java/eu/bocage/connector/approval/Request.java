package eu.bocage.connector.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Fields;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a committee is asked: whether a member may use a dataset for a project under a charter. Signed by that member;
 * exists with a well-formed payload only, the signature is checked against the register by whoever counts. Immutable.
 *
 * @param id        hash of the signed document, which votes name
 * @param provider  the dataset's owner
 * @param charter   hash of the charter whose committee it is
 * @param reason    why, in the requester's words, 1 to 1000 characters
 * @param opened    when it was signed; the deadline counts from here
 */
public record Request(String id, Did requester, Matter matter, String charter, String reason, Instant opened,
                      Envelope envelope) {

    public static final Tag TAG = new Tag("bocage/approval-request/1", 16 << 10);

    /** What it is about; one that was granted serves for all questions within it. */
    public record Matter(Did provider, String dataset, String project) {
    }

    /** @throws eu.bocage.connector.member.Flaw when the reason is none, or too long */
    static Request sign(Matter matter, String charter, String reason, Instant now, Did self, NodeKeys keys) {
        ObjectNode payload = Json.object().put("provider", matter.provider().text()).put("dataset", matter.dataset())
            .put("project", matter.project()).put("charter", charter).put("reason", reason)
            .put("at", now.truncatedTo(ChronoUnit.SECONDS).toString());
        return of(Envelope.sign(TAG, payload, self, keys));
    }

    /** Reads what somebody sent; nothing is proven yet. */
    static Opened<Request> parse(byte[] bytes) {
        return Envelope.parse(TAG, bytes).read(Request::of);
    }

    private static Request of(Envelope envelope) {
        return Fields.read(Json.read(envelope.json().get("payload").toString()), fields -> new Request(envelope.hash(),
            envelope.signer(), new Matter(new Did(fields.text("provider")), Words.name("dataset",
                fields.text("dataset")), Words.name("project", fields.text("project"))), fields.text("charter"),
            Words.of("reason", fields.text("reason"), 1), fields.instant("at"), envelope));
    }
}
