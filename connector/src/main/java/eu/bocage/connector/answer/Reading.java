package eu.bocage.connector.answer;

import eu.bocage.compute.Disclosure;
import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Question;
import eu.bocage.connector.answer.Refusal.RefusedException;
import eu.bocage.connector.dataset.Datasets.Published;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Reason;
import java.util.List;

/** Reads what is asked and refuses what cannot be answered, by card and charter alone, before anything is charged. */
final class Reading {

    private Reading() {
    }

    /** @throws RefusedException naming the fields that are wrong, or the other dataset that it is about */
    static Question question(String json, Published dataset, Charter charter) {
        try {
            String named = Question.dataset(json);
            if (!named.equals(dataset.card().id())) {
                throw new RefusedException(new Refusal(400, "input", List.of(new Reason("dataset", "",
                    "l'accord porte sur le jeu de données « " + dataset.card().id() + " »",
                    "the agreement is about dataset \"" + dataset.card().id() + "\""))));
            }
            return Question.read(json, dataset.card(), charter.budget().perRequest());
        } catch (InvalidInput e) {
            throw wrong(e);
        }
    }

    /**
     * Nothing is charged that could not be computed; what the policy denies is not looked at that far. Nor is a stored
     * answer shown that today would be refused: what shows a share by itself is withdrawn where a rule hides shares.
     *
     * @throws RefusedException naming the fields
     */
    static void requirePlan(Question question, Disclosure disclosure) {
        try {
            question.requirePlan();
            question.requireTotals(disclosure);
        } catch (InvalidInput e) {
            throw wrong(e);
        }
    }

    private static RefusedException wrong(InvalidInput e) {
        return new RefusedException(new Refusal(400, "input", e.problems().stream()
            .map(problem -> new Reason(problem.path(), "", at(problem.frenchPath(), " : ", problem.french()),
                at(problem.path(), ": ", problem.english()))).toList()));
    }

    /** A text that names its field by itself: not everybody who reads it is shown the term. */
    private static String at(String path, String colon, String text) {
        return path.isEmpty() ? text : path + colon + text;
    }
}
