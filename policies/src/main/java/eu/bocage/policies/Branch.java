package eu.bocage.policies;

import java.util.List;

/** Several conditions under one connective; without any, {@code and} holds. */
record Branch(Connective connective, List<Node> nodes) implements Node {

    Branch {
        nodes = List.copyOf(nodes);
    }

    @Override
    public Truth judge(Moment moment, boolean forbidding) {
        return switch (connective) {
            case AND, AND_SEQUENCE -> {
                Truth all = Truth.TRUE;
                for (int i = 0; i < nodes.size() && all != Truth.FALSE; i++) {
                    all = all.and(nodes.get(i).judge(moment, forbidding));
                }
                yield all;
            }
            case OR -> {
                Truth any = Truth.FALSE;
                for (int i = 0; i < nodes.size() && any != Truth.TRUE; i++) {
                    any = any.or(nodes.get(i).judge(moment, forbidding));
                }
                yield any;
            }
            case XONE -> {
                Truth[] each = new Truth[nodes.size()];
                for (int i = 0; i < each.length; i++) {
                    each[i] = nodes.get(i).judge(moment, forbidding);
                }
                yield Truth.one(each);
            }
        };
    }

    @Override
    public boolean judgedAt(Scope scope) {
        return nodes.isEmpty() || nodes.stream().anyMatch(node -> node.judgedAt(scope));
    }
}
