package eu.bocage.policies;

/**
 * Why something is refused, and what would change it.
 *
 * @param term   the term, without its IRI prefix, as {@code purpose}; {@code policy}, {@code requester} or
 *     {@code question} when it is about the whole of one
 * @param clause the charter's clause behind it, empty until {@link Charter#cite} has named it
 */
public record Reason(String term, String clause, String french, String english) {

    static Reason of(Term term, String french, String english) {
        return new Reason(term.key(), "", french, english);
    }
}
