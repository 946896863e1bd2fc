package eu.bocage.policies;

import java.util.List;

/**
 * One condition.
 *
 * @param term     left operand, full IRI
 * @param operator the comparison
 * @param values   right operand: one value, or several for {@code isAnyOf}; texts in their canonical spelling
 */
public record Constraint(String term, Operator operator, List<String> values) {
}
