package eu.bocage.policies;

import java.util.Objects;

/**
 * Why something is refused, and what would change it.
 *
 * @param term   the term, without its IRI prefix, as {@code purpose}; {@code policy}, {@code requester} or
 *     {@code question} when it is about the whole of one
 * @param clause the charter's clause behind it, empty until {@link Charter#cite} has named it
 * @param change the fact that would change it, both texts empty when none would
 */
public record Reason(String term, String clause, String french, String english, Words change) {

    private static final Words NOTHING = new Words("", "");

    public Reason {
        Objects.requireNonNull(term, "term");
        // a text written before this field was there has none
        change = change == null ? NOTHING : change;
    }

    /** That no fact would change. */
    public Reason(String term, String clause, String french, String english) {
        this(term, clause, french, english, NOTHING);
    }

    static Reason of(Term term, String french, String english) {
        return new Reason(term.key(), "", french, english);
    }

    Reason changedBy(Words fact) {
        return new Reason(term, clause, french, english, fact);
    }
}
