package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Fields;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a consumer's node signs when it asks: {@code {"agreement":…,"at":…,"question":{…}}}.
 *
 * @param question JSON object, any spelling
 * @param at       when it was signed
 */
record Request(String agreement, String question, Instant at) {

    static Request of(ObjectNode payload) {
        return Fields.read(payload, fields -> new Request(fields.text("agreement"),
            Json.text(Json.canonical(fields.object("question"))), fields.instant("at")));
    }

    /** @throws IllegalArgumentException when the question is no JSON object, holds an inexact number or is too long */
    Envelope sign(Did self, NodeKeys keys) {
        ObjectNode payload = Json.object().put("agreement", agreement)
            .put("at", at.truncatedTo(ChronoUnit.SECONDS).toString());
        payload.set("question", Json.read(question));
        return Envelope.sign(Messages.REQUEST, payload, self, keys);
    }
}
