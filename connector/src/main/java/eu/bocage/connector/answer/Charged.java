package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Disclosure;
import eu.bocage.compute.PrivacyLoss;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Json;
import java.util.Optional;

/**
 * A question that was charged.
 *
 * @param id         random, 32 hexadecimal digits
 * @param key        what makes it the same question
 * @param question   canonical JSON
 * @param cost       of it
 * @param asked      the request that it was charged for
 * @param entry      of the ledger, that recorded the debit
 * @param state      how far it is
 * @param answerHash once it is answered
 */
record Charged(String id, Key key, String question, PrivacyLoss cost, Asker asked, Ledger.Head entry, State state,
               Optional<String> answerHash) {

    /** How far a question is. */
    enum State {
        /** Charged; its answer is not stored yet. */
        OPEN,
        ANSWERED,
        /** Charged, and its data version is gone. */
        CLOSED
    }

    /** Two requests with the same key get the same bytes and are charged once. */
    record Key(String project, String dataset, String version, String questionHash, Disclosure disclosure) {
    }

    /** Who asked, under what. @param requestHash of the signed envelope */
    record Asker(String agreement, String consumer, String charter, String requestHash) {
    }

    Charged with(Ledger.Head newEntry) {
        return new Charged(id, key, question, cost, asked, newEntry, state, answerHash);
    }

    /** What the ledger says of it. */
    ObjectNode json(Asker asker) {
        return Json.object().put("project", key.project()).put("dataset", key.dataset())
            .put("version", key.version()).put("question", key.questionHash())
            .put("minimumGroup", key.disclosure().minimumGroup())
            .put("dominancePercent", key.disclosure().dominancePercent())
            .put("cost", cost.microRho()).put("picoDelta", cost.picoDelta()).put("agreement", asker.agreement())
            .put("consumer", asker.consumer()).put("charter", asker.charter()).put("request", asker.requestHash());
    }
}
