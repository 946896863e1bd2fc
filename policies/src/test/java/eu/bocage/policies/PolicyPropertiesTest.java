package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
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
            assertThat(policy.faults()).isEmpty();
            assertThat(policy.permissions().getFirst().direct()).extracting(Constraint::term)
                .containsAll(Term.MANDATORY.stream().map(Term::iri).toList());
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

    /** Whatever a policy permits, it permitted before a prohibition was added. */
    @Property
    void addingAProhibitionNeverPermitsMore(@ForAll @From("policies") Policy policy, @ForAll Scope scope,
                                            @ForAll @From("facts") Facts facts,
                                            @ForAll @From("expressions") Expression condition) {
        List<Rule> prohibitions = new ArrayList<>(policy.prohibitions());
        prohibitions.add(new Rule(Rule.USE, List.of(condition)));
        Policy more = new Policy(policy.permissions(), prohibitions, policy.obligations());
        if (Decider.permits(more, scope, facts)) {
            assertThat(Decider.permits(policy, scope, facts)).isTrue();
        }
    }

    /** Nor does a condition more, nor a duty more. */
    @Property
    void addingAConditionOrADutyNeverPermitsMore(@ForAll Scope scope, @ForAll @From("facts") Facts facts,
                                                 @ForAll @From("expressions") Expression condition) {
        for (Policy more : List.of(Samples.wanting(condition), Samples.promising(condition))) {
            if (Decider.permits(more, scope, facts)) {
                assertThat(Decider.permits(POLICY, scope, facts)).isTrue();
            }
        }
    }

    /** Whoever asks for more measures is never permitted what fewer are denied. */
    @Property
    void moreMeasuresNeverPermitMore(@ForAll @From("measured") Expression condition, @ForAll @From("questions")
                                     QuestionFacts question) {
        Set<String> more = new TreeSet<>(question.measures());
        more.add("power");
        QuestionFacts wider = new QuestionFacts(question.purpose(), question.zoning(), more, question.keys(),
            question.costMicroRho());
        for (Policy policy : List.of(Samples.prohibiting(condition), Samples.wanting(condition))) {
            if (Decider.permits(policy, Scope.QUERY, Samples.facts(wider))) {
                assertThat(Decider.permits(policy, Scope.QUERY, Samples.facts(question))).isTrue();
            }
        }
    }

    /** What is permitted while facts are wanting stays permitted when they become known, but for the facts denied. */
    @Property
    void unknownFactsNeverPermitMoreThanTheSameFactsKnownOneWayOrTheOther(@ForAll @From("expressions") Expression one) {
        Policy policy = Samples.wanting(one);
        Facts none = Samples.facts();
        if (Decider.permits(policy, Scope.QUERY, none)) {
            for (boolean flag : new boolean[]{true, false}) {
                assertThat(Decider.permits(policy, Scope.QUERY, none.withRevoked(flag).withExceptionalNeed(flag)))
                    .isTrue();
            }
        }
    }

    @Property
    void permitsExactlyWhatIsDecidedToBePermitted(@ForAll @From("policies") Policy policy, @ForAll Scope scope,
                                                  @ForAll @From("facts") Facts facts) {
        assertThat(Decider.permits(policy, scope, facts))
            .isEqualTo(Decider.decide(policy, scope, facts) instanceof Decision.Permitted);
    }

    /** To want none of these and to prohibit any of these is the same, and so is to say it with isPartOf. */
    @Property
    void equivalentSpellingsDecideAlike(@ForAll("names") Set<String> names, @ForAll @From("facts") Facts facts,
                                        @ForAll Scope scope, @ForAll @From("expressions") Expression other) {
        if (names.isEmpty()) {
            return;
        }
        List<String> values = List.copyOf(names);
        for (Term term : List.of(Term.MEASURES, Term.KEYS, Term.COLUMNS, Term.COLLEGE)) {
            Constraint noneOf = new Constraint(term.iri(), Operator.IS_NONE_OF, values);
            Constraint anyOf = new Constraint(term.iri(), Operator.IS_ANY_OF, values);
            assertAlike(Samples.wanting(noneOf), Samples.prohibiting(anyOf), scope, facts);
            assertAlike(Samples.wanting(anyOf), Samples.prohibiting(noneOf), scope, facts);
            if (term != Term.COLLEGE) {
                assertAlike(Samples.wanting(anyOf), Samples.wanting(new Constraint(term.iri(), Operator.IS_PART_OF,
                    values)), scope, facts);
            }
        }
        assertAlike(Samples.wanting(Expression.of(Connective.AND_SEQUENCE, List.of(CONSTRAINTS.getFirst(), other))),
            Samples.wanting(other), scope, facts);
        assertAlike(Samples.wanting(Expression.of(Connective.OR, List.of(other, Expression.of(Connective.OR,
            List.of(other, other))))), Samples.wanting(other), scope, facts);
        assertAlike(Samples.wanting(Expression.of(Connective.XONE, List.of(other))), Samples.wanting(other), scope,
            facts);
    }

    private static void assertAlike(Policy one, Policy other, Scope scope, Facts facts) {
        assertThat(Decider.permits(one, scope, facts)).isEqualTo(Decider.permits(other, scope, facts));
    }

    @Property(tries = 300)
    void readsBackWhatItWrites(@ForAll @From("expressions") Expression condition,
                               @ForAll @From("expressions") Expression prohibited, @ForAll long seed) {
        Policy policy = new Policy(Samples.wanting(condition).permissions(),
            List.of(new Rule(Rule.USE, List.of(prohibited))), List.of());
        if (policy.faults().isEmpty()) {
            String text = Odrl.write(policy);
            assertThat(Odrl.read(new Respelling(new Random(seed)).of(text))).isEqualTo(policy);
            assertThat(Odrl.write(Odrl.read(text))).isEqualTo(text);
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

    /** Understood conditions about every gate, alone and within one another. */
    @Provide
    Arbitrary<Expression> expressions() {
        List<Expression> atoms = new ArrayList<>();
        for (Term term : Term.values()) {
            if (term.kind() == Term.Kind.GATE && term != Term.APPROVAL) {
                for (Operator operator : term.operators()) {
                    List.of("true", "climate-plan", "energy", "commune", "epci", "2026-11-25", "2027-01-01", "1",
                        "50000", "FR", "research", "researcher", "heat-atlas", Samples.charter().hash()).stream()
                        .map(value -> new Constraint(term.iri(), operator, List.of(value)))
                        .filter(term::wellFormed).forEach(atoms::add);
                }
            }
        }
        return Arbitraries.lazyOf(() -> Arbitraries.of(atoms), () -> Combinators.combine(
            Arbitraries.of(Connective.class), Arbitraries.of(atoms).list().ofMinSize(1).ofMaxSize(3))
            .as(Expression::of), () -> Combinators.combine(Arbitraries.of(Connective.class), expressions(),
                expressions()).as((connective, one, other) -> nested(connective, one, other)));
    }

    /** Conditions about measures, with others, under every connective. */
    @Provide
    Arbitrary<Expression> measured() {
        List<Constraint> atoms = new ArrayList<>();
        for (Operator operator : Term.MEASURES.operators()) {
            List.of("power", "consumption", Term.NONE).forEach(name -> atoms.add(
                new Constraint(Term.MEASURES.iri(), operator, List.of(name))));
        }
        return Combinators.combine(Arbitraries.of(Connective.class), Arbitraries.of(atoms), expressions())
            .as((connective, one, other) -> nested(connective, one, other));
    }

    private static Expression nested(Connective connective, Expression one, Expression other) {
        return one.depth() < 4 && other.depth() < 4 ? Expression.of(connective, List.of(one, other)) : one;
    }

    @Provide
    Arbitrary<Rule> rules() {
        Arbitrary<Expression> any = Arbitraries.oneOf(constraints(), Arbitraries.of(CONSTRAINTS), expressions());
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
        Arbitrary<Facts> any = Combinators.combine(now, charters, Arbitraries.of(Samples.requester()).optional(),
            project.optional(), questions().optional()).as((n, c, r, p, q) -> new Facts(n, c, r, p, q));
        return Arbitraries.oneOf(any, Arbitraries.of(Samples.facts(), Samples.known()));
    }
}
