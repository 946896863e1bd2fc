package eu.bocage.policies;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A rule about an action; every constraint must hold. Constraints are a set: they stand sorted, each once, {@code and}
 * dissolved, so that two spellings of one rule are equal.
 *
 * @param action      full IRI
 * @param constraints what must hold
 * @param duties      what must have been done besides, for a permission
 */
public record Rule(String action, List<Expression> constraints, List<Rule> duties) implements Comparable<Rule> {

    private static final Comparator<Rule> ORDER = Comparator.comparing(Rule::action)
        .thenComparing(rule -> rule.constraints().toArray(Expression[]::new), Arrays::compare)
        .thenComparing(rule -> rule.duties().toArray(Rule[]::new), Arrays::compare);

    static final String ODRL = "http://www.w3.org/ns/odrl/2/";

    /** The only action that is permitted or prohibited: to ask questions. */
    public static final String USE = ODRL + "use";

    /** The only duty: to have signed promises; its constraints are about attested terms. */
    public static final String PROMISE = Term.PROFILE + "#promise";

    public Rule {
        Objects.requireNonNull(action, "action");
        constraints = constraints.stream()
            .flatMap(one -> one instanceof Logical logical && logical.connective() == Connective.AND
                ? logical.operands().stream() : Stream.of(one))
            .distinct().sorted().toList();
        duties = duties.stream().distinct().sorted().toList();
    }

    /** Without duties. */
    public Rule(String action, List<? extends Expression> constraints) {
        this(action, List.copyOf(constraints), List.of());
    }

    /** The constraints that must hold by themselves, those under {@code or} and {@code xone} left out. */
    public List<Constraint> direct() {
        return constraints.stream().filter(Constraint.class::isInstance).map(Constraint.class::cast).toList();
    }

    @Override
    public int compareTo(Rule other) {
        return ORDER.compare(this, other);
    }
}
