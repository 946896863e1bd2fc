package eu.bocage.policies;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Many facts around the bounds of {@link FullCharter}, and the policy of one dataset under charters like it. */
final class Sweep {

    private final Set<String> charters;

    /** @param charters hashes in force */
    Sweep(Set<String> charters) {
        this.charters = charters;
    }

    Policy policy(Charter charter) {
        Policy policy = Compiler.compile(charter, new DatasetTerms("energy", Zoning.COMMUNE, Set.of(), 0,
            Set.of("consumption", "power"), Set.of("month")), project());
        // which charter it is under is no part of the comparison
        Rule permission = policy.permissions().getFirst();
        return new Policy(List.of(new Rule(Rule.USE, permission.constraints().stream()
            .map(one -> one instanceof Constraint constraint && constraint.term().equals(Term.CHARTER.iri())
                ? Constraint.of(Term.CHARTER, Operator.EQ, charters.iterator().next()) : one).toList(),
            permission.duties())), List.of(), List.of());
    }

    /** Each with one thing changed from what is permitted, and all of what is permitted. */
    List<Facts> facts(Charter charter) {
        List<Facts> all = new ArrayList<>();
        Set<Promise> promises = Set.copyOf(charter.terms().promises());
        for (String day : List.of("2025-06-01", "2026-01-15", "2026-02-15", "2026-03-01", "2027-12-31", "2028-06-01")) {
            all.add(facts(day, "researcher", "FR", "FR", "research", true, question(), spent(0), promises, false));
        }
        for (String role : List.of("consumer", "provider")) {
            all.add(facts("2027-01-01", role, "FR", "DE", "public", true, question(), spent(0), promises, false));
        }
        for (String country : List.of("BE", "DE", "IT", "US")) {
            all.add(facts("2027-01-01", "researcher", country, "FR", "public", true, question(), spent(0), promises,
                false));
            all.add(facts("2027-01-01", "researcher", "FR", country, "citizens", true, question(), spent(0), promises,
                false));
        }
        for (long spent : List.of(250_000L, 350_000L, 850_000L, 950_000L)) {
            all.add(facts("2027-01-01", "consumer", "FR", "FR", "public", true, question(),
                new Spent(Optional.of(spent), Optional.of(0L), Optional.of(15)), promises, false));
            all.add(facts("2027-01-01", "consumer", "FR", "FR", "public", true, question(),
                new Spent(Optional.of(0L), Optional.of(spent), Optional.of(5)), promises, false));
        }
        for (QuestionFacts question : List.of(
            question("climate-plan", Zoning.REGION, "count", "consumption", 9_000, "other"),
            question("heat", Zoning.REGION, "count", "power", 50_000, "taxes"),
            question("health", Zoning.REGION, "count", "consumption", 50_000, "other"),
            question("climate-plan", Zoning.TERRITORY, "sum", "consumption", 60_000, "income"),
            question("water", Zoning.TERRITORY, "mean", "consumption", 10_000, "income"),
            question("climate-plan", Zoning.COMMUNE, "sum", "consumption", 10_000, "other"))) {
            all.add(facts("2027-01-01", "researcher", "FR", "FR", "research", true, question, spent(0), promises,
                false));
        }
        all.add(facts("2027-01-01", "researcher", "FR", "FR", "research", false, question(), spent(0), promises,
            false));
        all.add(facts("2027-01-01", "researcher", "FR", "FR", "research", true, question(), spent(0), promises, true));
        all.add(facts("2027-01-01", "researcher", "FR", "FR", "research", true, question(), spent(0), Set.of(), false));
        return all;
    }

    private Facts facts(String day, String role, String country, String host, String college, boolean contributed,
                        QuestionFacts question, Spent spent, Set<Promise> promises, boolean revoked) {
        Set<String> labels = role.equals("consumer") ? Set.of("audited") : Set.of("audited", "green");
        Requester requester = new Requester(Samples.OWNER, Set.of(role), labels, college, country, host,
            Optional.of(contributed));
        return new Facts(Instant.parse(day + "T12:00:00Z"), charters, Optional.of(requester), Optional.of(project()),
            Optional.of(question)).withSpent(spent).withPromises(promises).withRevoked(revoked)
            .withExceptionalNeed(false).withBroader(Map.of("heat", "climate-plan"))
            .withTally(new Tally(Map.of(), Instant.parse(day + "T10:00:00Z"), Optional.empty()));
    }

    private static ProjectTerms project() {
        return new ProjectTerms("atlas", Samples.OWNER, Set.of("climate-plan", "heat", "health", "water"),
            LocalDate.of(2024, 1, 1), LocalDate.of(2030, 12, 31));
    }

    private static QuestionFacts question() {
        return question("climate-plan", Zoning.REGION, "sum", "consumption", 40_000, "other");
    }

    private static QuestionFacts question(String purpose, Zoning zoning, String function, String measure, long cost,
                                          String joined) {
        return new QuestionFacts(purpose, zoning, Set.of(measure), Set.of("month"), cost, Optional.of(Set.of("kwh")),
            Optional.of(Set.of(function)), Optional.of(Set.of(joined)));
    }

    private static Spent spent(long spent) {
        return new Spent(Optional.of(spent), Optional.of(spent), Optional.of(0));
    }
}
