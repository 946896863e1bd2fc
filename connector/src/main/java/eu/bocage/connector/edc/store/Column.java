package eu.bocage.connector.edc.store;

import java.util.Set;
import java.util.function.Function;
import org.eclipse.edc.spi.query.Criterion;

/**
 * An index column: derived from the entity when it is written, and able to answer an equality on one of {@code fields}.
 * The answer may be too wide, never too narrow: EDC's own predicate is applied to the rows found.
 *
 * @param <T> the entity
 * @param name the column's name
 * @param type of its values
 * @param fields left operands of criteria that mean this column
 * @param value taken from the entity
 */
record Column<T>(String name, Class<?> type, Set<String> fields, Function<T, Object> value) {

    Column(String name, Class<?> type, String field, Function<T, Object> value) {
        this(name, type, Set.of(field), value);
    }

    boolean answers(Criterion criterion) {
        return "=".equals(criterion.getOperator())
            && criterion.getOperandLeft() instanceof String left
            && fields.contains(left)
            && type.isInstance(criterion.getOperandRight());
    }
}
