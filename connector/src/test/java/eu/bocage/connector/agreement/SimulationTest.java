package eu.bocage.connector.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Card;
import eu.bocage.connector.World;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Standing;
import eu.bocage.policies.Approval;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Promise;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Spent;
import eu.bocage.policies.Tally;
import eu.bocage.policies.Term;
import eu.bocage.policies.Zoning;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member is simulated by what it has signed, as the gate would find it. */
class SimulationTest {

    private static final String CHARTER = World.CHARTER + """
        promises:
          noReidentification: true
        approvals:
          - days: 14
            colleges:
              firms: {quorum: 1, majority: 51}
        """;
    private static final Set<Promise> PROMISED = Set.of(new Promise(Term.NO_REIDENTIFICATION, "true"));

    @TempDir
    Path folder;

    @Test
    void decidesForAMemberByItsPromisesAndItsCommittee() {
        try (World world = new World(folder, CHARTER, 9101)) {
            assertThat(at(Scope.QUERY, world, Set.of(), Optional.empty())).isInstanceOf(Decision.Denied.class);
            assertThat(at(Scope.QUERY, world, PROMISED, Optional.empty())).isInstanceOf(Decision.NeedsApproval.class);
            Tally given = new Tally(Map.of(), World.START, Optional.empty(),
                Set.of(Set.of(new Approval("firms", 1, 51, 14))), Map.of());
            assertThat(at(Scope.QUERY, world, PROMISED, Optional.of(given))).isInstanceOf(Decision.Permitted.class);
        }
    }

    @Test
    void refusesAMemberThatHasNotAdheredToTheCharterInForce() {
        try (World world = new World(folder)) {
            assertThat(at(Scope.CATALOGUE, world, Set.of(), Optional.empty())).isInstanceOf(Decision.Permitted.class);
            world.nextCharter(text -> text);
            assertThat(at(Scope.CATALOGUE, world, Set.of(), Optional.empty())).isInstanceOfSatisfying(
                Decision.Denied.class, denied -> assertThat(denied.reasons()).anySatisfy(reason ->
                    assertThat(reason.english()).contains("has not adhered to version 2")));
            world.adhereAll();
            assertThat(at(Scope.CATALOGUE, world, Set.of(), Optional.empty())).isInstanceOf(Decision.Permitted.class);
        }
    }

    private static Decision at(Scope scope, World world, Set<Promise> promises, Optional<Tally> tally) {
        Gate gate = new Gate(world.territory, new Signatures(promises, tally), () -> world.now);
        Card card = Card.fromYaml(World.CARD);
        Member member = ((Standing.Active) world.territory.standing(world.consumer.did())).member();
        Charter charter = gate.charter().orElseThrow();
        return new Simulation(Gate.requester(member), gate.signed(member.did(), card.id(), World.PROJECT), false,
            Zoning.TERRITORY, new Spent(Optional.of(0L), Optional.of(0L), Optional.of(0)))
            .run(charter, card, world.territory.project(World.PROJECT).orElseThrow(), world.now).get(scope);
    }

    private record Signatures(Set<Promise> promised, Optional<Tally> counted) implements Evidence {

        @Override
        public Set<Promise> promises(Did requester, String dataset, String project, String charter) {
            return promised;
        }

        @Override
        public Optional<Tally> tally(Did requester, String dataset, String project, String charter) {
            return counted;
        }

        @Override
        public boolean revoked(String agreement) {
            return false;
        }
    }
}
