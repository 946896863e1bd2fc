package eu.bocage.benchmarks;

import eu.bocage.policies.Charter;
import eu.bocage.policies.Compiler;
import eu.bocage.policies.DatasetTerms;
import eu.bocage.policies.Facts;
import eu.bocage.policies.Policy;
import eu.bocage.policies.ProjectTerms;
import eu.bocage.policies.QuestionFacts;
import eu.bocage.policies.Requester;
import eu.bocage.policies.Spent;
import eu.bocage.policies.Zoning;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** One territory: a charter that asks for much, datasets, a project, and who asks what of them. */
final class Typical {

    static final String YAML = """
        id: typical
        version: 1
        title: {fr: Charte type, en: Typical charter}
        from: 2026-01-01
        until: 2028-12-31
        purposes:
          climate-plan: {fr: Plan climat, en: Climate plan}
          heat: {fr: Chaleur, en: Heat}
          water: {fr: Eau, en: Water}
        finestZoning: commune
        minimumGroup: 10
        dominance: 85
        budget: {perRequest: 50000, perProject: 400000, perUnitSpace: 1000000, questionsPerDay: 50}
        requesters:
          roles: [authority, researcher]
          colleges: [public, research]
          jurisdictions: [BE, FR]
          hostJurisdictions: [DE, FR]
        reciprocity: true
        revocable: true
        embargo: 2026-02-01
        requestsPerDay: 20
        functions: [count, sum]
        noJoinWith: [census, taxes]
        clauses:
        """;
    static final String OWNER = "did:web:university.example";
    static final Charter CHARTER = Charter.fromYaml(YAML + clauses());

    private Typical() {
    }

    /** The text of the charter, with 25 clauses. */
    static String clauses() {
        StringBuilder clauses = new StringBuilder();
        List<String> terms = List.of("purpose", "finestZoning", "minimumGroup", "budgetPerRequest", "requesterRole");
        for (int i = 1; i <= 25; i++) {
            clauses.append("""
                - id: C%02d
                  title: {fr: Clause %d, en: Clause %d}
                  text: {fr: Chacun s'engage à ce que dit cette clause., en: Everybody keeps to this clause.}
                  status: enforced
                  terms: [%s]
                """.formatted(i, i, i, terms.get(i % terms.size())).indent(2));
        }
        return clauses.toString();
    }

    static DatasetTerms dataset(int i) {
        return new DatasetTerms("energy-" + i, Zoning.COMMUNE, Set.of("climate-plan", "heat"), 11 + i % 7,
            Set.of("consumption", "power"), Set.of("energy", "month"), new DatasetTerms.More(0,
                Optional.of(Set.of("kwh", "month", "w" + i)), Optional.empty(), Set.of(), Optional.empty()));
    }

    static ProjectTerms project() {
        return new ProjectTerms("heat-atlas", OWNER, Set.of("climate-plan", "water"), LocalDate.of(2026, 3, 1),
            LocalDate.of(2029, 6, 30));
    }

    static Policy policy() {
        return Compiler.compile(CHARTER, dataset(0), project());
    }

    static QuestionFacts question() {
        return question("climate-plan", Zoning.EPCI, "consumption", "energy", 40_000, "kwh", "sum", "parcels");
    }

    static Requester requester() {
        return new Requester(OWNER, Set.of("researcher", "analyst"), Set.of(), "research", "FR", "DE",
            Optional.of(true));
    }

    /** What is permitted. */
    static Facts facts() {
        return facts("2026-11-25", Set.of(CHARTER.hash()), Optional.of(requester()), Optional.of(project()),
            question(), new Spent(Optional.of(100_000L), Optional.of(600_000L), Optional.of(4)), false);
    }

    /** What is permitted, and many facts that each differ from it in one thing. */
    static List<Facts> sweep() {
        List<Facts> all = new ArrayList<>(List.of(facts()));
        Optional<Requester> who = Optional.of(requester());
        Optional<ProjectTerms> project = Optional.of(project());
        Set<String> charters = Set.of(CHARTER.hash());
        Spent spent = new Spent(Optional.of(100_000L), Optional.of(600_000L), Optional.of(4));
        for (String day : List.of("2025-06-01", "2026-01-31", "2026-02-28", "2026-03-01", "2028-12-31", "2029-01-01")) {
            all.add(facts(day, charters, who, project, question(), spent, false));
        }
        all.add(facts("2026-11-25", Set.of("sha-256:" + "0".repeat(64)), who, project, question(), spent, false));
        all.add(facts("2026-11-25", charters, Optional.empty(), project, question(), spent, false));
        all.add(facts("2026-11-25", charters, who, Optional.empty(), question(), spent, false));
        all.add(facts("2026-11-25", charters, who, project, question(), spent, true));
        for (Requester other : List.of(
            new Requester("did:web:other.example", Set.of("researcher"), Set.of(), "research", "FR", "DE",
                Optional.of(true)),
            new Requester(OWNER, Set.of("broker"), Set.of(), "research", "FR", "DE", Optional.of(true)),
            new Requester(OWNER, Set.of("authority"), Set.of(), "public", "BE", "FR", Optional.of(true)),
            new Requester(OWNER, Set.of("researcher"), Set.of(), "private", "FR", "DE", Optional.of(true)),
            new Requester(OWNER, Set.of("researcher"), Set.of(), "", "FR", "DE", Optional.of(true)),
            new Requester(OWNER, Set.of("researcher"), Set.of(), "research", "US", "DE", Optional.of(true)),
            new Requester(OWNER, Set.of("researcher"), Set.of(), "research", "FR", "US", Optional.of(true)),
            new Requester(OWNER, Set.of("researcher"), Set.of(), "research", "FR", "DE", Optional.of(false)),
            new Requester(OWNER, Set.of("researcher"), Set.of(), "research", "FR", "DE"))) {
            all.add(facts("2026-11-25", charters, Optional.of(other), project, question(), spent, false));
        }
        for (QuestionFacts asked : List.of(
            question("water", Zoning.EPCI, "consumption", "energy", 40_000, "kwh", "sum", "parcels"),
            question("climate-plan", Zoning.IRIS, "consumption", "energy", 40_000, "kwh", "sum", "parcels"),
            question("climate-plan", Zoning.REGION, "power", "month", 50_000, "month", "count", "parcels"),
            question("climate-plan", Zoning.EPCI, "salary", "energy", 40_000, "kwh", "sum", "parcels"),
            question("climate-plan", Zoning.EPCI, "consumption", "name", 40_000, "kwh", "sum", "parcels"),
            question("climate-plan", Zoning.EPCI, "consumption", "energy", 50_001, "kwh", "sum", "parcels"),
            question("climate-plan", Zoning.EPCI, "consumption", "energy", 40_000, "name", "sum", "parcels"),
            question("climate-plan", Zoning.EPCI, "consumption", "energy", 40_000, "kwh", "mean", "parcels"),
            question("climate-plan", Zoning.EPCI, "consumption", "energy", 40_000, "kwh", "sum", "taxes"),
            new QuestionFacts("climate-plan", Zoning.EPCI, Set.of("consumption"), Set.of("energy"), 40_000))) {
            all.add(facts("2026-11-25", charters, who, project, asked, spent, false));
        }
        for (Spent other : List.of(new Spent(Optional.of(360_000L), Optional.of(600_000L), Optional.of(4)),
            new Spent(Optional.of(360_001L), Optional.of(600_000L), Optional.of(4)),
            new Spent(Optional.of(100_000L), Optional.of(960_001L), Optional.of(4)),
            new Spent(Optional.of(100_000L), Optional.of(600_000L), Optional.of(19)),
            new Spent(Optional.of(100_000L), Optional.of(600_000L), Optional.of(20)),
            new Spent(Optional.empty(), Optional.of(600_000L), Optional.of(4)))) {
            all.add(facts("2026-11-25", charters, who, project, question(), other, false));
        }
        return all;
    }

    static List<Policy> catalogue(int offers) {
        return IntStream.range(0, offers).mapToObj(i -> Compiler.compile(CHARTER, dataset(i), project())).toList();
    }

    private static QuestionFacts question(String purpose, Zoning zoning, String measure, String key, long cost,
                                          String column, String function, String joined) {
        return new QuestionFacts(purpose, zoning, Set.of(measure), Set.of(key), cost, Optional.of(Set.of(column)),
            Optional.of(Set.of(function)), Optional.of(Set.of(joined)));
    }

    private static Facts facts(String day, Set<String> charters, Optional<Requester> requester,
                               Optional<ProjectTerms> project, QuestionFacts asked, Spent spent, boolean revoked) {
        return new Facts(Instant.parse(day + "T12:00:00Z"), charters, requester, project, Optional.of(asked))
            .withSpent(spent).withRevoked(revoked);
    }
}
