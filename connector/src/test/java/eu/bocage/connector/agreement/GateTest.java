package eu.bocage.connector.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Card;
import eu.bocage.connector.World;
import eu.bocage.connector.member.Profile;
import eu.bocage.policies.Constraint;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Policy;
import eu.bocage.policies.QuestionFacts;
import eu.bocage.policies.RoundFacts;
import eu.bocage.policies.Rule;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Spent;
import eu.bocage.policies.Term;
import eu.bocage.policies.Zoning;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {

    private static final QuestionFacts QUESTION = new QuestionFacts("climate-plan", Zoning.EPCI,
        Set.of("consumption"), Set.of("energy"), 50_000);

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void open() {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void permitsTheProjectsOwnerAtEveryMoment() {
        for (Scope scope : List.of(Scope.CATALOGUE, Scope.NEGOTIATION, Scope.TRANSFER)) {
            assertThat(world.gate.decide(policy(), scope, world.consumer.did())).as(scope.name())
                .isInstanceOf(Decision.Permitted.class);
        }
        assertThat(world.gate.decide(policy(), world.consumer.did(), QUESTION))
            .isInstanceOfSatisfying(Decision.Permitted.class,
                permitted -> assertThat(permitted.rules().minimumGroup()).isEqualTo(10));
    }

    @Test
    void deniesEverybodyElse() {
        for (Scope scope : List.of(Scope.CATALOGUE, Scope.NEGOTIATION, Scope.TRANSFER)) {
            assertDenied(world.gate.decide(policy(), scope, world.other.did()), "project");
        }
    }

    @Test
    void permitsWithoutReasonsJustWhatItPermitsWithThem() {
        for (Scope scope : Scope.values()) {
            for (Profile who : List.of(world.consumer, world.other)) {
                Occasion occasion = Occasion.of(who.did());
                assertThat(world.gate.permits(policy(), scope, occasion)).as(scope + " " + who.did())
                    .isEqualTo(world.gate.decide(policy(), scope, occasion) instanceof Decision.Permitted);
            }
        }
        assertThat(world.gate.permits(policy(), Scope.CATALOGUE, Occasion.of(world.consumer.did()))).isTrue();
        world.anchor.suspend(world.consumer.did());
        assertThat(world.gate.permits(policy(), Scope.CATALOGUE, Occasion.of(world.consumer.did()))).isFalse();
    }

    @Test
    void knowsTheDearestQuestionOfAllCharters() {
        assertThat(world.gate.dearest()).hasValue(50_000);
        world.nextCharter(text -> text.replace("perRequest: 50000", "perRequest: 20000"));
        assertThat(world.gate.charter().orElseThrow().budget().perRequest()).isEqualTo(20_000);
        assertThat(world.gate.dearest()).hasValue(50_000);
        world.nextCharter(text -> text.replace("perRequest: 50000", "perRequest: 60000")
            .replace("from: 2026-01-01", "from: 2027-06-01"));
        assertThat(world.gate.dearest()).hasValue(60_000);
    }

    @Test
    void deniesASuspendedMember() {
        world.anchor.suspend(world.consumer.did());
        assertThat(world.gate.decide(policy(), Scope.CATALOGUE, world.consumer.did()))
            .isInstanceOf(Decision.Denied.class);
    }

    @Test
    void deniesWhenTheRegisterHasExpired() {
        Policy policy = policy();
        world.now = world.now.plus(Duration.ofDays(2));
        assertThat(world.gate.decide(policy, Scope.CATALOGUE, world.consumer.did()))
            .isInstanceOf(Decision.Denied.class);
    }

    @Test
    void decidesWhatWasAgreedUnderItsOwnCharterUntilThatOnesStatedEnd() {
        Policy former = policy();
        world.nextCharter(text -> text.replace("finestZoning: commune", "finestZoning: region")
            .replace("purposes:\n  climate-plan", "purposes:\n  other-plan"));
        assertThat(world.gate.decide(former, Scope.TRANSFER, world.consumer.did()))
            .isInstanceOf(Decision.Permitted.class);
        assertThat(asked(former, Card.fromYaml(World.CARD))).isInstanceOf(Decision.Permitted.class);
        world.now = Instant.parse("2028-12-31T23:00:00Z");
        world.anchor.start();
        world.anchor.close();
        assertThat(world.gate.charter(former)).isPresent();
        world.now = Instant.parse("2029-01-01T00:00:00Z");
        world.anchor.start();
        world.anchor.close();
        assertThat(world.gate.charter(former)).isEmpty();
        assertDenied(world.gate.decide(former, Scope.TRANSFER, world.consumer.did()), "charter");
    }

    @Test
    void makesNewAgreementsOnlyUnderTheCharterInForce() {
        Policy former = policy();
        world.nextCharter(text -> text);
        world.adhereAll();
        for (Scope scope : List.of(Scope.CATALOGUE, Scope.NEGOTIATION)) {
            assertDenied(world.gate.decide(former, scope, world.consumer.did()), "charter");
            assertThat(world.gate.decide(policy(), scope, world.consumer.did()))
                .isInstanceOf(Decision.Permitted.class);
        }
    }

    @Test
    void makesNoNewAgreementWithWhoHasNotAdheredAndSaysHowTo() {
        world.nextCharter(text -> text);
        for (Scope scope : List.of(Scope.CATALOGUE, Scope.NEGOTIATION)) {
            assertThat(world.gate.decide(policy(), scope, world.consumer.did()))
                .isInstanceOfSatisfying(Decision.Denied.class, denied -> assertThat(denied.reasons())
                    .anySatisfy(reason -> assertThat(reason.english()).contains("version 2", "bocage adhere"))
                    .anySatisfy(reason -> assertThat(reason.french()).contains("version 2", "bocage adhere")));
        }
    }

    @Test
    void narrowsWhatWasAgreedByTodaysCardUnderTheAgreementsOwnCharter() {
        Policy former = policy();
        world.nextCharter(text -> text.replace("minimumGroup: 10", "minimumGroup: 90"));
        Card narrowed = Card.fromYaml(World.CARD.replace("minimumGroup: 10", "minimumGroup: 30"));
        assertThat(asked(former, narrowed)).isInstanceOfSatisfying(Decision.Permitted.class,
                permitted -> assertThat(permitted.rules().minimumGroup()).isEqualTo(30));
    }

    @Test
    void decidesWhetherToHelpOpenAJointResult() {
        RoundFacts round = new RoundFacts("job-1", Set.of("energy-consumption"));
        Occasion consumer = new Occasion(world.consumer.did(), Optional.of("energy-consumption"), Optional.empty());
        Occasion other = new Occasion(world.other.did(), Optional.of("energy-consumption"), Optional.empty());
        assertThat(world.gate.decide(policy(), consumer, QUESTION, Spent.UNKNOWN, round))
            .isInstanceOf(Decision.Permitted.class);
        assertDenied(world.gate.decide(policy(), other, QUESTION, Spent.UNKNOWN, round), "project");
        QuestionFacts fine = new QuestionFacts("climate-plan", Zoning.IRIS, Set.of("consumption"), Set.of("energy"),
            50_000);
        assertDenied(world.gate.decide(policy(), consumer, fine, Spent.UNKNOWN, round), "finestZoning");
    }

    @Test
    void holdsNoCharterThatWasNotSigned() {
        Policy policy = policy();
        Policy forged = new Policy(List.of(new Rule(Rule.USE, policy.permissions().getFirst().direct().stream()
            .map(constraint -> constraint.term().equals(Term.CHARTER.iri())
                ? new Constraint(constraint.term(), constraint.operator(), List.of("sha-256:" + "0".repeat(64)))
                : constraint).toList())), List.of(), List.of());
        for (Scope scope : List.of(Scope.NEGOTIATION, Scope.TRANSFER, Scope.MONITOR)) {
            assertDenied(world.gate.decide(forged, scope, world.consumer.did()), "charter");
        }
    }

    @Test
    void namesTheClauseBehindAReason() {
        QuestionFacts marketing = new QuestionFacts("marketing", Zoning.EPCI, Set.of(), Set.of(), 1);
        assertThat(world.gate.decide(policy(), world.consumer.did(), marketing))
            .isInstanceOfSatisfying(Decision.Denied.class, denied -> assertThat(denied.reasons())
                .anySatisfy(reason -> {
                    assertThat(reason.term()).isEqualTo("purpose");
                    assertThat(reason.clause()).isEqualTo("C01");
                    assertThat(reason.french()).isNotBlank();
                }));
    }

    @Test
    void findsTheOneProjectOfAPolicy() {
        assertThat(Gate.project(policy())).contains(World.PROJECT);
        assertThat(Gate.project(Policy.unreadable("and"))).isEmpty();
        world.anchor.register(World.project("second", world.consumer, 100));
        Policy two = new Policy(List.of(policy().permissions().getFirst(),
            world.policy("second").permissions().getFirst()), List.of(), List.of());
        assertThat(Gate.project(two)).isEmpty();
    }

    private Decision asked(Policy agreed, Card card) {
        return world.gate.decide(new Agreement("agreement-9", card.id(), world.provider.did(), world.consumer.did(),
            agreed, World.START), card, QUESTION, Spent.UNKNOWN);
    }

    private Policy policy() {
        return world.policy(World.PROJECT);
    }

    private static void assertDenied(Decision decision, String term) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Denied.class, denied ->
            assertThat(denied.reasons()).anySatisfy(reason -> assertThat(reason.term()).isEqualTo(term)));
    }
}
