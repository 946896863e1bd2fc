package eu.bocage.policies;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A rule about an action; every constraint must hold. Constraints are a set: they stand sorted, each once, so that two
 * spellings of one rule are equal.
 *
 * @param action full IRI
 */
public record Rule(String action, List<Constraint> constraints) implements Comparable<Rule> {

    private static final Comparator<Rule> ORDER = Comparator.comparing(Rule::action)
        .thenComparing(rule -> rule.constraints().toArray(Constraint[]::new), Arrays::compare);

    static final String ODRL = "http://www.w3.org/ns/odrl/2/";

    /** The only action of the vocabulary: to ask questions. */
    public static final String USE = ODRL + "use";

    public Rule {
        Objects.requireNonNull(action, "action");
        constraints = constraints.stream().distinct().sorted().toList();
    }

    @Override
    public int compareTo(Rule other) {
        return ORDER.compare(this, other);
    }
}
