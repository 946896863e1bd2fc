package eu.bocage.compute.audit;

import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Problem;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The same in both languages. */
public record Said(String french, String english) {

    /** A number with so many decimals, as each language writes it. */
    static Said number(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return new Said(text.replace('.', ','), text);
    }

    /** Why something did not work. */
    public static Said of(RuntimeException why) {
        return why instanceof InvalidInput invalid
            ? new Said(listed(invalid, problem -> problem.frenchPath() + " : " + problem.french()),
                listed(invalid, problem -> problem.path() + ": " + problem.english()))
            : new Said("Défaut de Bocage : " + why, "A fault of Bocage: " + why);
    }

    private static String listed(InvalidInput invalid, Function<Problem, String> words) {
        return invalid.problems().stream().map(words).collect(Collectors.joining("; "));
    }
}
