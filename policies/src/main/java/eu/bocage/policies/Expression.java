package eu.bocage.policies;

import java.util.ArrayList;
import java.util.List;

/**
 * What must hold: one constraint, or several under a connective, in one normal form, so that spellings which cannot
 * mean different things are equal. Immutable.
 */
public sealed interface Expression extends Comparable<Expression> permits Constraint, Logical {

    /**
     * Joins conditions. One operand alone is itself; {@code and} within {@code and} is one, and so is {@code or};
     * {@code andSequence} is {@code and}; order never counts, nor does the same operand again but under {@code xone}.
     *
     * @throws IllegalArgumentException without operands, or past {@link Logical#DEEPEST} or {@link Logical#LARGEST}
     */
    static Expression of(Connective connective, List<? extends Expression> operands) {
        Connective normal = connective == Connective.AND_SEQUENCE ? Connective.AND : connective;
        List<Expression> flat = new ArrayList<>();
        for (Expression operand : operands) {
            if (operand instanceof Logical inner && inner.connective() == normal && normal != Connective.XONE) {
                flat.addAll(inner.operands());
            } else {
                flat.add(operand);
            }
        }
        List<Expression> sorted = (normal == Connective.XONE ? flat.stream() : flat.stream().distinct()).sorted()
            .toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("\"" + connective.odrl() + "\" without operands");
        }
        return sorted.size() == 1 ? sorted.getFirst() : new Logical(normal, sorted);
    }

    /** How many constraints it holds. */
    int size();

    /** How many connectives stand one within another. */
    int depth();
}
