package eu.bocage.policies;

import java.util.List;

/** A charter or policy that is not taken, with everything that is wrong with it. */
public final class InvalidDocument extends RuntimeException {

    private final List<Problem> problems;

    public InvalidDocument(List<Problem> problems) {
        super(problems.stream().map(problem -> problem.path() + ": " + problem.english()).reduce("", (a, b) ->
            a.isEmpty() ? b : a + "; " + b));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
