package eu.bocage.policies;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One charter, dataset, project and question that fit together, and ways to spoil them. */
final class Samples {

    static final String OWNER = "did:web:university.example";

    private static final Charter CHARTER = Charter.fromYaml(resource("charters/climate-hub.yaml"));

    /** What a charter may ask for beyond what every charter does, all of it. */
    private static final String EVERYTHING = """
        predecessor: sha-256:%s
        dominance: 85
        requesters:
          roles: [researcher, authority]
          labels: [trusted]
          colleges: [research, public]
          jurisdictions: [FR, BE]
          hostJurisdictions: [FR]
        reciprocity: true
        revocable: true
        embargo: 2026-04-01
        requestsPerDay: 20
        functions: [count, sum]
        noJoinWith: [census]
        exceptionalNeed: {purposes: [water-management]}
        approvals:
          - days: 14
            colleges:
              public: {quorum: 2, majority: 51}
              citizens: {quorum: 3, majority: 60}
            measures: [power]
        promises:
          noReidentification: true
          noCommercialUse: true
          retentionDays: 365
          publicationDays: 90
          attribution: Pôle climat
          onwardSharing: none
          fee: {cents: 5000, exempt: [authority]}
        """.formatted("a".repeat(64));

    private Samples() {
    }

    static Charter charter() {
        return CHARTER;
    }

    /** The YAML of a charter with every field. */
    static String everything() {
        return resource("charters/climate-hub.yaml").replace("clauses:\n", EVERYTHING + "clauses:\n")
            .replace("perRequest: 50000\n", "perRequest: 50000\n  perProject: 500000\n")
            .replace("    en: Climate plan of the territory\n",
                "    en: Climate plan of the territory\n    broader: public-statistics\n");
    }

    static DatasetTerms dataset() {
        return new DatasetTerms("energy-consumption", Zoning.COMMUNE, Set.of(), 12, Set.of("consumption", "power"),
            Set.of("energy", "month"));
    }

    static ProjectTerms project() {
        return new ProjectTerms("heat-atlas", OWNER, Set.of("climate-plan", "water-management"),
            LocalDate.of(2026, 3, 1), LocalDate.of(2029, 6, 30));
    }

    static QuestionFacts question() {
        return new QuestionFacts("climate-plan", Zoning.EPCI, Set.of("consumption"), Set.of("energy"), 50_000);
    }

    static Policy policy() {
        return Compiler.compile(charter(), dataset(), project());
    }

    /** Under a charter with every field, and with prohibitions, an obligation and conditions within conditions. */
    static Policy broad() {
        Policy compiled = Compiler.compile(Charter.fromYaml(everything()), new DatasetTerms("energy-consumption",
            Zoning.COMMUNE, Set.of(), 12, Set.of("consumption", "power"), Set.of("energy", "month"),
            new DatasetTerms.More(80, Optional.of(Set.of("kwh", "month")), Optional.of(LocalDate.of(2026, 5, 1)),
                Set.of("tax"), Optional.of(7_000L))), project());
        Rule permission = compiled.permissions().getFirst();
        List<Expression> conditions = new ArrayList<>(permission.constraints());
        conditions.add(Expression.of(Connective.XONE, List.of(
            Constraint.of(Term.COLLEGE, Operator.EQ, "research"),
            Expression.of(Connective.AND, List.of(Constraint.of(Term.COLLEGE, Operator.NEQ, "research"),
                Constraint.of(Term.LABEL, Operator.HAS_PART, "a", "b"),
                Constraint.of(Term.PURPOSE, Operator.IS_A, "climate-plan"))))));
        return new Policy(List.of(new Rule(Rule.USE, conditions, permission.duties())),
            List.of(new Rule(Rule.USE, List.of(Constraint.of(Term.MEASURES, Operator.EQ, "salary"))),
                new Rule(Rule.USE, List.of(Constraint.of(Term.ROLE, Operator.IS_ANY_OF, "broker", "insurer"),
                    Constraint.of(Term.TERM, Operator.LT, "2027-01-01")))),
            List.of(new Rule(Rule.PROMISE, List.of(Constraint.of(Term.RETENTION, Operator.LTEQ, "700")))));
    }

    static Requester requester() {
        return new Requester(OWNER, Set.of("researcher"), Set.of(), "research", "FR", "FR");
    }

    static Facts facts(QuestionFacts question) {
        return new Facts(Instant.parse("2026-11-25T12:00:00Z"), Set.of(charter().hash()), Optional.of(requester()),
            Optional.of(project()), Optional.of(question));
    }

    static Facts facts() {
        return facts(question());
    }

    static Facts at(String now) {
        Facts facts = facts();
        return new Facts(Instant.parse(now), facts.charters(), facts.requester(), facts.project(), facts.question());
    }

    /** The policy with its constraints changed. */
    static Policy with(Policy policy, UnaryOperator<List<Constraint>> change) {
        List<Constraint> constraints = new ArrayList<>(policy.permissions().getFirst().direct());
        return new Policy(List.of(new Rule(Rule.USE, change.apply(constraints))), List.of(), List.of());
    }

    static Policy replacing(Term term, Operator operator, String... values) {
        return with(policy(), constraints -> {
            constraints.removeIf(one -> one.term().equals(term.iri()) && one.operator() == operator);
            constraints.add(Constraint.of(term, operator, values));
            return constraints;
        });
    }

    static String resource(String name) {
        try (InputStream in = Charter.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Reason> reasons(Decision decision) {
        return decision instanceof Decision.Denied(List<Reason> reasons) ? reasons : List.of();
    }
}
