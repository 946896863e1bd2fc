package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Fields;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a consumer's node signs when it asks: {@code {"agreement":…,"at":…,"question":{…},"receipt":{…}}}.
 *
 * @param question JSON object, any spelling
 * @param at       when it was signed
 * @param receipt  the newest receipt that the asker has from this provider, its envelope in JSON: a provider that lacks
 *     the entry which it once signed for sees by it that its books are from an older copy
 */
record Request(String agreement, String question, Instant at, Optional<String> receipt) {

    Request(String agreement, String question, Instant at) {
        this(agreement, question, at, Optional.empty());
    }

    static Request of(ObjectNode payload) {
        return Fields.read(payload, fields -> new Request(fields.text("agreement"),
            Json.text(Json.canonical(fields.object("question"))), fields.instant("at"),
            fields.has("receipt") ? Optional.of(Json.text(Json.canonical(fields.object("receipt"))))
                : Optional.empty()));
    }

    /** @throws IllegalArgumentException when the question is no JSON object, holds an inexact number or is too long */
    Envelope sign(Did self, NodeKeys keys) {
        return sign(Messages.REQUEST, self, keys);
    }

    /** As {@link #sign(Did, NodeKeys)}. @param tag of the kind of request, so that one is never taken for another */
    Envelope sign(Tag tag, Did self, NodeKeys keys) {
        ObjectNode payload = Json.object().put("agreement", agreement)
            .put("at", at.truncatedTo(ChronoUnit.SECONDS).toString());
        payload.set("question", Json.read(question));
        receipt.ifPresent(envelope -> payload.set("receipt", Json.read(envelope)));
        return Envelope.sign(tag, payload, self, keys);
    }
}
