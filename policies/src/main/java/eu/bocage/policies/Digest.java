package eu.bocage.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A policy made ready to be decided, once: what a permission wants, what prohibitions meet, what is promised and what
 * is applied to answers. Immutable.
 *
 * @param wanted     all that must hold
 * @param prohibited one for each prohibition, none of which may hold
 * @param promised   the attested terms of every duty
 * @param rules      the strictest of each kind
 * @param plain      the permission where nothing is promised, made once
 */
record Digest(Branch wanted, List<Branch> prohibited, List<Atom> promised, OutputRules rules,
              Decision.Permitted plain) {

    /** Of a policy that is too long to be looked at. */
    static final Digest NOTHING = new Digest(new Branch(Connective.AND, List.of(new Node.Fault())), List.of(),
        List.of(), OutputRules.NONE, new Decision.Permitted(OutputRules.NONE));

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
        return new Digest(new Branch(Connective.AND, wanted), policy.prohibitions().stream()
            .map(rule -> new Branch(Connective.AND, Node.all(rule.constraints()))).toList(), List.copyOf(promised),
            rules, new Decision.Permitted(rules));
    }

    /** The permission, once everything has passed. */
    Decision.Permitted permitted(Moment moment) {
        if (promised.isEmpty()) {
            return plain;
        }
        List<Promise> kept = new ArrayList<>();
        for (Atom atom : promised) {
            if (atom.term().judgedAt(moment.scope())) {
                atom.promised(moment.facts()).ifPresent(kept::add);
            }
        }
        return new Decision.Permitted(rules, kept);
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
