package eu.bocage.connector.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.World;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Policy;
import eu.bocage.policies.QuestionFacts;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Zoning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    void deniesUnderAFormerCharter() {
        Policy former = policy();
        world.anchor.signCharter(Charter.fromYaml(World.CHARTER.replace("version: 1", "version: 2")).json());
        assertDenied(world.gate.decide(former, world.consumer.did(), QUESTION), "charter");
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

    private Policy policy() {
        return world.policy(World.PROJECT);
    }

    private static void assertDenied(Decision decision, String term) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Denied.class, denied ->
            assertThat(denied.reasons()).anySatisfy(reason -> assertThat(reason.term()).isEqualTo(term)));
    }
}
