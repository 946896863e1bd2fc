package eu.bocage.policies;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One condition. Values are a set: they stand sorted, each once. A value of an operator that takes several never holds
 * a comma, so a list and the same values joined by commas ({@link #joined}), which is what some connectors make of a
 * list, are equal.
 *
 * @param term     left operand, full IRI
 * @param operator the comparison
 * @param values   right operand: one value, or several where {@link Operator#takesSeveral}; texts in their canonical
 *     spelling
 */
public record Constraint(String term, Operator operator, List<String> values) implements Expression {

    private static final Comparator<Constraint> ORDER = Comparator.comparing(Constraint::term)
        .thenComparing(Constraint::operator)
        .thenComparing(constraint -> constraint.values().toArray(String[]::new), Arrays::compare);

    public Constraint {
        Objects.requireNonNull(term, "term");
        Objects.requireNonNull(operator, "operator");
        Stream<String> each = values.stream();
        if (operator.takesSeveral()) {
            each = each.flatMap(value -> Stream.of(value.split(","))).map(String::strip)
                .filter(value -> !value.isEmpty());
        }
        values = each.distinct().sorted().toList();
    }

    /** Of a term of the vocabulary. */
    static Constraint of(Term term, Operator operator, String... values) {
        return new Constraint(term.iri(), operator, List.of(values));
    }

    /** All values as one text, joined by commas; given back as the only value it makes an equal constraint. */
    public String joined() {
        return String.join(",", values);
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public int depth() {
        return 0;
    }

    /** Before everything that is made of several. */
    @Override
    public int compareTo(Expression other) {
        return other instanceof Constraint constraint ? ORDER.compare(this, constraint) : -1;
    }
}
