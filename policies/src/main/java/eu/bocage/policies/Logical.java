package eu.bocage.policies;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** At least two conditions under one connective, in normal form: {@link Expression#of} is the way to one. */
public final class Logical implements Expression {

    /** The most connectives one within another. */
    public static final int DEEPEST = 8;
    /** The most constraints in one condition. */
    public static final int LARGEST = 512;

    private static final Comparator<Logical> ORDER = Comparator.comparing(Logical::connective)
        .thenComparing(logical -> logical.operands().toArray(Expression[]::new), Arrays::compare);

    private final Connective connective;
    private final List<Expression> operands;
    private final int size;
    private final int depth;
    private final int hash;

    Logical(Connective connective, List<Expression> operands) {
        this.connective = connective;
        this.operands = List.copyOf(operands);
        long constraints = 0;
        int below = 0;
        for (Expression operand : this.operands) {
            constraints += operand.size();
            below = Math.max(below, operand.depth());
        }
        if (constraints > LARGEST || below >= DEEPEST) {
            throw new IllegalArgumentException("more than " + LARGEST + " constraints or more than " + DEEPEST
                + " connectives one within another");
        }
        this.size = (int) constraints;
        this.depth = below + 1;
        this.hash = 31 * connective.hashCode() + this.operands.hashCode();
    }

    public Connective connective() {
        return connective;
    }

    /** Sorted. */
    public List<Expression> operands() {
        return operands;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int depth() {
        return depth;
    }

    /** Constraints come first. */
    @Override
    public int compareTo(Expression other) {
        return other instanceof Logical logical ? ORDER.compare(this, logical) : 1;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Logical logical && logical.hash == hash
            && logical.connective == connective && logical.operands.equals(operands);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return connective.odrl() + operands;
    }
}
