package eu.bocage.policies;

/**
 * Why something is refused.
 *
 * @param term   the term, without its IRI prefix, as {@code purpose}
 * @param clause the charter's clause behind it
 */
public record Reason(String term, String clause, String french, String english) {
}
