package eu.bocage.policies;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says, in both languages, why one condition stands in the way and which fact would change that. */
final class Grievance {

    private final Moment moment;
    private final Facts facts;

    Grievance(Moment moment) {
        this.moment = moment;
        this.facts = moment.facts();
    }

    /** @param truth false, unknown or pending */
    List<Reason> of(Atom atom, Truth truth) {
        Constraint constraint = atom.constraint();
        String value = constraint.values().getFirst();
        Optional<QuestionFacts> asked = facts.question();
        return switch (atom.term()) {
            case CHARTER -> List.of(charter(value));
            case PROJECT -> project(value);
            case PURPOSE -> purpose(constraint).stream().toList();
            case TERM -> List.of(term(atom));
            case FINEST_ZONING -> asked.map(question -> zoning(atom, question)).stream().toList();
            case BUDGET_PER_REQUEST -> asked.map(question -> budget(atom, question)).stream().toList();
            case MEASURES -> asked.map(question -> used(constraint, question.measures())).stream().toList();
            case KEYS -> asked.map(question -> used(constraint, question.keys())).stream().toList();
            case COLUMNS, FUNCTIONS, NO_JOIN_WITH, AGGREGATE_ONLY, BUDGET_PER_PROJECT, BUDGET_PER_UNIT_SPACE,
                REQUESTS_PER_DAY -> asked.map(question -> plain(atom, truth)).stream().toList();
            case APPROVAL -> List.of(approval(atom, truth));
            case NO_COMMERCIAL_USE, NO_REIDENTIFICATION, ATTRIBUTION, FEE, RETENTION, ONWARD_SHARING, PUBLICATION ->
                List.of(promise(atom));
            case EMBARGO, ROLE, LABEL, COLLEGE, JURISDICTION, HOST_JURISDICTION, RECIPROCITY, EXCEPTIONAL_NEED,
                NOT_REVOKED, MINIMUM_GROUP, DOMINANCE -> List.of(plain(atom, truth));
        };
    }

    /** Of a condition that a prohibition names. */
    Reason prohibited(Atom atom, Truth truth) {
        Words phrase = phrase(atom.constraint(), ConditionWords.Side.PROHIBITION);
        Reason reason = truth == Truth.TRUE
            ? Reason.of(atom.term(), "La règle interdit cela : " + phrase.french() + ".",
                "The policy prohibits this: " + phrase.english() + ".")
            : Reason.of(atom.term(), "La règle interdit ceci, et le nœud ne peut pas l'exclure : " + phrase.french()
                + ".", "The policy prohibits this, and the node cannot rule it out: " + phrase.english() + ".");
        return reason.changedBy(new Words("que ceci ne soit plus vrai : " + phrase.french(),
            "that this no longer holds: " + phrase.english()));
    }

    /** Of a condition that holds beside another of which only one may. */
    Reason tooMany(Atom atom, long holding) {
        Words phrase = phrase(atom.constraint());
        return Reason.of(atom.term(), "Une seule condition parmi plusieurs peut être remplie ; " + holding
            + " le sont, dont celle-ci : " + phrase.french() + ".",
            "Only one of several conditions may hold; " + holding + " do, this one among them: " + phrase.english()
                + ".").changedBy(new Words("que ceci ne soit plus vrai : " + phrase.french(),
            "that this no longer holds: " + phrase.english()));
    }

    /** A constraint in plain words within a sentence, as {@code the purpose is among: a, b}. */
    private static Words phrase(Constraint constraint, ConditionWords.Side side) {
        return ConditionWords.phrase(term(constraint), constraint, side);
    }

    static Words phrase(Constraint constraint) {
        return phrase(constraint, ConditionWords.Side.PERMISSION);
    }

    private Reason plain(Atom atom, Truth truth) {
        Words phrase = phrase(atom.constraint());
        Reason reason = truth == Truth.FALSE
            ? Reason.of(atom.term(), "Cette condition n'est pas remplie : " + phrase.french() + ".",
                "This condition is not met: " + phrase.english() + ".")
            : Reason.of(atom.term(), "Cette condition ne peut pas être vérifiée, car le nœud ne connaît pas le fait : "
                + phrase.french() + ".",
                "This condition cannot be checked, for the node does not know the fact: " + phrase.english() + ".");
        return reason.changedBy(phrase);
    }

    private Reason charter(String hash) {
        return Reason.of(Term.CHARTER,
            "La charte d'empreinte " + hash + " n'est pas en vigueur sur ce territoire. Demandez une nouvelle offre, "
                + "sous la charte en vigueur.",
            "The charter with fingerprint " + hash + " is not in force in this territory. Ask for a new offer, under "
                + "the charter in force.")
            .changedBy(new Words("une offre sous une charte en vigueur, à laquelle le demandeur a adhéré",
                "an offer under a charter in force, to which the requester has adhered"));
    }

    private List<Reason> project(String id) {
        if (facts.project().isEmpty() || !facts.project().get().id().equals(id)) {
            return List.of(Reason.of(Term.PROJECT,
                "Le projet « " + id + " » n'est pas inscrit au registre des projets. Faites-le inscrire par "
                    + "l'organisme de confiance du territoire.",
                "The project \"" + id + "\" is not in the register of projects. Have the territory's trust anchor "
                    + "register it.")
                .changedBy(new Words("l'inscription du projet « " + id + " »",
                    "the registration of project \"" + id + "\"")));
        }
        ProjectTerms project = facts.project().get();
        List<Reason> reasons = new ArrayList<>();
        if (!moment.reached(project.from())) {
            reasons.add(Reason.of(Term.PROJECT, "Le projet « " + id + " » ne commence que le " + project.from() + ".",
                "The project \"" + id + "\" begins only on " + project.from() + ".")
                .changedBy(new Words("la date du " + project.from(), "the date " + project.from())));
        }
        if (moment.past(project.until())) {
            reasons.add(Reason.of(Term.PROJECT,
                "Le projet « " + id + " » a pris fin le " + project.until() + ". Faites-le prolonger.",
                "The project \"" + id + "\" ended on " + project.until() + ". Have it extended.")
                .changedBy(new Words("la prolongation du projet", "the project's extension")));
        }
        if (facts.requester().isEmpty()) {
            reasons.add(new Reason("requester", "",
                "Le demandeur n'est pas au registre des membres.", "The requester is not in the member register.")
                .changedBy(new Words("l'inscription active du demandeur au registre",
                    "the requester's active membership in the register")));
        } else if (!facts.requester().get().did().equals(project.owner())) {
            reasons.add(Reason.of(Term.PROJECT,
                "Seul le membre qui porte le projet « " + id + " » peut s'en servir (" + project.owner() + ").",
                "Only the member that owns the project \"" + id + "\" may use it (" + project.owner() + ").")
                .changedBy(new Words("une demande de " + project.owner(), "a request by " + project.owner())));
        }
        return reasons;
    }

    /** Empty where the question or the project is missing, which has a reason of its own. */
    private Optional<Reason> purpose(Constraint constraint) {
        boolean listed = constraint.operator() == Operator.EQ || constraint.operator() == Operator.IS_ANY_OF;
        String allowed = Quoted.list(constraint.values());
        Words change = phrase(constraint);
        if (moment.scope().asks()) {
            return facts.question().map(QuestionFacts::purpose).map(purpose -> Reason.of(Term.PURPOSE,
                "La finalité " + Quoted.french(purpose) + " n'est pas permise. "
                    + (listed ? "Finalités permises : " + allowed : "Condition : " + change.french()) + ".",
                "The purpose " + Quoted.english(purpose) + " is not allowed. "
                    + (listed ? "Allowed purposes: " + allowed : "Condition: " + change.english()) + ".")
                .changedBy(change));
        }
        return facts.project().map(project -> Quoted.list(project.purposes())).map(owned -> Reason.of(Term.PURPOSE,
            "Aucune finalité du projet (" + owned + ") n'est permise ici. Condition : " + change.french() + ".",
            "No purpose of the project (" + owned + ") is allowed here. Condition: " + change.english() + ".")
            .changedBy(change));
    }

    private Reason term(Atom atom) {
        String day = atom.constraint().values().getFirst();
        Reason reason = moment.today() < atom.number()
            ? Reason.of(Term.TERM, "L'accord ne vaut qu'à partir du " + day + ".",
                "The agreement holds only from " + day + " on.")
            : Reason.of(Term.TERM, "L'accord a pris fin le " + day + ". Demandez une nouvelle offre.",
                "The agreement ended on " + day + ". Ask for a new offer.");
        return reason.changedBy(phrase(atom.constraint()));
    }

    private Reason zoning(Atom atom, QuestionFacts asked) {
        Words finest = Zoning.of(atom.constraint().values().getFirst()).orElseThrow().words();
        boolean equal = atom.constraint().operator() == Operator.GTEQ;
        return Reason.of(Term.FINEST_ZONING,
            "La maille demandée, " + asked.zoning().words().french() + ", n'est pas permise. "
                + (equal ? "La plus fine permise est " : "Elle doit être plus large que ") + finest.french() + ".",
            "The level of places asked for, " + asked.zoning().words().english() + ", is not allowed. "
                + (equal ? "The finest allowed is " : "It must be coarser than ") + finest.english() + ".")
            .changedBy(phrase(atom.constraint()));
    }

    private Reason budget(Atom atom, QuestionFacts asked) {
        long most = atom.constraint().operator() == Operator.LTEQ ? atom.number() : atom.number() - 1;
        return Reason.of(Term.BUDGET_PER_REQUEST,
            "La question dépense " + asked.costMicroRho() + " unités du budget de confidentialité ; une question peut "
                + "en dépenser au plus " + most + ".",
            "The question spends " + asked.costMicroRho() + " units of the privacy budget; one question may spend at "
                + "most " + most + ".").changedBy(phrase(atom.constraint()));
    }

    private Reason used(Constraint constraint, Set<String> asked) {
        Words term = Term.ofIri(constraint.term()).orElseThrow().words();
        boolean wanted = constraint.operator() != Operator.NEQ && constraint.operator() != Operator.IS_NONE_OF;
        Set<String> wrong = new TreeSet<>(asked);
        wrong.removeIf(name -> constraint.values().contains(name) == wanted && !name.equals(Term.NONE));
        Words change = phrase(constraint);
        String allowed = constraint.values().equals(List.of(Term.NONE)) ? "" : Quoted.list(constraint.values());
        Reason reason = wanted
            ? Reason.of(term(constraint), "Non permis parmi " + term.french() + " : " + Quoted.list(wrong)
                + ". Permis : " + (allowed.isEmpty() ? "rien" : allowed) + ".",
                "Not allowed among " + term.english() + ": " + Quoted.list(wrong) + ". Allowed: "
                    + (allowed.isEmpty() ? "nothing" : allowed) + ".")
            : Reason.of(term(constraint), "Non permis parmi " + term.french() + " : " + Quoted.list(wrong) + ".",
                "Not allowed among " + term.english() + ": " + Quoted.list(wrong) + ".");
        return reason.changedBy(change);
    }

    private Reason approval(Atom atom, Truth truth) {
        Optional<Tally> tally = facts.tally();
        Optional<Words> refused = tally.flatMap(counted -> counted.refusal(atom.approvals()));
        if (refused.isPresent()) {
            Words why = refused.get();
            return Reason.of(Term.APPROVAL, "Le comité a refusé : " + why.french(),
                "The committee has refused: " + why.english())
                .changedBy(new Words("une nouvelle demande que le comité accepte",
                    "a new request that the committee approves"));
        }
        Words missing = missing(atom, tally);
        String french = missing.french();
        String english = missing.english();
        return truth == Truth.PENDING
            ? Reason.of(Term.APPROVAL, "L'accord du comité manque encore (" + french + ").",
                "The committee's approval is still wanting (" + english + ").")
                .changedBy(new Words("les votes qui manquent, " + deadline(atom, tally, "avant le ", "dans le délai"),
                    "the votes that are wanting, " + deadline(atom, tally, "before ", "in time")))
            : Reason.of(Term.APPROVAL, "Le délai du vote est passé sans accord, ce qui vaut refus (" + french + ").",
                "The time to vote passed without approval, which is a refusal (" + english + ").")
                .changedBy(new Words("une nouvelle demande que le comité accepte",
                    "a new request that the committee approves"));
    }

    private static Words missing(Atom atom, Optional<Tally> tally) {
        List<String> french = new ArrayList<>();
        List<String> english = new ArrayList<>();
        for (Approval approval : atom.approvals()) {
            Tally.Votes votes = tally.map(counted -> counted.of(approval.college())).orElse(Tally.NONE);
            if (!approval.given(votes)) {
                Words wanted = ConditionWords.wanted(approval);
                french.add(approval.college() + " : " + votes.yes() + " voix pour, " + votes.no()
                    + " voix contre ; il faut " + wanted.french());
                english.add(approval.college() + ": " + votes.yes() + " for, " + votes.no() + " against; it takes "
                    + wanted.english());
            }
        }
        return new Words(String.join(" ; ", french), String.join("; ", english));
    }

    private static String deadline(Atom atom, Optional<Tally> tally, String before, String otherwise) {
        int days = atom.approvals().stream().mapToInt(Approval::days).min().orElse(0);
        return tally.map(counted -> before + LocalDate.ofInstant(counted.opened().plus(days, ChronoUnit.DAYS),
            ZoneOffset.UTC)).orElse(otherwise);
    }

    private Reason promise(Atom atom) {
        Words phrase = phrase(atom.constraint());
        return Reason.of(atom.term(), "Le demandeur n'a pas signé cette promesse : " + phrase.french() + ".",
            "The requester has not signed this promise: " + phrase.english() + ".")
            .changedBy(new Words("la promesse signée : " + phrase.french(), "the signed promise: "
                + phrase.english()));
    }

    private static Term term(Constraint constraint) {
        return Term.ofIri(constraint.term()).orElseThrow();
    }
}
