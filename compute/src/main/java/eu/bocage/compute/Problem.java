package eu.bocage.compute;

/**
 * What is wrong at one place of an input and what to do about it, in both languages.
 *
 * @param path the field, as {@code measures[0].name}, or {@code line 12, column "energy"}
 */
public record Problem(String path, String french, String english) {
}
