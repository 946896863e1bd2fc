package eu.bocage.policies;

/**
 * What is wrong at one place of a document and what to do about it, in both languages.
 *
 * @param path the field, as {@code budget.perRequest}
 */
public record Problem(String path, String french, String english) {
}
