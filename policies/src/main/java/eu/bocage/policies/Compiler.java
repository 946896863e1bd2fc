package eu.bocage.policies;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Charter, dataset and project to the policy of one offer: of what each allows, what all allow. */
public final class Compiler {

    private Compiler() {
    }

    /**
     * The policy of the offer of a dataset to a project, equal for equal input.
     *
     * @throws InvalidDocument when nothing would be allowed, as with no common purpose, or when a name cannot stand in
     *     a policy
     */
    public static Policy compile(Charter charter, DatasetTerms dataset, ProjectTerms project) {
        Problems problems = new Problems();
        Set<String> purposes = new TreeSet<>(charter.purposes());
        if (!dataset.purposes().isEmpty()) {
            purposes.retainAll(dataset.purposes());
        }
        purposes.retainAll(project.purposes());
        if (purposes.isEmpty()) {
            problems.add("project.purposes", "aucune finalité n'est commune à la charte (" + list(charter.purposes())
                + "), au jeu de données (" + list(dataset.purposes()) + ") et au projet (" + list(project.purposes())
                + ") ; ajoutez-en une",
                "no purpose is common to the charter (" + list(charter.purposes()) + "), the dataset ("
                    + list(dataset.purposes()) + ") and the project (" + list(project.purposes()) + "); add one");
        }
        LocalDate from = charter.from().isAfter(project.from()) ? charter.from() : project.from();
        LocalDate until = charter.until().isBefore(project.until()) ? charter.until() : project.until();
        if (until.isBefore(from)) {
            problems.add("project.until", "le projet et la charte ne sont jamais en cours le même jour ; changez les "
                + "dates du projet",
                "project and charter are never current on the same day; change the project's dates");
        }
        Policy policy = new Policy(List.of(new Rule(Rule.USE, List.of(
            Constraint.of(Term.CHARTER, Operator.EQ, charter.hash()),
            Constraint.of(Term.PROJECT, Operator.EQ, project.id()),
            set(Term.PURPOSE, purposes),
            Constraint.of(Term.TERM, Operator.GTEQ, from.toString()),
            Constraint.of(Term.TERM, Operator.LTEQ, until.toString()),
            Constraint.of(Term.FINEST_ZONING, Operator.GTEQ,
                charter.finestZoning().join(dataset.finestZoning()).text()),
            Constraint.of(Term.BUDGET_PER_REQUEST, Operator.LTEQ, Long.toString(charter.budget().perRequest())),
            set(Term.MEASURES, dataset.measures()),
            set(Term.KEYS, dataset.keys()),
            Constraint.of(Term.AGGREGATE_ONLY, Operator.EQ, "true"),
            Constraint.of(Term.MINIMUM_GROUP, Operator.GTEQ,
                Integer.toString(Math.max(charter.minimumGroup(), dataset.minimumGroup())))))), List.of(), List.of());
        namesThatDoNotFit(dataset, problems);
        if (problems.none()) {
            policy.faults().forEach(fault -> problems.add(fault.term(), fault.french(), fault.english()));
        }
        problems.refuseAny();
        return policy;
    }

    /** A comma or a reserved word in a name would silently mean something else, so each is looked at as it came. */
    private static void namesThatDoNotFit(DatasetTerms dataset, Problems problems) {
        check("dataset.measures", dataset.measures(), problems);
        check("dataset.keys", dataset.keys(), problems);
    }

    private static void check(String path, Set<String> names, Problems problems) {
        new TreeSet<>(names).stream().filter(name -> name.equals(Term.NONE) || !ValueType.NAME.accepts(name))
            .forEach(name -> problems.add(path, "le nom " + Quoted.french(name)
                + " n'est pas fait de 1 à 63 lettres, chiffres, _ . et - ; renommez la colonne dans la fiche",
                "the name " + Quoted.english(name)
                    + " is not 1 to 63 letters, digits, _ . and -; rename the column in the card"));
    }

    private static Constraint set(Term term, Collection<String> values) {
        return new Constraint(term.iri(), Operator.IS_ANY_OF, values.isEmpty() ? List.of(Term.NONE)
            : List.copyOf(values));
    }

    private static String list(Set<String> names) {
        return names.isEmpty() ? "-" : String.join(", ", new TreeSet<>(names).stream().map(Quoted::plain).toList());
    }
}
