package eu.bocage.policies;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One condition. Values are a set: they stand sorted, each once. A value of {@code isAnyOf} never holds a comma, so a
 * list and the same values joined by commas ({@link #joined}), which is what some connectors make of a list, are equal.
 *
 * @param term     left operand, full IRI
 * @param operator the comparison
 * @param values   right operand: one value, or several for {@code isAnyOf}; texts in their canonical spelling
 */
public record Constraint(String term, Operator operator, List<String> values) implements Comparable<Constraint> {

    private static final Comparator<Constraint> ORDER = Comparator.comparing(Constraint::term)
        .thenComparing(Constraint::operator)
        .thenComparing(constraint -> constraint.values().toArray(String[]::new), Arrays::compare);

    public Constraint {
        Objects.requireNonNull(term, "term");
        Objects.requireNonNull(operator, "operator");
        Stream<String> each = values.stream();
        if (operator == Operator.IS_ANY_OF) {
            each = each.flatMap(value -> Stream.of(value.split(","))).map(String::strip)
                .filter(value -> !value.isEmpty());
        }
        values = each.distinct().sorted().toList();
    }

    /** Of a term of the vocabulary. */
    static Constraint of(Term term, Operator operator, String... values) {
        return new Constraint(term.iri(), operator, List.of(values));
    }

    /** All values as one text, joined by commas; given back as the only value it makes an equal {@code isAnyOf}. */
    public String joined() {
        return String.join(",", values);
    }

    @Override
    public int compareTo(Constraint other) {
        return ORDER.compare(this, other);
    }
}
