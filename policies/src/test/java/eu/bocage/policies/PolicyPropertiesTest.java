package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for every policy: decisions are total, never open by accident, and independent of spelling. */
class PolicyPropertiesTest {

    private static final Policy POLICY = Samples.policy();
    private static final List<Constraint> CONSTRAINTS = POLICY.permissions().getFirst().direct();

    @Property
    void neverThrowsAndNeverPermitsWhatIsNotUnderstood(@ForAll @From("policies") Policy policy, @ForAll Scope scope,
                                                       @ForAll @From("facts") Facts facts) {
        Decision decision = Decider.decide(policy, scope, facts);
        if (decision instanceof Decision.Permitted) {
            assertThat(policy.permissions()).hasSize(1);
            assertThat(policy.prohibitions()).isEmpty();
            assertThat(policy.obligations()).isEmpty();
            assertThat(policy.permissions().getFirst().constraints()).hasSizeGreaterThanOrEqualTo(CONSTRAINTS.size());
        }
        assertThat(Words.of(policy).french()).isNotBlank();
        assertThat(Decider.decide(policy, scope, facts)).isEqualTo(decision);
    }

    @Property(tries = 200)
    void deniesWithoutAnyOneConstraint(@ForAll Scope scope, @ForAll Random random) {
        Policy policy = Samples.with(POLICY, all -> {
            all.remove(random.nextInt(all.size()));
            return all;
        });
        assertDenied(policy, scope);
    }

    @Property
    void deniesWithAnyProhibitionObligationOrSecondPermission(@ForAll Scope scope, @ForAll @From("rules") Rule rule) {
        assertDenied(new Policy(POLICY.permissions(), List.of(new Rule(rule.action(), List.of())), List.of()), scope);
        assertDenied(new Policy(POLICY.permissions(), List.of(), List.of(rule)), scope);
        List<Rule> two = new ArrayList<>(POLICY.permissions());
        two.add(rule);
        if (!rule.equals(POLICY.permissions().getFirst())) {
            assertDenied(new Policy(two, List.of(), List.of()), scope);
        }
    }

    /** A policy with a harder constraint never permits what the softer one denied. */
    @Property
    void narrowingNeverPermitsMore(@ForAll @From("questions") QuestionFacts question, @ForAll Zoning finest,
                                   @ForAll("budgets") long budget) {
        Facts facts = Samples.facts(question);
        Policy narrow = Compiler.compile(Samples.charter(), new DatasetTerms("d", finest, Set.of("climate-plan"), 50,
            Set.of("power"), Set.of("month")), Samples.project());
        Policy narrower = Samples.with(narrow, all -> {
            all.removeIf(one -> one.term().equals(Term.BUDGET_PER_REQUEST.iri()));
            all.add(Constraint.of(Term.BUDGET_PER_REQUEST, Operator.LTEQ, Long.toString(budget)));
            return all;
        });
        if (Decider.decide(narrower, Scope.QUERY, facts) instanceof Decision.Permitted) {
            assertThat(Decider.decide(narrow, Scope.QUERY, facts)).isInstanceOf(Decision.Permitted.class);
        }
        if (Decider.decide(narrow, Scope.QUERY, facts) instanceof Decision.Permitted) {
            assertThat(Decider.decide(POLICY, Scope.QUERY, facts)).isInstanceOf(Decision.Permitted.class);
        }
    }

    @Property(tries = 200)
    void orderAndJoinedListsDoNotMatter(@ForAll Random random, @ForAll @From("facts") Facts facts,
                                        @ForAll Scope scope) {
        Policy shuffled = Samples.with(POLICY, all -> {
            List<Constraint> other = new ArrayList<>();
            for (Constraint one : all) {
                List<String> values = new ArrayList<>(one.values());
                Collections.shuffle(values, random);
                boolean join = one.operator() == Operator.IS_ANY_OF && random.nextBoolean();
                other.add(new Constraint(one.term(), one.operator(),
                    join ? List.of(String.join(", ", values)) : values));
            }
            Collections.shuffle(other, random);
            return other;
        });
        assertThat(shuffled).isEqualTo(POLICY).hasSameHashCodeAs(POLICY).hasToString(POLICY.toString());
        assertThat(Decider.decide(shuffled, scope, facts)).isEqualTo(Decider.decide(POLICY, scope, facts));
    }

    @Property(tries = 200)
    void compilesTheSameToTheLetter(@ForAll Zoning finest, @ForAll("names") Set<String> measures,
                                    @ForAll("names") Set<String> keys) {
        DatasetTerms dataset = new DatasetTerms("d", finest, Set.of(), 0, measures, keys);
        Policy policy = Compiler.compile(Samples.charter(), dataset, Samples.project());
        assertThat(Compiler.compile(Charter.fromJson(Samples.charter().json()), dataset, Samples.project()))
            .isEqualTo(policy).hasToString(policy.toString());
        for (Scope scope : Scope.values()) {
            Facts facts = Samples.facts(new QuestionFacts("climate-plan", Zoning.TERRITORY, measures, keys, 1));
            assertThat(Decider.decide(policy, scope, facts)).isInstanceOf(Decision.Permitted.class);
        }
    }

    private static void assertDenied(Policy policy, Scope scope) {
        assertThat(Samples.reasons(Decider.decide(policy, scope, Samples.facts()))).isNotEmpty()
            .allSatisfy(reason -> {
                assertThat(reason.french()).isNotBlank();
                assertThat(reason.english()).isNotBlank();
            });
    }

    @Provide
    Arbitrary<Long> budgets() {
        return Arbitraries.longs().between(0, 50_000);
    }

    @Provide
    Arbitrary<Set<String>> names() {
        return Arbitraries.strings().alpha().numeric().withChars("_.-é").ofMinLength(1).ofMaxLength(20)
            .filter(ValueType.NAME::accepts).set().ofMaxSize(5);
    }

    @Provide
    Arbitrary<Constraint> constraints() {
        Arbitrary<String> terms = Arbitraries.oneOf(
            Arbitraries.of(Term.values()).map(Term::iri), Arbitraries.strings().ofMaxLength(10),
            Arbitraries.of("urn:bocage:odrl:1#colour", "http://www.w3.org/ns/odrl/2/purpose", ""));
        Arbitrary<String> values = Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(8),
            Arbitraries.of("true", "commune", "1", "2026-01-01", "climate-plan", Term.NONE, "99999999999999999"),
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.of(CONSTRAINTS).map(Constraint::joined));
        return Combinators.combine(terms, Arbitraries.of(Operator.class), values.list().ofMaxSize(3))
            .as(Constraint::new);
    }

    @Provide
    Arbitrary<Rule> rules() {
        Arbitrary<Constraint> any = Arbitraries.oneOf(constraints(), Arbitraries.of(CONSTRAINTS));
        return Combinators.combine(
            Arbitraries.oneOf(Arbitraries.just(Rule.USE), Arbitraries.strings().ofMaxLength(8)),
            any.list().ofMaxSize(14)).as(Rule::new);
    }

    @Provide
    Arbitrary<Policy> policies() {
        Arbitrary<List<Rule>> permissions = Arbitraries.oneOf(Arbitraries.just(POLICY.permissions()),
            rules().list().ofMaxSize(2), mutated().map(List::of));
        Arbitrary<List<Rule>> others = Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(List.<Rule>of())),
            Tuple.of(1, rules().list().ofMaxSize(1)));
        return Combinators.combine(permissions, others, others).as(Policy::new);
    }

    private Arbitrary<Rule> mutated() {
        return Combinators.combine(Arbitraries.integers().between(0, CONSTRAINTS.size() - 1), constraints())
            .as((index, other) -> {
                List<Constraint> all = new ArrayList<>(CONSTRAINTS);
                all.set(index, other);
                return new Rule(Rule.USE, all);
            });
    }

    @Provide
    Arbitrary<QuestionFacts> questions() {
        return Combinators.combine(Arbitraries.of("climate-plan", "water-management", "marketing", ""),
            Arbitraries.of(Zoning.class), Arbitraries.of("power", "consumption", "x").set().ofMaxSize(2),
            Arbitraries.of("month", "energy", "y").set().ofMaxSize(2),
            Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().between(1, 60_000))).as(QuestionFacts::new);
    }

    @Provide
    Arbitrary<Facts> facts() {
        Arbitrary<Instant> now = Arbitraries.of(Instant.MIN, Instant.MAX, Instant.EPOCH, Samples.facts().now());
        Arbitrary<Set<String>> charters = Arbitraries.of(Set.of(), Set.of(Samples.charter().hash()), Set.of("x"));
        Arbitrary<ProjectTerms> project = Arbitraries.of(Samples.project(),
            new ProjectTerms("heat-atlas", "did:web:x", Set.of(), LocalDate.MIN, LocalDate.MAX));
        return Combinators.combine(now, charters, Arbitraries.of(Samples.requester()).optional(), project.optional(),
            questions().optional()).as((n, c, r, p, q) -> new Facts(n, c, r, p, q));
    }
}
