package eu.bocage.policies;

import java.util.List;

/** A condition made ready to be judged, once for a policy. Immutable. */
sealed interface Node permits Atom, Branch, Node.Fault {

    /** @param forbidding whether it stands in a prohibition */
    Truth judge(Moment moment, boolean forbidding);

    /** Whether any of it is judged at that moment. */
    boolean judgedAt(Scope scope);

    static Node of(Expression expression) {
        return switch (expression) {
            case Constraint constraint -> Shape.understood(constraint).<Node>map(term -> new Atom(term, constraint))
                .orElse(new Fault());
            case Logical logical -> new Branch(logical.connective(), all(logical.operands()));
        };
    }

    static List<Node> all(List<? extends Expression> expressions) {
        return expressions.stream().map(Node::of).toList();
    }

    /** What is not understood: never known. {@link Policy#faults} gives the reason. */
    record Fault() implements Node {

        @Override
        public Truth judge(Moment moment, boolean forbidding) {
            return Truth.UNKNOWN;
        }

        @Override
        public boolean judgedAt(Scope scope) {
            return true;
        }
    }
}
