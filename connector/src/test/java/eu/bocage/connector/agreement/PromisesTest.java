package eu.bocage.connector.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.World;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Promise;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Tally;
import eu.bocage.policies.Term;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a provider makes of promises, and of its own revocations. */
class PromisesTest {

    private static final String CHARTER = World.CHARTER + """
        revocable: true
        promises: {noReidentification: true, retentionDays: 365}
        """;

    @TempDir
    Path folder;

    private World world;
    private Promises promises;
    private Revocations revocations;
    private Gate gate;

    @BeforeEach
    void open() {
        world = new World(folder, CHARTER, 9101);
        promises = new Promises(world.provider.did(), world.providerKeys, world.territory, world.database, world.ledger,
            () -> world.now);
        revocations = new Revocations(world.provider.did(), world.database, world.ledger, () -> world.now);
        gate = new Gate(world.territory, new Kept(promises, revocations), () -> world.now);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void deniesUntilWhatIsAskedIsPromisedAndKeepsItAcrossARestart() {
        assertThat(negotiation()).isInstanceOfSatisfying(Decision.Denied.class, denied -> assertThat(denied.reasons())
            .extracting("term").containsExactlyInAnyOrder("noReidentification", "retention"));
        receive(world.consumerKeys, world.consumer.did(), world.provider.did(), Set.of(policy().promises().getFirst()));
        assertThat(negotiation()).isInstanceOf(Decision.Denied.class);
        assertThat(receive(world.consumerKeys, world.consumer.did(), world.provider.did(),
            Set.copyOf(policy().promises()))).isEmpty();
        assertThat(negotiation()).isInstanceOfSatisfying(Decision.Permitted.class,
            permitted -> assertThat(permitted.promises()).isEqualTo(policy().promises()));
        world.close();
        open();
        assertThat(negotiation()).isInstanceOf(Decision.Permitted.class);
        assertThat(world.entries("promised")).hasSize(2).last().asString().contains("retention", "365");
    }

    @Test
    void keepsAnEasierPromiseOutOfTheDecision() {
        receive(world.consumerKeys, world.consumer.did(), world.provider.did(),
            Set.of(new Promise(Term.NO_REIDENTIFICATION, "true"), new Promise(Term.RETENTION, "3650")));
        assertThat(negotiation()).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void keepsThePromiseThatWasSignedLastWhenAnOlderOneIsShownAgain() {
        Set<Promise> lax = Set.of(new Promise(Term.RETENTION, "3650"));
        Set<Promise> strict = Set.of(new Promise(Term.RETENTION, "365"));
        byte[] strictFirst = signed(strict, world.now);
        byte[] laxThen = signed(lax, world.now.plusSeconds(1));
        byte[] strictLast = signed(strict, world.now.plusSeconds(2));
        assertThat(promises.receive(strictFirst)).isEmpty();
        assertThat(promises.receive(strictLast)).isEmpty();
        assertThat(promises.receive(laxThen)).isPresent();
        assertThat(kept()).containsExactlyInAnyOrderElementsOf(strict);
        assertThat(promises.receive(signed(lax, world.now.plusSeconds(3)))).isEmpty();
        assertThat(promises.receive(strictLast)).isPresent();
        assertThat(kept()).containsExactlyInAnyOrderElementsOf(lax);
        assertThat(world.entries("promised")).hasSize(2);
    }

    @Test
    void takesNoPromiseOfATimeToCome() {
        Set<Promise> all = Set.copyOf(policy().promises());
        assertThat(promises.receive(signed(all, world.now.plus(Duration.ofMinutes(11))))).isPresent();
        assertThat(kept()).isEmpty();
        assertThat(promises.receive(signed(all, world.now.plus(Duration.ofMinutes(9))))).isEmpty();
    }

    @Test
    void signsNothingThatIsOlderThanWhatItReplaces() {
        Did self = world.provider.did();
        String charter = world.territory.charter().orElseThrow().hash();
        Set<Promise> lax = Set.of(new Promise(Term.RETENTION, "3650"));
        promises.sign(world.other.did(), "energy-consumption", World.PROJECT, charter,
            Set.of(new Promise(Term.RETENTION, "365")));
        world.now = world.now.minusSeconds(60);
        promises.sign(world.other.did(), "energy-consumption", World.PROJECT, charter, lax);
        assertThat(promises.of(self, "energy-consumption", World.PROJECT, charter)).isEqualTo(lax);
    }

    @Test
    void takesNoPromiseThatIsForgedForAnotherOrOfSomebodyElsesProject() {
        Set<Promise> all = Set.copyOf(policy().promises());
        assertThat(receive(NodeKeys.fresh(), world.consumer.did(), world.provider.did(), all)).isPresent();
        assertThat(receive(world.consumerKeys, world.consumer.did(), world.other.did(), all)).isPresent();
        assertThat(receive(world.otherKeys, world.other.did(), world.provider.did(), all)).isPresent();
        assertThat(promises.receive(new byte[0])).isPresent();
        assertThat(promises.all(world.consumer.did())).isEmpty();
    }

    @Test
    void deniesARevokedAgreementAtEveryLaterMoment() {
        receive(world.consumerKeys, world.consumer.did(), world.provider.did(), Set.copyOf(policy().promises()));
        Agreement agreement = world.agree("agreement-5", world.consumer.did(), World.PROJECT);
        assertThat(running(Scope.MONITOR, agreement)).isInstanceOf(Decision.Permitted.class);
        assertThat(revocations.revoke(agreement, "Fin anticipée")).isEqualTo(Revocations.Revoked.DONE);
        assertThat(revocations.revoke(agreement, "Encore")).isEqualTo(Revocations.Revoked.ALREADY);
        for (Scope scope : Set.of(Scope.TRANSFER, Scope.MONITOR)) {
            assertThat(running(scope, agreement)).isInstanceOfSatisfying(Decision.Denied.class,
                denied -> assertThat(denied.reasons()).anySatisfy(
                    reason -> assertThat(reason.term()).isEqualTo("notRevoked")));
        }
        assertThat(world.entries("agreement-revoked")).singleElement().asString().contains("Fin anticipée");
    }

    private Decision running(Scope scope, Agreement agreement) {
        return gate.decide(agreement.policy(), scope, Occasion.of(agreement));
    }

    private Decision negotiation() {
        return gate.decide(policy(), Scope.NEGOTIATION, new Occasion(world.consumer.did(),
            Optional.of("energy-consumption"), Optional.empty()));
    }

    private Policy policy() {
        return world.policy(World.PROJECT);
    }

    private Set<Promise> kept() {
        return promises.of(world.consumer.did(), "energy-consumption", World.PROJECT,
            world.territory.charter().orElseThrow().hash());
    }

    private byte[] signed(Set<Promise> all, Instant at) {
        return Promised.sign(world.provider.did(), "energy-consumption", World.PROJECT,
            world.territory.charter().orElseThrow().hash(), all, at, world.consumer.did(), world.consumerKeys)
            .envelope().bytes();
    }

    private Optional<Promises.Unkept> receive(NodeKeys keys, Did requester, Did provider, Set<Promise> all) {
        return promises.receive(Promised.sign(provider, "energy-consumption", World.PROJECT,
            world.territory.charter().orElseThrow().hash(), all, world.now, requester, keys).envelope().bytes());
    }

    private record Kept(Promises promises, Revocations revocations) implements Evidence {

        @Override
        public Set<Promise> promises(Did requester, String dataset, String project, String charter) {
            return promises.of(requester, dataset, project, charter);
        }

        @Override
        public Optional<Tally> tally(Did requester, String dataset, String project, String charter) {
            return Optional.empty();
        }

        @Override
        public boolean revoked(String agreement) {
            return revocations.revoked(agreement);
        }
    }
}
