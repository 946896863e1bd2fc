package eu.bocage.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a policy is one that this node understands to its last word: one permission to {@code use} with every
 * constraint of the vocabulary exactly once, no prohibition, no obligation. This is checked at every moment, whatever a
 * partner's connector may have ignored, so nothing unknown is ever passed over.
 */
final class Shape {

    private Shape() {
    }

    /** All that is not understood; empty when the policy may be judged. */
    static List<Reason> faults(Policy policy) {
        List<Reason> faults = new ArrayList<>();
        if (policy.permissions().size() != 1) {
            faults.add(whole("La règle doit contenir exactement une permission ; elle en contient "
                + policy.permissions().size() + ". Demandez une nouvelle offre.",
                "The policy must hold exactly one permission; it holds " + policy.permissions().size()
                    + ". Ask for a new offer."));
        }
        policy.prohibitions().forEach(rule -> faults.add(unknownRule(rule, "une interdiction", "a prohibition")));
        policy.obligations().forEach(rule -> faults.add(unknownRule(rule, "une obligation", "an obligation")));
        for (Rule permission : policy.permissions()) {
            if (!permission.action().equals(Rule.USE)) {
                faults.add(whole("L'action " + Quoted.french(permission.action())
                    + " est inconnue ; seule « use » existe ici.",
                    "The action " + Quoted.english(permission.action()) + " is unknown; only \"use\" exists here."));
            }
            permission.constraints().forEach(constraint -> unknown(constraint).ifPresent(faults::add));
            for (Term term : Term.values()) {
                for (Operator operator : term.operators()) {
                    once(permission, term, operator).ifPresent(faults::add);
                }
            }
        }
        return faults;
    }

    /** The term of a constraint, if the constraint is understood. */
    static Optional<Term> understood(Constraint constraint) {
        return Term.ofIri(constraint.term()).filter(term -> term.wellFormed(constraint));
    }

    private static Optional<Reason> once(Rule permission, Term term, Operator operator) {
        int count = 0;
        for (Constraint constraint : permission.constraints()) {
            count += constraint.operator() == operator && constraint.term().equals(term.iri()) ? 1 : 0;
        }
        if (count == 1) {
            return Optional.empty();
        }
        String name = term.key() + " " + operator.odrl();
        return Optional.of(count == 0
            ? Reason.of(term, "La condition « " + name + " » (" + term.words().french()
                + ") manque. Demandez une nouvelle offre.",
                "The condition \"" + name + "\" (" + term.words().english() + ") is missing. Ask for a new offer.")
            : Reason.of(term, "La condition « " + name + " » (" + term.words().french() + ") est écrite " + count
                + " fois. Demandez une nouvelle offre.",
                "The condition \"" + name + "\" (" + term.words().english() + ") is written " + count
                    + " times. Ask for a new offer."));
    }

    private static Optional<Reason> unknown(Constraint constraint) {
        Optional<Term> term = Term.ofIri(constraint.term());
        if (term.isEmpty()) {
            String key = Quoted.plain(constraint.term());
            return Optional.of(new Reason(key, "", "La condition « " + key
                + " » est inconnue de ce nœud, donc tout est refusé.",
                "The condition \"" + key + "\" is unknown to this node, so everything is refused."));
        }
        if (term.get().wellFormed(constraint)) {
            return Optional.empty();
        }
        String what = constraint.operator().odrl() + " " + constraint.joined();
        return Optional.of(Reason.of(term.get(), "La condition « " + term.get().key() + " » ("
            + term.get().words().french() + ") a une forme inconnue : " + Quoted.french(what)
            + ", donc tout est refusé.",
            "The condition \"" + term.get().key() + "\" (" + term.get().words().english()
                + ") has an unknown form: " + Quoted.english(what) + ", so everything is refused."));
    }

    private static Reason unknownRule(Rule rule, String french, String english) {
        boolean unreadable = rule.action().equals(Policy.UNREADABLE);
        String what = unreadable && !rule.constraints().isEmpty() ? rule.constraints().getFirst().joined()
            : rule.action();
        return unreadable
            ? whole("La règle n'a pas pu être lue, donc tout est refusé : " + Quoted.french(what) + ".",
                "The policy could not be read, so everything is refused: " + Quoted.english(what) + ".")
            : whole("La règle contient " + french + " que ce nœud ne connaît pas (" + Quoted.french(what)
                + "), donc tout est refusé.",
                "The policy holds " + english + " that this node does not know (" + Quoted.english(what)
                    + "), so everything is refused.");
    }

    private static Reason whole(String french, String english) {
        return new Reason("policy", "", french, english);
    }
}
