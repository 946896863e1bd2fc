package eu.bocage.connector.answer;

import eu.bocage.connector.answer.Asking.Asked.Refused;

/** What a person is told who asked and got no answer that can be used, though no side refused the question. */
final class Unanswered {

    private Unanswered() {
    }

    /** @param why in English */
    static Refused lost(String organisation, String why) {
        return new Refused("unreachable",
            "Le nœud de " + organisation + " n'a pas répondu. Posez la même question plus tard : elle n'est débitée"
                + " qu'une fois par version des données (détail technique, en anglais : " + why + ").",
            "The node of " + organisation + " did not reply (" + why
                + "). Ask the same question later: it is charged once only for each version of the data.");
    }

    static Refused unread() {
        return new Refused("busy",
            "Ce nœud lit déjà d'autres longues réponses. Posez la même question plus tard : elle ne sera pas débitée"
                + " une seconde fois pour cette version des données.",
            "This node is reading other long answers. Ask the same question later: it is not charged again for this"
                + " version of the data.");
    }

    /** @param french why the provider could not give the answer again just then */
    static Refused postponed(String organisation, String french, String english) {
        return new Refused("busy",
            "La réponse de " + organisation + " est venue pendant que ce nœud en lisait d'autres, et ne peut être"
                + " donnée de nouveau en ce moment. Posez la même question plus tard : elle ne sera pas débitée une"
                + " seconde fois pour cette version des données. Motif :\n" + french,
            "The answer of " + organisation + " came while this node was reading others, and cannot be given again at"
                + " the moment. Ask the same question later: it is not charged again for this version of the data."
                + " Reason:\n" + english);
    }

    /** @param french what the provider said when it was asked for the answer again */
    static Refused withdrawn(String organisation, String french, String english) {
        return new Refused("withdrawn",
            "La réponse de " + organisation + " est venue pendant que ce nœud en lisait d'autres, et n'a pas été donnée"
                + " une seconde fois. La question a été débitée une fois au plus. Avant de la reposer, voyez par"
                + " « bocage preview » si elle le serait de nouveau. Motif :\n" + french,
            "The answer of " + organisation + " came while this node was reading others, and was not given a second"
                + " time. The question was charged once at most. Before you ask it again, see by \"bocage preview\""
                + " whether that would be charged. Reason:\n" + english);
    }

    /** The answer or its receipt does not hold. @param why in English */
    static Refused doubted(String organisation, String why) {
        return new Refused("receipt",
            "La réponse est écartée : elle ou son reçu ne tient pas. Si votre version de Bocage est plus ancienne que"
                + " celle de " + organisation + ", mettez la vôtre à jour et redemandez ; sinon, prévenez "
                + organisation + " (détail technique, en anglais : " + why + ").",
            "The answer is discarded: it or its receipt does not hold (" + why + "). If your version of Bocage is"
                + " older than that of " + organisation + ", upgrade yours and ask again; if not, tell "
                + organisation + ".");
    }
}
