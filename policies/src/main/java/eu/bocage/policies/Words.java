package eu.bocage.policies;

import java.util.Objects;
import java.util.Optional;

/**
 * A text in both languages. {@code of} gives that of a policy or a decision for somebody without training in law or
 * computing, from the very model that is evaluated, so that words and rule cannot part.
 */
public record Words(String french, String english) {

    public Words {
        Objects.requireNonNull(french, "french");
        Objects.requireNonNull(english, "english");
    }

    /** One condition a line, purposes by their identifiers. Says so when the policy permits nothing. */
    public static Words of(Policy policy) {
        return PolicyWords.of(policy, Optional.empty());
    }

    /** The same in the words of the charter: its title, its purposes, its budget. */
    public static Words of(Policy policy, Charter charter) {
        return PolicyWords.of(policy, Optional.of(charter));
    }

    /** A promise as a sentence, amounts in the units of people. */
    public static Words of(Promise promise) {
        return DecisionWords.of(promise);
    }

    /** A decision, every reason a line with what would change it. */
    public static Words of(Decision decision) {
        return DecisionWords.of(decision, Optional.empty());
    }

    /** The same, with the title of the clause behind each reason. */
    public static Words of(Decision decision, Charter charter) {
        return DecisionWords.of(charter.cite(decision), Optional.of(charter));
    }
}
