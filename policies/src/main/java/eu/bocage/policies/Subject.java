package eu.bocage.policies;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What the fact of a term is, and with it which comparisons make sense. */
enum Subject {
    /** One value that is what it is. */
    ONE(EnumSet.of(Operator.EQ, Operator.NEQ, Operator.IS_ANY_OF, Operator.IS_NONE_OF)),
    /** One value that is allowed when it equals. */
    EXACT(EnumSet.of(Operator.EQ)),
    /** One value among narrower and broader ones; {@code isA} takes in the narrower. */
    KIND(EnumSet.of(Operator.EQ, Operator.NEQ, Operator.IS_ANY_OF, Operator.IS_NONE_OF, Operator.IS_A)),
    /** One value in an order. */
    ORDERED(EnumSet.of(Operator.EQ, Operator.NEQ, Operator.GT, Operator.LT, Operator.GTEQ, Operator.LTEQ)),
    /** An order, of which only the upper bound is of interest. */
    AT_MOST(EnumSet.of(Operator.LTEQ, Operator.LT)),
    /** An order, of which only the lower bound is of interest. */
    AT_LEAST(EnumSet.of(Operator.GTEQ, Operator.GT)),
    /** All values that somebody holds; {@code eq} and {@code isAnyOf} ask for one of them. */
    HELD(EnumSet.of(Operator.EQ, Operator.NEQ, Operator.IS_ANY_OF, Operator.IS_ALL_OF, Operator.IS_NONE_OF,
        Operator.HAS_PART)),
    /**
     * All values that a question uses, each of which is judged by itself: a permission wants every one to fit, a
     * prohibition is met by a single one.
     */
    USED(EnumSet.of(Operator.EQ, Operator.NEQ, Operator.IS_ANY_OF, Operator.IS_NONE_OF, Operator.IS_PART_OF)),
    /** Votes to be given, all of them. */
    GIVEN(EnumSet.of(Operator.IS_ALL_OF)),
    /** A least value that is applied or promised. */
    LEAST(EnumSet.of(Operator.GTEQ)),
    /** A greatest value that is applied or promised. */
    MOST(EnumSet.of(Operator.LTEQ));

    private final Set<Operator> operators;

    Subject(EnumSet<Operator> operators) {
        this.operators = Collections.unmodifiableSet(operators);
    }

    Set<Operator> operators() {
        return operators;
    }
}
