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

    /** @throws InvalidInput when this is one too many to name */
    void add(long line, String column, String french, String english) {
        add(Problem.atColumn(line, column, french, english));
    }

    void add(long line, String french, String english) {
        add(Problem.atLine(line, french, english));
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
