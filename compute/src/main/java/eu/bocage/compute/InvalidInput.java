package eu.bocage.compute;

import java.util.List;

/** A card, file or question that is not taken, with what is wrong with it. Nothing was changed. */
public final class InvalidInput extends RuntimeException {

    private final List<Problem> problems;

    public InvalidInput(List<Problem> problems) {
        super(problems.stream().map(problem -> problem.path() + ": " + problem.english()).reduce("", (a, b) ->
            a.isEmpty() ? b : a + "; " + b));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
