package eu.bocage.policies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Explains a policy before it is signed, from the very model that is evaluated. */
public final class Explain {

    private final Charter charter;
    private final List<Explanation.Check> checks = new ArrayList<>();
    private final List<Explanation.Check> hidden = new ArrayList<>();
    private final List<Explanation.Check> promises = new ArrayList<>();

    private Explain(Charter charter) {
        this.charter = charter;
    }

    /**
     * What signing it means.
     *
     * @param charter the one that the policy cites, for its words and clauses
     * @throws InvalidDocument when the policy is not understood in full, as it then permits nothing
     */
    public static Explanation of(Policy policy, Charter charter) {
        if (!policy.faults().isEmpty()) {
            throw new InvalidDocument(policy.faults().stream()
                .map(fault -> new Problem(fault.term(), fault.french(), fault.english())).toList());
        }
        Explain explain = new Explain(charter);
        for (Rule permission : policy.permissions()) {
            permission.constraints().forEach(one -> explain.add(one, false));
            permission.duties().forEach(duty -> duty.constraints().forEach(one -> explain.add(one, false)));
        }
        policy.obligations().forEach(duty -> duty.constraints().forEach(one -> explain.add(one, false)));
        policy.prohibitions().forEach(explain::prohibition);
        return new Explanation(sorted(explain.checks), sorted(explain.hidden), sorted(explain.promises),
            charter.clauses().stream().filter(clause -> clause.status() != Clause.Status.ENFORCED)
                .filter(clause -> clause.terms().isEmpty()).toList());
    }

    /** What signing a charter means, before any dataset or project narrows it. */
    public static Explanation of(Charter charter) {
        Policy policy = Compiler.compile(charter,
            new DatasetTerms("dataset", Zoning.ADDRESS, Set.of(), 0, Set.of(), Set.of()),
            new ProjectTerms("project", "did:web:owner", charter.purposes(), charter.from(), charter.until()));
        Explanation one = of(policy, charter);
        return new Explanation(one.checks().stream().map(Explain::general).toList(), one.hidden(), one.promises(),
            one.people());
    }

    /** Of what the card and the project will name, that they will. */
    private static Explanation.Check general(Explanation.Check check) {
        Words condition = check.terms().equals(Set.of(Term.PROJECT))
            ? new Words("Le demandeur porte un projet inscrit au registre.",
                "The requester owns a project in the register.")
            : check.terms().equals(Set.of(Term.MEASURES))
                ? new Words("La question se limite aux mesures que la fiche déclare.",
                    "The question keeps to the measures that the card declares.")
                : check.terms().equals(Set.of(Term.KEYS))
                    ? new Words("La question se limite aux critères de regroupement que la fiche déclare.",
                        "The question keeps to the criteria that the card declares.") : check.condition();
        return new Explanation.Check(condition, check.terms(), check.forbids(), check.since(), check.sources(),
            check.clauses());
    }

    /** What a term's fact is compared with. */
    static Explanation.Source source(Term term) {
        return switch (term) {
            case CHARTER -> Explanation.Source.ADHERENCE;
            case PROJECT, PURPOSE -> Explanation.Source.PROJECT;
            case TERM, EMBARGO -> Explanation.Source.CLOCK;
            case FINEST_ZONING, MEASURES, KEYS, AGGREGATE_ONLY, COLUMNS, FUNCTIONS, NO_JOIN_WITH ->
                Explanation.Source.QUESTION;
            case BUDGET_PER_REQUEST, BUDGET_PER_PROJECT, BUDGET_PER_UNIT_SPACE, REQUESTS_PER_DAY ->
                Explanation.Source.BOOKS;
            case ROLE, LABEL, COLLEGE, JURISDICTION, HOST_JURISDICTION, RECIPROCITY, EXCEPTIONAL_NEED ->
                Explanation.Source.REGISTER;
            case NOT_REVOKED -> Explanation.Source.LEDGER;
            case APPROVAL -> Explanation.Source.COMMITTEE;
            case MINIMUM_GROUP, DOMINANCE -> Explanation.Source.ANSWER;
            case NO_COMMERCIAL_USE, NO_REIDENTIFICATION, ATTRIBUTION, FEE, RETENTION, ONWARD_SHARING, PUBLICATION ->
                Explanation.Source.PROMISE;
        };
    }

    private void add(Expression expression, boolean forbids) {
        Explanation.Check check = check(PolicyWords.of(expression, side(forbids), Optional.of(charter)),
            terms(expression).toList(), forbids);
        (check.sources().contains(Explanation.Source.PROMISE) ? promises
            : check.sources().contains(Explanation.Source.ANSWER) ? hidden : checks).add(check);
    }

    private void prohibition(Rule prohibition) {
        if (prohibition.constraints().isEmpty()) {
            checks.add(new Explanation.Check(new Words("Toute question est interdite.", "Every question is forbidden."),
                Set.of(), true, Scope.CATALOGUE, Set.of(), List.of()));
        } else if (prohibition.constraints().size() == 1) {
            add(prohibition.constraints().getFirst(), true);
        } else {
            add(Expression.of(Connective.AND, prohibition.constraints()), true);
        }
    }

    private Explanation.Check check(Words condition, List<Term> terms, boolean forbids) {
        Set<Explanation.Source> sources = EnumSet.noneOf(Explanation.Source.class);
        Scope since = Scope.CATALOGUE;
        for (Term term : terms) {
            sources.add(source(term));
            Scope first = Stream.of(Scope.values()).filter(term::judgedAt).findFirst().orElseThrow();
            since = first.compareTo(since) > 0 ? first : since;
        }
        return new Explanation.Check(condition, Set.copyOf(terms), forbids, since, sources, charter.clauses().stream()
            .filter(clause -> clause.terms().stream().anyMatch(terms::contains)).toList());
    }

    private static ConditionWords.Side side(boolean forbids) {
        return forbids ? ConditionWords.Side.PROHIBITION : ConditionWords.Side.PERMISSION;
    }

    private static Stream<Term> terms(Expression expression) {
        return switch (expression) {
            case Constraint constraint -> Shape.understood(constraint).stream();
            case Logical logical -> logical.operands().stream().flatMap(Explain::terms);
        };
    }

    private static List<Explanation.Check> sorted(List<Explanation.Check> checks) {
        return checks.stream().sorted(Comparator.comparing((Explanation.Check check) -> check.since())
            .thenComparing(check -> check.terms().stream().min(Comparator.naturalOrder()),
                Comparator.comparingInt(first -> first.map(Term::ordinal).orElse(-1)))).toList();
    }
}
