package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The charters that ship: honest, understood whole, and said in words that people can read. */
class ReadyChartersTest {

    @ParameterizedTest
    @ValueSource(strings = {"climate-hub", "ekitia-like", "minimal"})
    void isADraftThatPromisesNobodyToBeBeyondRecognition(String name) {
        Charter charter = charter(name);
        assertThat(charter.title().french()).contains("projet", "juriste");
        assertThat(charter.title().english()).contains("draft", "lawyer");
        assertThat(Samples.resource("charters/" + name + ".yaml")).contains("DRAFT");
        assertThat(charter.json().toLowerCase(Locale.ROOT)).doesNotContain("anonym");
        assertThat(Charter.fromJson(charter.json())).isEqualTo(charter);
        assertThat(charter.predecessor()).isEmpty();
    }

    /** What the policy carries, the clauses name; what clauses name, the policy carries or a card may bring in. */
    @ParameterizedTest
    @ValueSource(strings = {"climate-hub", "ekitia-like", "minimal"})
    void clausesNameTheTermsOfThePolicy(String name) {
        Charter charter = charter(name);
        Set<Term> named = EnumSet.noneOf(Term.class);
        charter.clauses().forEach(clause -> named.addAll(clause.terms()));
        Set<Term> carried = EnumSet.noneOf(Term.class);
        Policy policy = policy(charter);
        assertThat(policy.faults()).isEmpty();
        Rule permission = policy.permissions().getFirst();
        Stream.concat(permission.constraints().stream(),
            permission.duties().stream().flatMap(duty -> duty.constraints().stream()))
            .forEach(expression -> gather(expression, carried));
        assertThat(named).containsAll(carried);
        named.removeAll(carried);
        assertThat(named).allMatch(term -> LibraryClauses.field(term).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"climate-hub", "ekitia-like", "minimal"})
    void isSaidAndExplainedInWordsForPeople(String name) {
        Charter charter = charter(name);
        Words words = Words.of(policy(charter), charter);
        Words explained = Explain.of(policy(charter), charter).words();
        for (Words text : List.of(words, explained)) {
            assertThat(text.french().lines().toList()).hasSameSizeAs(text.english().lines().toList());
            // names of columns and of the project are the card's and the register's
            Readability.check(name, text);
        }
    }

    @Test
    void climateHubTakesItsClausesFromTheLibrary() {
        Charter charter = charter("climate-hub");
        assertThat(charter.clauses()).hasSizeGreaterThanOrEqualTo(25)
            .allMatch(clause -> ClauseLibrary.standard().behind(clause).isPresent());
        assertThat(charter.clauses().stream().map(clause -> ClauseLibrary.standard().behind(clause).orElseThrow()
            .family()).distinct()).containsExactlyInAnyOrder(StandardClause.Family.values());
    }

    @Test
    void ekitiaLikeAsksForAnAuditedLabelAContributionAndTheLawOfTheUnion() {
        Charter charter = charter("ekitia-like");
        Predicate<Facts> permitted = facts -> Decider.decide(policy(charter), Scope.NEGOTIATION, facts)
            instanceof Decision.Permitted;
        Facts facts = facts(charter, requester("ethics-audited", "FR", "DE", true), "public-research");
        assertThat(permitted).accepts(facts)
            .rejects(facts(charter, requester("other", "FR", "DE", true), "public-research"),
                facts(charter, requester("ethics-audited", "US", "DE", true), "public-research"),
                facts(charter, requester("ethics-audited", "FR", "US", true), "public-research"),
                facts(charter, requester("ethics-audited", "FR", "DE", false), "public-research"),
                facts.withPromises(Set.of()));
    }

    @Test
    void ekitiaLikeAsksACommitteeOfFourCollegesAboutHealth() {
        Charter charter = charter("ekitia-like");
        Facts facts = facts(charter, requester("ethics-audited", "FR", "FR", true), "health-and-environment");
        Decision decision = Decider.decide(policy(charter), Scope.QUERY, facts);
        assertThat(decision).as(Words.of(decision, charter).english()).isInstanceOf(Decision.NeedsApproval.class);
        assertThat(((Decision.NeedsApproval) decision).what()).extracting(Approval::college)
            .containsExactlyInAnyOrder("public", "private", "research", "citizens");
        Readability.check("needs approval", Words.of(charter.cite(decision), charter));
        assertThat(Decider.decide(policy(charter), Scope.QUERY, facts(charter,
            requester("ethics-audited", "FR", "FR", true), "public-research")))
            .isInstanceOf(Decision.Permitted.class);
    }

    static Charter charter(String name) {
        return Charter.fromYaml(Samples.resource("charters/" + name + ".yaml"));
    }

    private static Policy policy(Charter charter) {
        return Compiler.compile(charter, new DatasetTerms("energy", Zoning.COMMUNE, Set.of(), 0, Set.of("consumption"),
            Set.of("month")), project(charter));
    }

    private static ProjectTerms project(Charter charter) {
        return new ProjectTerms("atlas", Samples.OWNER, charter.purposes(), LocalDate.of(2026, 1, 1),
            LocalDate.of(2028, 12, 31));
    }

    private static Requester requester(String label, String country, String host, boolean contributed) {
        return new Requester(Samples.OWNER, Set.of("researcher"), Set.of(label), "research", country, host,
            Optional.of(contributed));
    }

    private static Facts facts(Charter charter, Requester requester, String purpose) {
        return new Facts(Samples.facts().now(), Set.of(charter.hash()), Optional.of(requester),
            Optional.of(project(charter)), Optional.of(new QuestionFacts(purpose, Zoning.COMMUNE, Set.of(), Set.of(),
                40_000)))
            .withBroader(charter.broader()).withPromises(Set.copyOf(charter.terms().promises())).withRevoked(false)
            .withSpent(new Spent(Optional.of(0L), Optional.of(0L), Optional.of(0)))
            .withTally(new Tally(Map.of(), Samples.facts().now(), Optional.empty()));
    }

    private static void gather(Expression expression, Set<Term> terms) {
        switch (expression) {
            case Constraint constraint -> terms.add(Term.ofIri(constraint.term()).orElseThrow());
            case Logical logical -> logical.operands().forEach(operand -> gather(operand, terms));
        }
    }
}
