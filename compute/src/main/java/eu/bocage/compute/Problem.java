package eu.bocage.compute;

/**
 * What is wrong at one place of an input and what to do about it, in both languages.
 *
 * @param path       the field, as {@code measures[0].name}, or {@code line 12, column "energy"}
 * @param frenchPath the same; only where it is words it reads otherwise, as {@code ligne 12, colonne « energy »}
 */
public record Problem(String path, String frenchPath, String french, String english) {

    /** At a field, whose name is the same in both languages. */
    public Problem(String path, String french, String english) {
        this(path, path, french, english);
    }
}
