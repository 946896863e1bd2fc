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

    /** At a line of a file, from 1. */
    static Problem atLine(long line, String french, String english) {
        return new Problem("line " + line, "ligne " + line, french, english);
    }

    /** At a column of a line. */
    static Problem atColumn(long line, String column, String french, String english) {
        return new Problem("line " + line + ", column \"" + column + "\"",
            "ligne " + line + ", colonne « " + column + " »", french, english);
    }
}
