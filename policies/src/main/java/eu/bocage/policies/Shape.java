package eu.bocage.policies;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a policy is one that this node understands to its last word: one permission to {@code use} that holds every
 * mandatory term by itself, prohibitions of {@code use}, duties to promise, and in them known terms only, in their
 * known form and at a place where they can be judged. This is checked once for a policy and counts at every moment,
 * whatever a partner's connector may have ignored, so nothing unknown is ever passed over.
 *
 * <p>What a question uses never stands below {@code xone}: "this measure, but not that one as well" would be met, or
 * evaded, by asking for more. So a question that asks for more is never permitted where the one that asks for less is
 * not.
 */
final class Shape {

    /** The most constraints in a whole policy. */
    static final int LARGEST = 1024;

    private static final Set<Operator> LOWER = EnumSet.of(Operator.GTEQ, Operator.GT, Operator.EQ);
    private static final Set<Operator> UPPER = EnumSet.of(Operator.LTEQ, Operator.LT, Operator.EQ);
    /** What names all that is allowed; {@code neq} and {@code isNoneOf} leave the rest open. */
    private static final Set<Operator> LISTING = EnumSet.of(Operator.EQ, Operator.IS_ANY_OF, Operator.IS_A,
        Operator.IS_PART_OF);

    /** Where a constraint stands. */
    private enum Place { PERMISSION, WITHIN, PROHIBITION, DUTY }

    private final List<Reason> faults = new ArrayList<>();

    private Shape() {
    }

    /** All that is not understood; empty when the policy may be judged. */
    static List<Reason> faults(Policy policy) {
        Shape shape = new Shape();
        shape.check(policy);
        return List.copyOf(shape.faults);
    }

    /** The term of a constraint, if the constraint is understood. */
    static Optional<Term> understood(Constraint constraint) {
        return Term.ofIri(constraint.term()).filter(term -> term.wellFormed(constraint));
    }

    private void check(Policy policy) {
        if (policy.size() > LARGEST) {
            add("La règle contient plus de " + LARGEST + " conditions, donc tout est refusé.",
                "The policy holds more than " + LARGEST + " conditions, so everything is refused.");
            return;
        }
        if (policy.permissions().size() != 1) {
            add("La règle doit contenir exactement une permission ; elle en contient " + policy.permissions().size()
                + ". Demandez une nouvelle offre.",
                "The policy must hold exactly one permission; it holds " + policy.permissions().size()
                    + ". Ask for a new offer.");
        }
        policy.permissions().forEach(this::permission);
        policy.prohibitions().forEach(this::prohibition);
        policy.obligations().forEach(this::duty);
    }

    private void permission(Rule permission) {
        if (!permission.action().equals(Rule.USE)) {
            add("L'action " + Quoted.french(permission.action()) + " est inconnue ; seule « use » existe ici.",
                "The action " + Quoted.english(permission.action()) + " is unknown; only \"use\" exists here.");
        }
        permission.constraints().forEach(one -> expression(one, Place.PERMISSION));
        permission.duties().forEach(this::duty);
        for (Term term : Term.values()) {
            if (term == Term.TERM) {
                bound(permission, term, LOWER, Operator.GTEQ);
                bound(permission, term, UPPER, Operator.LTEQ);
            } else if (term.mandatory()) {
                bound(permission, term, switch (term.subject()) {
                    case KIND, USED -> LISTING;
                    default -> term.operators();
                }, term.operators().iterator().next());
            }
        }
    }

    private void prohibition(Rule prohibition) {
        if (!prohibition.action().equals(Rule.USE)) {
            unknownRule(prohibition, "une interdiction", "a prohibition");
        }
        if (!prohibition.duties().isEmpty()) {
            unknownRule(prohibition, "un remède à une interdiction", "a remedy of a prohibition");
        }
        prohibition.constraints().forEach(one -> expression(one, Place.PROHIBITION));
    }

    private void duty(Rule duty) {
        if (!duty.action().equals(Rule.PROMISE) || duty.constraints().isEmpty()) {
            unknownRule(duty, "une obligation", "a duty");
        }
        if (!duty.duties().isEmpty()) {
            unknownRule(duty, "une obligation dans une obligation", "a duty within a duty");
        }
        duty.constraints().forEach(one -> expression(one, Place.DUTY));
    }

    private void expression(Expression expression, Place place) {
        switch (expression) {
            case Constraint constraint -> constraint(constraint, place);
            case Logical logical -> {
                if (logical.connective() == Connective.XONE) {
                    used(logical);
                }
                logical.operands().forEach(operand ->
                    expression(operand, place == Place.PERMISSION ? Place.WITHIN : place));
            }
        }
    }

    /** Refuses what a question uses, at any depth below one-of. */
    private void used(Expression below) {
        switch (below) {
            case Constraint constraint -> Term.ofIri(constraint.term())
                .filter(term -> term.subject() == Subject.USED).ifPresent(term -> faults.add(Reason.of(term,
                    "La condition « " + term.key() + " » (" + term.words().french() + ") ne peut pas être une de "
                        + "celles dont une seule doit être vraie (« xone ») : demander plus permettrait d'y échapper. "
                        + "Tout est refusé.",
                    "The condition \"" + term.key() + "\" (" + term.words().english() + ") cannot be one of those of "
                        + "which only one may hold (\"xone\"): asking for more would evade it. Everything is "
                        + "refused.")));
            case Logical logical -> logical.operands().forEach(this::used);
        }
    }

    private void constraint(Constraint constraint, Place place) {
        Optional<Term> known = Term.ofIri(constraint.term());
        if (known.isEmpty()) {
            String key = Quoted.plain(constraint.term());
            faults.add(new Reason(key, "", "La condition « " + key
                + " » est inconnue de ce nœud, donc tout est refusé.",
                "The condition \"" + key + "\" is unknown to this node, so everything is refused."));
            return;
        }
        Term term = known.get();
        if (!term.wellFormed(constraint)) {
            String what = constraint.operator().odrl() + " " + constraint.joined();
            faults.add(Reason.of(term, "La condition « " + term.key() + " » (" + term.words().french()
                + ") a une forme inconnue : " + Quoted.french(what) + ", donc tout est refusé.",
                "The condition \"" + term.key() + "\" (" + term.words().english() + ") has an unknown form: "
                    + Quoted.english(what) + ", so everything is refused."));
        }
        if (!fits(term, place)) {
            faults.add(Reason.of(term, "La condition « " + term.key() + " » (" + term.words().french()
                + ") ne peut pas être jugée à cette place, donc tout est refusé.",
                "The condition \"" + term.key() + "\" (" + term.words().english()
                    + ") cannot be judged at this place, so everything is refused."));
        }
    }

    /** A promise is a duty, an output rule is applied and so never an alternative, votes permit and never forbid. */
    private static boolean fits(Term term, Place place) {
        return switch (term.kind()) {
            case ATTESTED -> place == Place.DUTY;
            case OUTPUT_RULE -> place == Place.PERMISSION;
            case GATE -> term != Term.APPROVAL || place == Place.PERMISSION || place == Place.WITHIN;
        };
    }

    /** A mandatory term stands by itself in the permission, not as one of several ways. */
    private void bound(Rule permission, Term term, Set<Operator> operators, Operator usual) {
        for (Constraint constraint : permission.direct()) {
            if (operators.contains(constraint.operator()) && constraint.term().equals(term.iri())) {
                return;
            }
        }
        String name = term.key() + " " + usual.odrl();
        faults.add(Reason.of(term, "La condition « " + name + " » (" + term.words().french()
            + ") manque. Demandez une nouvelle offre.",
            "The condition \"" + name + "\" (" + term.words().english() + ") is missing. Ask for a new offer."));
    }

    private void unknownRule(Rule rule, String french, String english) {
        if (rule.action().equals(Policy.UNREADABLE)) {
            String what = rule.direct().isEmpty() ? rule.action() : rule.direct().getFirst().joined();
            add("La règle n'a pas pu être lue, donc tout est refusé : " + Quoted.french(what) + ".",
                "The policy could not be read, so everything is refused: " + Quoted.english(what) + ".");
        } else {
            add("La règle contient " + french + " que ce nœud ne connaît pas (" + Quoted.french(rule.action())
                + "), donc tout est refusé.",
                "The policy holds " + english + " that this node does not know (" + Quoted.english(rule.action())
                    + "), so everything is refused.");
        }
    }

    private void add(String french, String english) {
        faults.add(new Reason("policy", "", french, english));
    }
}
