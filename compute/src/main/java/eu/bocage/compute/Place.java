package eu.bocage.compute;

/**
 * Where in a source something is.
 *
 * @param english and @param french in words; empty for the source as a whole
 */
record Place(String english, String french) {

    /** The source as a whole. */
    static final Place SOURCE = new Place("", "");

    /** A line of a file, from 1. */
    static Place line(long line) {
        return new Place("line " + line, "ligne " + line);
    }

    /** A row of a source that has no lines, from 1. */
    static Place row(long row) {
        return new Place("row " + row, "ligne " + row);
    }

    /** A column there. */
    Place column(String name) {
        String comma = english.isEmpty() ? "" : ", ";
        return new Place(english + comma + "column \"" + name + "\"", french + comma + "colonne « " + name + " »");
    }

    Problem problem(String french, String english) {
        return new Problem(this.english, this.french, french, english);
    }
}
