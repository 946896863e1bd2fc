package eu.bocage.policies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The gates of one moment: each judges one understood constraint by the facts and gives every reason against. */
final class Gates {

    private final Facts facts;
    private final Optional<QuestionFacts> question;

    /** @param scope the moment; a question is looked at only where one is asked */
    Gates(Scope scope, Facts facts) {
        this.facts = facts;
        this.question = scope.asks() ? facts.question() : Optional.empty();
    }

    /** @param constraint well-formed for the term */
    List<Reason> judge(Term term, Constraint constraint) {
        String value = constraint.values().getFirst();
        return switch (term) {
            case CHARTER -> charter(value);
            case PROJECT -> project(value);
            case PURPOSE -> purpose(constraint.values());
            case TERM -> term(constraint.operator(), LocalDate.parse(value));
            case FINEST_ZONING -> question.map(asked -> zoning(Zoning.of(value).orElseThrow(), asked))
                .orElse(List.of());
            case BUDGET_PER_REQUEST -> question.map(asked -> budget(Long.parseLong(value), asked.costMicroRho()))
                .orElse(List.of());
            case MEASURES -> question.map(asked -> within(term, constraint.values(), asked.measures()))
                .orElse(List.of());
            case KEYS -> question.map(asked -> within(term, constraint.values(), asked.keys())).orElse(List.of());
            // a question can ask for nothing but aggregates, and the only value of this term is true
            case AGGREGATE_ONLY -> List.of();
            // an output rule: OutputRules carries it
            case MINIMUM_GROUP -> List.of();
            default -> List.of(Reason.of(term, "non évalué", "not evaluated"));
        };
    }

    private List<Reason> charter(String hash) {
        return facts.charters().contains(hash) ? List.of() : List.of(Reason.of(Term.CHARTER,
            "La charte d'empreinte " + hash + " n'est pas en vigueur sur ce territoire. Demandez une nouvelle offre, "
                + "sous la charte en vigueur.",
            "The charter with hash " + hash + " is not in force in this territory. Ask for a new offer, under the "
                + "charter in force."));
    }

    private List<Reason> project(String id) {
        if (facts.project().isEmpty() || !facts.project().get().id().equals(id)) {
            return List.of(Reason.of(Term.PROJECT,
                "Le projet « " + id + " » n'est pas inscrit au registre des projets. Faites-le inscrire par "
                    + "l'organisme de confiance du territoire.",
                "The project \"" + id + "\" is not in the register of projects. Have the territory's trust anchor "
                    + "register it."));
        }
        ProjectTerms project = facts.project().get();
        List<Reason> reasons = new ArrayList<>();
        if (!facts.reached(project.from())) {
            reasons.add(Reason.of(Term.PROJECT, "Le projet « " + id + " » ne commence que le " + project.from() + ".",
                "The project \"" + id + "\" begins only on " + project.from() + "."));
        }
        if (facts.past(project.until())) {
            reasons.add(Reason.of(Term.PROJECT,
                "Le projet « " + id + " » a pris fin le " + project.until() + ". Faites-le prolonger.",
                "The project \"" + id + "\" ended on " + project.until() + ". Have it extended."));
        }
        if (facts.requester().isEmpty()) {
            reasons.add(new Reason("requester", "",
                "Le demandeur n'est pas au registre des membres.", "The requester is not in the member register."));
        } else if (!facts.requester().get().did().equals(project.owner())) {
            reasons.add(Reason.of(Term.PROJECT,
                "Seul le membre qui porte le projet « " + id + " » peut s'en servir (" + project.owner() + ").",
                "Only the member that owns the project \"" + id + "\" may use it (" + project.owner() + ")."));
        }
        return reasons;
    }

    private List<Reason> purpose(List<String> allowed) {
        List<Reason> reasons = new ArrayList<>();
        Set<String> registered = facts.project().map(ProjectTerms::purposes).orElse(Set.of());
        if (facts.project().isPresent() && allowed.stream().noneMatch(registered::contains)) {
            reasons.add(Reason.of(Term.PURPOSE, "Aucune finalité du projet (" + list(registered)
                + ") n'est permise ici ; sont permises : " + list(allowed) + ".",
                "No purpose of the project (" + list(registered) + ") is allowed here; allowed are: " + list(allowed)
                    + "."));
        }
        question.map(QuestionFacts::purpose).ifPresent(purpose -> {
            if (!allowed.contains(purpose)) {
                reasons.add(Reason.of(Term.PURPOSE, "La finalité " + Quoted.french(purpose)
                    + " n'est pas permise. Finalités permises : " + list(allowed) + ".",
                    "The purpose " + Quoted.english(purpose) + " is not allowed. Allowed purposes: " + list(allowed)
                        + "."));
            }
            if (!registered.contains(purpose)) {
                reasons.add(Reason.of(Term.PURPOSE, "La finalité " + Quoted.french(purpose)
                    + " n'est pas l'une de celles du projet (" + list(registered) + ").",
                    "The purpose " + Quoted.english(purpose) + " is not one of the project's (" + list(registered)
                        + ")."));
            }
        });
        return reasons;
    }

    private List<Reason> term(Operator operator, LocalDate day) {
        if (operator == Operator.GTEQ) {
            return facts.reached(day) ? List.of() : List.of(Reason.of(Term.TERM,
                "L'accord ne vaut qu'à partir du " + day + ".", "The agreement holds only from " + day + " on."));
        }
        return facts.past(day) ? List.of(Reason.of(Term.TERM,
            "L'accord a pris fin le " + day + ". Demandez une nouvelle offre.",
            "The agreement ended on " + day + ". Ask for a new offer.")) : List.of();
    }

    private static List<Reason> zoning(Zoning finest, QuestionFacts asked) {
        return asked.zoning().notFinerThan(finest) ? List.of() : List.of(Reason.of(Term.FINEST_ZONING,
            "La maille demandée, " + asked.zoning().words().french() + ", n'est pas permise. La plus fine permise "
                + "est " + finest.words().french() + ".",
            "The level of places asked for, " + asked.zoning().words().english() + ", is not allowed. The finest "
                + "allowed is " + finest.words().english() + "."));
    }

    private static List<Reason> budget(long most, long cost) {
        if (cost < 1) {
            return List.of(Reason.of(Term.BUDGET_PER_REQUEST,
                "Une question dépense au moins un millionième de rho ; celle-ci en dépense " + cost + ".",
                "A question spends at least one millionth of rho; this one spends " + cost + "."));
        }
        return cost <= most ? List.of() : List.of(Reason.of(Term.BUDGET_PER_REQUEST,
            "La question dépense " + cost + " millionièmes de rho du budget de confidentialité ; une question peut "
                + "en dépenser au plus " + most + ".",
            "The question spends " + cost + " millionths of rho of the privacy budget; one question may spend at "
                + "most " + most + "."));
    }

    private static List<Reason> within(Term term, List<String> allowed, Set<String> asked) {
        TreeSet<String> others = new TreeSet<>(asked);
        others.removeAll(allowed);
        // no name of a measure or a key is spelt like this, so it can only be forged
        if (asked.contains(Term.NONE)) {
            others.add(Term.NONE);
        }
        boolean nothing = allowed.equals(List.of(Term.NONE));
        return others.isEmpty() ? List.of() : List.of(Reason.of(term,
            "Non permis parmi " + term.words().french() + " : " + list(others) + ". Permis : "
                + (nothing ? "rien" : list(allowed)) + ".",
            "Not allowed among " + term.words().english() + ": " + list(others) + ". Allowed: "
                + (nothing ? "nothing" : list(allowed)) + "."));
    }

    private static String list(Collection<String> names) {
        return String.join(", ", names.stream().sorted().map(Quoted::plain).toList());
    }
}
