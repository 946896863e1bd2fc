package eu.bocage.policies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A policy made ready to be decided, once: what a permission wants, what prohibitions meet, what is promised and what
 * is applied to answers. Immutable.
 */
final class Digest {

    /** Of a policy that is too long to be looked at. */
    static final Digest NOTHING = new Digest(List.of(new Node.Fault()), List.of(), List.of(), OutputRules.NONE);

    private final Branch wanted;
    private final Node[][] judged;
    private final List<Branch> prohibited;
    private final List<Atom> promised;
    private final OutputRules rules;
    private final Decision.Permitted plain;

    private Digest(List<Node> wanted, List<Branch> prohibited, List<Atom> promised, OutputRules rules) {
        this.wanted = new Branch(Connective.AND, wanted);
        this.judged = Arrays.stream(Scope.values()).map(scope -> wanted.stream()
            .filter(node -> node.judgedAt(scope)).toArray(Node[]::new)).toArray(Node[][]::new);
        this.prohibited = List.copyOf(prohibited);
        this.promised = List.copyOf(promised);
        this.rules = rules;
        this.plain = new Decision.Permitted(rules);
    }

    /** All that must hold. */
    Branch wanted() {
        return wanted;
    }

    /** Whether all that must hold does, without what is judged later. */
    Truth judge(Moment moment) {
        Truth all = Truth.TRUE;
        for (Node node : judged[moment.scope().ordinal()]) {
            all = all.and(node.judge(moment, false));
            if (all == Truth.FALSE) {
                return all;
            }
        }
        return all;
    }

    /** One for each prohibition, none of which may hold. */
    List<Branch> prohibited() {
        return prohibited;
    }

    /** The attested terms of every duty. */
    List<Atom> promised() {
        return promised;
    }

    /** What is applied to answers, the strictest of each kind. */
    OutputRules rules() {
        return rules;
    }

    static Digest of(Policy policy) {
        List<Node> wanted = new ArrayList<>();
        List<Atom> promised = new ArrayList<>();
        OutputRules rules = OutputRules.NONE;
        for (Rule permission : policy.permissions()) {
            wanted.addAll(Node.all(permission.constraints()));
        }
        for (Node node : wanted) {
            if (node instanceof Atom atom && atom.term().kind() == Term.Kind.OUTPUT_RULE) {
                int bound = (int) atom.number();
                rules = rules.and(atom.term() == Term.DOMINANCE ? new OutputRules(0, bound)
                    : new OutputRules(bound, 0));
            }
        }
        Stream.concat(policy.permissions().stream().flatMap(rule -> rule.duties().stream()),
            policy.obligations().stream()).forEach(duty -> {
                List<Node> nodes = Node.all(duty.constraints());
                nodes.forEach(node -> gather(node, promised));
                wanted.addAll(nodes);
            });
        return new Digest(wanted, policy.prohibitions().stream()
            .map(rule -> new Branch(Connective.AND, Node.all(rule.constraints()))).toList(), promised, rules);
    }

    /** The permission, once everything has passed. */
    Decision.Permitted permitted(Moment moment) {
        if (promised.isEmpty()) {
            return plain;
        }
        List<Promise> kept = new ArrayList<>(0);
        for (Atom atom : promised) {
            if (atom.term().judgedAt(moment.scope())) {
                atom.promised(moment.facts()).ifPresent(kept::add);
            }
        }
        return kept.isEmpty() ? plain : new Decision.Permitted(rules, kept);
    }

    private static void gather(Node node, List<Atom> attested) {
        switch (node) {
            case Atom atom when atom.term().kind() == Term.Kind.ATTESTED -> attested.add(atom);
            case Branch branch -> branch.nodes().forEach(inner -> gather(inner, attested));
            case Atom gate -> {
            }
            case Node.Fault fault -> {
            }
        }
    }
}
