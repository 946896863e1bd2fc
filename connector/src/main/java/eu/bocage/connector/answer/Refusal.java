package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import eu.bocage.policies.Reason;
import java.time.Duration;
import java.util.List;

/**
 * Why a question gets no answer. Its text depends on the question, the charter and the books, never on a row.
 *
 * @param status  of HTTP
 * @param code    for programs
 * @param reasons for people, at least one
 * @param after   how long until it is worth asking again; none where time alone changes nothing
 */
record Refusal(int status, String code, List<Reason> reasons, Duration after) {

    static final Refusal MALFORMED = of(400, "malformed", "La demande n'est pas une enveloppe de demande signée.",
        "The request is not a signed request envelope.");
    static final Refusal TOKEN = of(401, "token",
        "Le jeton d'accès est inconnu ou révoqué. Demandez un nouveau transfert.",
        "The access token is unknown or revoked. Ask for a new transfer.");
    static final Refusal AGREEMENT = of(403, "agreement",
        "Cette demande ne relève pas de l'accord pour lequel le jeton a été donné.",
        "This request does not belong to the agreement that the token was given for.");
    static final Refusal MEMBERSHIP = of(403, "membership",
        "Le demandeur n'est pas un membre actif du territoire, ou n'a pas signé cette demande.",
        "The asker is not an active member of the territory, or did not sign this request.");
    static final Refusal STALE = of(400, "stale",
        "La demande est datée de plus de dix minutes d'écart avec l'heure de ce nœud. Vérifiez l'horloge et signez-la"
            + " de nouveau.",
        "The request is dated more than ten minutes off this node's time. Check the clock and sign it again.");
    static final Refusal DATASET = of(404, "dataset", "Le jeu de données de cet accord n'est plus publié.",
        "The dataset of this agreement is no longer published.");
    static final Refusal DATASET_CLOSED = of(503, "dataset",
        "Le jeu de données est fermé : ses lignes sont indisponibles chez le fournisseur. Rien n'a été débité.",
        "The dataset is closed: its rows are not available at the provider. Nothing was charged.");
    static final Refusal RESTORED = of(503, "dataset",
        "Le jeu de données est fermé : le nœud de son détenteur a été remis depuis une copie plus ancienne, et son"
            + " budget de confidentialité n'est pas encore reconstitué. Rien n'a été débité. Prévenez le détenteur.",
        "The dataset is closed: its holder's node was restored from an older copy, and its privacy budget is not"
            + " reconciled yet. Nothing was charged. Tell the holder.");
    static final Refusal QUESTIONS = of(429, "rate",
        "Trop de questions en une minute. Attendez un moment ; rien n'a été débité ni inscrit au journal.",
        "Too many questions within a minute. Wait a moment; nothing was charged or written into the ledger.");
    static final Refusal PREVIEWS = of(429, "rate",
        "Trop d'aperçus en une minute. Attendez un moment ; un aperçu ne coûte rien, et une question non plus quand"
            + " elle a déjà sa réponse.",
        "Too many previews within a minute. Wait a moment; a preview costs nothing, nor does a question that has its"
            + " answer already.");
    static final Refusal BUSY = of(503, "busy",
        "Trop de questions attendent déjà. Réessayez dans un moment ; rien n'a été débité.",
        "Too many questions are waiting already. Try again in a moment; nothing was charged.");
    static final Refusal REPUBLISHED = of(503, "republished",
        "Le jeu de données vient d'être publié à nouveau. Posez la question encore une fois ; rien n'a été débité.",
        "The dataset was just published anew. Ask again; nothing was charged.");
    static final Refusal CLOSED = of(410, "closed",
        "Cette question a été débitée, mais les données de sa version ont disparu avant la réponse. Elle reste débitée"
            + " et sans réponse.",
        "This question was charged, but the data of its version were gone before the answer. It stays charged and"
            + " without an answer.");
    static final Refusal ANEW = of(410, "anew",
        "Les données ou les règles ont changé depuis que cette question a été débitée : sa réponse n'est pas donnée une"
            + " seconde fois. Ce nouvel envoi n'a rien débité.",
        "The data or the rules have changed since this question was charged: its answer is not given a second time."
            + " Sending it again charged nothing.");
    static final Refusal FAILED = of(500, "failed",
        "Le calcul n'a pas abouti. La question est débitée une fois au plus par version des données ; posez-la de"
            + " nouveau plus tard.",
        "The computation did not succeed. The question is charged once at most for each version of the data; ask it"
            + " again later.");

    Refusal(int status, String code, List<Reason> reasons) {
        this(status, code, reasons, Duration.ZERO);
    }

    Refusal after(Duration wait) {
        return new Refusal(status, code, reasons, wait);
    }

    static Refusal of(int status, String code, String french, String english) {
        return new Refusal(status, code, List.of(new Reason(code, "", french, english)));
    }

    Answering.Reply reply() {
        ObjectNode body = Json.object().put("code", code);
        ArrayNode array = body.putArray("reasons");
        reasons.forEach(reason -> array.addObject().put("term", reason.term()).put("clause", reason.clause())
            .put("fr", reason.french()).put("en", reason.english()));
        return new Answering.Reply(status, Body.of(Json.canonical(body)), after.plusMillis(999).toSeconds(), "");
    }

    /** Ends the handling of a question, and the transaction it runs in. */
    static final class RefusedException extends RuntimeException {

        private final transient Refusal refusal;

        RefusedException(Refusal refusal) {
            this(refusal, null);
        }

        /** @param cause stays in this node */
        RefusedException(Refusal refusal, Throwable cause) {
            super(refusal.code(), cause, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
