package eu.bocage.compute;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a file, for its owner alone: line, column and what is expected there, never what stands there, so
 * that a report may be shown or sent without a row in it. The first {@value #MAX} are named.
 */
final class Faults {

    static final int MAX = 20;

    private final List<Problem> all = new ArrayList<>();

    private final boolean inLines;

    /** @param inLines whether the source has lines, and not rows only */
    Faults(boolean inLines) {
        this.inLines = inLines;
    }

    /** @throws InvalidInput when this is one too many to name */
    void add(long line, String column, String french, String english) {
        add(place(line).column(column).problem(french, english));
    }

    void add(long line, String french, String english) {
        add(place(line).problem(french, english));
    }

    /** A line or row from 1; 0 for the source as a whole. */
    Place place(long line) {
        return line == 0 ? Place.SOURCE : inLines ? Place.line(line) : Place.row(line);
    }

    private void add(Problem problem) {
        if (all.size() == MAX) {
            all.add(new Problem("", "et d'autres encore ; corrigez ceux-ci, puis recommencez",
                "and more; mend these and try again"));
            throw new InvalidInput(all);
        }
        all.add(problem);
    }

    /** @throws InvalidInput when there is any */
    void check() {
        if (!all.isEmpty()) {
            throw new InvalidInput(all);
        }
    }
}
