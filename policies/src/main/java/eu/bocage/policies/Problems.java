package eu.bocage.policies;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a document, so that its author learns all of it at once; up to a hundred. */
final class Problems {

    private static final int MOST = 100;

    private final List<Problem> all = new ArrayList<>();

    /** @throws InvalidDocument when there are too many to go on */
    void add(String path, String french, String english) {
        all.add(new Problem(path, french, english));
        if (all.size() == MOST) {
            throw refusal();
        }
    }

    boolean none() {
        return all.isEmpty();
    }

    /** With everything gathered, to throw when reading cannot go on. */
    InvalidDocument refusal() {
        return new InvalidDocument(all);
    }

    void refuseAny() {
        if (!none()) {
            throw refusal();
        }
    }
}
