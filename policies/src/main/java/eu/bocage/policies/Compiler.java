package eu.bocage.policies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Charter, dataset and project to the policy of one offer: of what each allows, what all allow. */
public final class Compiler {

    private final Charter charter;
    private final DatasetTerms dataset;
    private final ProjectTerms project;
    private final CharterTerms terms;
    private final List<Expression> conditions = new ArrayList<>();
    private final List<Expression> promises = new ArrayList<>();
    private final Problems problems = new Problems();

    private Compiler(Charter charter, DatasetTerms dataset, ProjectTerms project) {
        this.charter = charter;
        this.dataset = dataset;
        this.project = project;
        this.terms = charter.terms();
    }

    /**
     * The policy of the offer of a dataset to a project, equal for equal input.
     *
     * @throws InvalidDocument when nothing would be allowed, as with no common purpose, or when a name cannot stand in
     *     a policy
     */
    public static Policy compile(Charter charter, DatasetTerms dataset, ProjectTerms project) {
        return new Compiler(charter, dataset, project).policy();
    }

    private Policy policy() {
        always();
        requesters();
        output();
        budgets();
        question();
        committees();
        promises();
        names();
        List<Rule> duties = promises.isEmpty() ? List.of() : List.of(new Rule(Rule.PROMISE, promises));
        Policy policy = new Policy(List.of(new Rule(Rule.USE, conditions, duties)), List.of(), List.of());
        if (problems.none()) {
            policy.faults().forEach(fault -> problems.add(fault.term(), fault.french(), fault.english()));
        }
        problems.refuseAny();
        return policy;
    }

    private void always() {
        Set<String> purposes = purposes();
        LocalDate from = charter.from().isAfter(project.from()) ? charter.from() : project.from();
        LocalDate until = charter.until().isBefore(project.until()) ? charter.until() : project.until();
        if (until.isBefore(from)) {
            problems.add("project.until", "le projet et la charte ne sont jamais en cours le même jour ; changez les "
                + "dates du projet",
                "project and charter are never current on the same day; change the project's dates");
        }
        add(Term.CHARTER, Operator.EQ, charter.hash());
        add(Term.PROJECT, Operator.EQ, project.id());
        any(Term.PURPOSE, purposes);
        add(Term.TERM, Operator.GTEQ, from.toString());
        add(Term.TERM, Operator.LTEQ, until.toString());
        if (terms.revocable()) {
            add(Term.NOT_REVOKED, Operator.EQ, "true");
        }
        Stream.of(terms.embargo(), dataset.more().embargo()).flatMap(Optional::stream).max(LocalDate::compareTo)
            .ifPresent(day -> add(Term.EMBARGO, Operator.GTEQ, day.toString()));
    }

    /** Each purpose that charter, card and project allow, be it as a narrower one of what they name. */
    private Set<String> purposes() {
        Set<String> purposes = new TreeSet<>(charter.purposes());
        if (!dataset.purposes().isEmpty()) {
            purposes.removeIf(purpose -> dataset.purposes().stream().noneMatch(wide -> charter.within(purpose, wide)));
        }
        purposes.removeIf(purpose -> project.purposes().stream().noneMatch(wide -> charter.within(purpose, wide)));
        if (purposes.isEmpty()) {
            problems.add("project.purposes", "aucune finalité n'est commune à la charte (" + list(charter.purposes())
                + "), au jeu de données (" + list(dataset.purposes()) + ") et au projet (" + list(project.purposes())
                + ") ; ajoutez-en une",
                "no purpose is common to the charter (" + list(charter.purposes()) + "), the dataset ("
                    + list(dataset.purposes()) + ") and the project (" + list(project.purposes()) + "); add one");
        }
        return purposes;
    }

    private void requesters() {
        CharterTerms.Requesters who = terms.requesters();
        if (!who.roles().isEmpty()) {
            any(Term.ROLE, who.roles());
        }
        if (!who.labels().isEmpty()) {
            conditions.add(several(Term.LABEL, Operator.IS_ALL_OF, who.labels()));
        }
        if (!who.colleges().isEmpty()) {
            any(Term.COLLEGE, who.colleges());
        }
        if (!who.jurisdictions().isEmpty()) {
            any(Term.JURISDICTION, who.jurisdictions());
        }
        if (!who.hostJurisdictions().isEmpty()) {
            any(Term.HOST_JURISDICTION, who.hostJurisdictions());
        }
        if (terms.reciprocity()) {
            add(Term.RECIPROCITY, Operator.EQ, "true");
        }
        if (!terms.exceptionalNeed().isEmpty()) {
            conditions.add(Expression.of(Connective.OR, List.of(
                several(Term.PURPOSE, Operator.IS_NONE_OF, narrower(terms.exceptionalNeed())),
                Constraint.of(Term.EXCEPTIONAL_NEED, Operator.EQ, "true"))));
        }
    }

    private void output() {
        OutputRules rules = new OutputRules(charter.minimumGroup(), terms.dominancePercent())
            .and(new OutputRules(dataset.minimumGroup(), dataset.more().dominancePercent()));
        add(Term.AGGREGATE_ONLY, Operator.EQ, "true");
        add(Term.FINEST_ZONING, Operator.GTEQ, charter.finestZoning().join(dataset.finestZoning()).text());
        add(Term.MINIMUM_GROUP, Operator.GTEQ, Integer.toString(rules.minimumGroup()));
        if (rules.dominancePercent() > 0) {
            add(Term.DOMINANCE, Operator.LTEQ, Integer.toString(rules.dominancePercent()));
        }
    }

    private void budgets() {
        add(Term.BUDGET_PER_REQUEST, Operator.LTEQ, Long.toString(charter.budget().perRequest()));
        terms.budgetPerProject().ifPresent(most -> {
            add(Term.BUDGET_PER_PROJECT, Operator.LTEQ, Long.toString(most));
            add(Term.BUDGET_PER_UNIT_SPACE, Operator.LTEQ, Long.toString(charter.budget().perUnitSpace()));
        });
        terms.requestsPerDay().ifPresent(most -> add(Term.REQUESTS_PER_DAY, Operator.LTEQ, Integer.toString(most)));
    }

    private void question() {
        any(Term.MEASURES, dataset.measures());
        any(Term.KEYS, dataset.keys());
        dataset.more().columns().ifPresent(columns -> any(Term.COLUMNS, columns));
        if (!terms.functions().isEmpty()) {
            any(Term.FUNCTIONS, terms.functions());
        }
        Set<String> apart = new TreeSet<>(terms.noJoinWith());
        apart.addAll(dataset.more().noJoinWith());
        if (!apart.isEmpty()) {
            conditions.add(several(Term.NO_JOIN_WITH, Operator.IS_NONE_OF, apart));
        }
    }

    private void committees() {
        for (CharterTerms.Committee committee : terms.approvals()) {
            Expression approval = several(Term.APPROVAL, Operator.IS_ALL_OF,
                committee.colleges().stream().map(Approval::text).toList());
            List<Expression> elsewhere = new ArrayList<>();
            if (!committee.purposes().isEmpty()) {
                elsewhere.add(several(Term.PURPOSE, Operator.IS_NONE_OF, narrower(committee.purposes())));
            }
            if (!committee.measures().isEmpty()) {
                elsewhere.add(several(Term.MEASURES, Operator.IS_NONE_OF, committee.measures()));
            }
            conditions.add(elsewhere.isEmpty() ? approval
                : Expression.of(Connective.OR, List.of(Expression.of(Connective.AND, elsewhere), approval)));
        }
    }

    private void promises() {
        Optional<Long> fee = dataset.more().feeCents();
        for (Promise promise : terms.promises()) {
            if (promise.term() == Term.FEE) {
                long cents = Long.parseLong(promise.value());
                fee = Optional.of(Math.max(cents, fee.orElse(cents)));
            } else {
                promises.add(Constraint.of(promise.term(), switch (promise.term().subject()) {
                    case MOST -> Operator.LTEQ;
                    case LEAST -> Operator.GTEQ;
                    default -> Operator.EQ;
                }, promise.value()));
            }
        }
        fee.map(cents -> Constraint.of(Term.FEE, Operator.GTEQ, Long.toString(cents)))
            .ifPresent(owed -> promises.add(terms.feeExempt().isEmpty() ? owed : Expression.of(Connective.OR,
                List.of(owed, several(Term.ROLE, Operator.IS_ANY_OF, terms.feeExempt())))));
    }

    /** A comma or a reserved word in a name would silently mean something else, so each is looked at as it came. */
    private void names() {
        check("dataset.measures", dataset.measures());
        check("dataset.keys", dataset.keys());
        dataset.more().columns().ifPresent(columns -> check("dataset.columns", columns));
        check("dataset.noJoinWith", dataset.more().noJoinWith());
    }

    private void check(String path, Set<String> names) {
        new TreeSet<>(names).stream().filter(name -> name.equals(Term.NONE) || !ValueType.NAME.accepts(name))
            .forEach(name -> problems.add(path, "le nom " + Quoted.french(name)
                + " n'est pas fait de 1 à 63 lettres, chiffres, _ . et - ; renommez la colonne dans la fiche",
                "the name " + Quoted.english(name)
                    + " is not 1 to 63 letters, digits, _ . and -; rename the column in the card"));
    }

    private Set<String> narrower(Set<String> purposes) {
        Set<String> all = new TreeSet<>(charter.purposes());
        all.removeIf(purpose -> purposes.stream().noneMatch(wide -> charter.within(purpose, wide)));
        return all;
    }

    private void add(Term term, Operator operator, String value) {
        conditions.add(Constraint.of(term, operator, value));
    }

    private void any(Term term, Set<String> values) {
        conditions.add(several(term, Operator.IS_ANY_OF, values.isEmpty() ? List.of(Term.NONE) : values));
    }

    private static Constraint several(Term term, Operator operator, Collection<String> values) {
        return new Constraint(term.iri(), operator, List.copyOf(values));
    }

    private static String list(Set<String> names) {
        return names.isEmpty() ? "-" : Quoted.list(names);
    }
}
