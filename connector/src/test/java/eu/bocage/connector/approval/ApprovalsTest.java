package eu.bocage.connector.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.Card;
import eu.bocage.connector.World;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Evidence;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Promise;
import eu.bocage.policies.QuestionFacts;
import eu.bocage.policies.Spent;
import eu.bocage.policies.Tally;
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

/** The provider's node, which is the trust anchor's too here; consumer and other are members of the same college. */
class ApprovalsTest {

    private static final String CHARTER = World.CHARTER + """
        approvals:
          - days: 14
            colleges:
              firms: {quorum: 2, majority: 100}
        """;
    private static final QuestionFacts QUESTION = new QuestionFacts("climate-plan", Zoning.EPCI,
        Set.of("consumption"), Set.of("energy"), 50_000);

    @TempDir
    Path folder;

    private World world;
    private Approvals approvals;
    private Gate gate;

    @BeforeEach
    void open() {
        world = new World(folder, CHARTER, 9101);
        approvals = of(world.provider, world.providerKeys);
        gate = new Gate(world.territory, new Votes(approvals), () -> world.now);
    }

    @AfterEach
    void close() {
        approvals.close();
        world.close();
    }

    @Test
    void needsApprovalUntilTheCollegeHasGivenItAndKeepsItAcrossARestart() {
        assertThat(decide()).isInstanceOf(Decision.NeedsApproval.class);
        Request request = request();
        vote(request, world.other, world.otherKeys, true);
        approvals.refresh();
        assertThat(decide()).isInstanceOf(Decision.NeedsApproval.class);
        vote(request, world.provider, world.providerKeys, true);
        approvals.refresh();
        assertThat(decide()).isInstanceOf(Decision.Permitted.class);
        assertThat(world.kinds()).containsSubsequence("approval-received", "vote-received", "vote-received",
            "approval-decided");
        approvals.close();
        world.close();
        open();
        assertThat(decide()).isInstanceOf(Decision.Permitted.class);
        world.anchor.suspend(world.other.did());
        approvals.refresh();
        assertThat(decide()).isInstanceOf(Decision.Permitted.class);
        assertThat(world.entries("approval-decided")).hasSize(1);
    }

    @Test
    void refusesForGoodAfterTheDeadlineAndTakesNoLateVote() {
        Request request = request();
        vote(request, world.other, world.otherKeys, true);
        world.now = World.START.plus(Duration.ofDays(14));
        world.anchor.start();
        assertThatThrownBy(() -> vote(request, world.provider, world.providerKeys, true))
            .isInstanceOfSatisfying(ApprovalRefusedException.class, refused -> {
                assertThat(refused.getMessage()).contains("Voting ended");
                assertThat(refused.french()).contains("Le vote s'est achevé");
            });
        approvals.refresh();
        assertThat(decide()).isInstanceOfSatisfying(Decision.Denied.class, denied -> assertThat(denied.reasons())
            .anySatisfy(reason -> assertThat(reason.english()).contains("the time ended without approval")));
        assertThat(world.entries("approval-decided")).singleElement().asString().contains("\"granted\":false");
    }

    @Test
    void takesOneVoteOfAMemberAndNoOtherAfterIt() {
        Request request = request();
        vote(request, world.other, world.otherKeys, false);
        assertThatThrownBy(() -> vote(request, world.other, world.otherKeys, true))
            .isInstanceOf(ApprovalRefusedException.class).hasMessageContaining("voted already");
        approvals.refresh();
        assertThat(decide()).isInstanceOfSatisfying(Decision.Denied.class, denied -> assertThat(denied.reasons())
            .anySatisfy(reason -> assertThat(reason.french()).contains("Coopérative : « Trop fin »")));
    }

    @Test
    void takesRequestsOnlyFromTheProjectsOwnerUnderTheCharterInForceAndSigned() {
        assertThatThrownBy(() -> approvals.receiveRequest(signed(world.other, world.otherKeys).envelope().bytes()))
            .isInstanceOf(ApprovalRefusedException.class).hasMessageContaining("not registered for");
        assertThatThrownBy(() -> approvals.receiveRequest(signed(world.consumer, world.otherKeys).envelope().bytes()))
            .isInstanceOf(ApprovalRefusedException.class).hasMessageContaining("not signed by");
        Request former = signed(world.consumer, world.consumerKeys);
        world.nextCharter(text -> text + CHARTER.substring(World.CHARTER.length()));
        assertThatThrownBy(() -> approvals.receiveRequest(former.envelope().bytes()))
            .isInstanceOf(ApprovalRefusedException.class).hasMessageContaining("another charter");
        assertThatThrownBy(() -> approvals.receiveRequest("{}".getBytes()))
            .isInstanceOf(ApprovalRefusedException.class);
        assertThat(approvals.list()).isEmpty();
    }

    @Test
    void showsAndCountsOpenRequestsBeforeClosedOnes() {
        Request open = request();
        ApprovalStore store = new ApprovalStore(world.database);
        for (int i = 0; i < Desk.MOST_SHOWN; i++) {
            store.keep(signed(world.consumer, world.consumerKeys, world.now.minus(Duration.ofDays(20)), "Motif " + i),
                world.now.plusSeconds(1 + i));
        }
        assertThat(approvals.list()).hasSize(Desk.MOST_SHOWN)
            .first().satisfies(first -> assertThat(first.votes().request()).isEqualTo(open));
        Request next = signed(world.consumer, world.consumerKeys, world.now, "Encore");
        approvals.receiveRequest(next.envelope().bytes());
        assertThat(approvals.list().subList(0, 2)).extracting(each -> each.votes().request())
            .containsExactlyInAnyOrder(open, next);
    }

    /** The letter box is not believed: what it shows of a request from the future is not kept. */
    @Test
    void takesNoRequestThatIsDatedInTheFuture() {
        Request early = signed(world.consumer, world.consumerKeys, world.now.plus(Duration.ofDays(3650)), "Plus tard");
        Request fair = signed(world.consumer, world.consumerKeys, world.now.plus(Duration.ofMinutes(9)), "Bientôt");
        approvals.take(new Case(early, List.of()));
        approvals.take(new Case(fair, List.of()));
        assertThat(approvals.list()).extracting(each -> each.votes().request()).containsExactly(fair);
    }

    private Request signed(Profile profile, NodeKeys keys, Instant opened, String reason) {
        return Request.sign(new Request.Matter(world.provider.did(), "energy-consumption", World.PROJECT),
            world.territory.charter().orElseThrow().hash(), reason, opened, profile.did(), keys);
    }

    private Approvals of(Profile profile, NodeKeys keys) {
        Gate reader = new Gate(world.territory, () -> world.now);
        return new Approvals(profile.did(), keys, world.territory, Optional.empty(), reader::read, world.database,
            world.ledger, () -> world.now);
    }

    private Request signed(Profile profile, NodeKeys keys) {
        return Request.sign(new Request.Matter(world.provider.did(), "energy-consumption", World.PROJECT),
            world.territory.charter().orElseThrow().hash(), "Plan climat", world.now, profile.did(), keys);
    }

    private Request request() {
        Request request = signed(world.consumer, world.consumerKeys);
        approvals.receiveRequest(request.envelope().bytes());
        return request;
    }

    private void vote(Request request, Profile profile, NodeKeys keys, boolean yes) {
        approvals.receiveVote(Vote.sign(request.id(), yes, yes ? "" : "Trop fin", world.now, profile.did(), keys)
            .envelope().bytes());
    }

    private Decision decide() {
        Agreement agreement = new Agreement("agreement-7", "energy-consumption", world.provider.did(),
            world.consumer.did(), world.policy(World.PROJECT), World.START);
        return gate.decide(agreement, Card.fromYaml(World.CARD), QUESTION, Spent.UNKNOWN);
    }

    private record Votes(Approvals approvals) implements Evidence {

        @Override
        public Set<Promise> promises(Did requester, String dataset, String project, String charter) {
            return Set.of();
        }

        @Override
        public Optional<Tally> tally(Did requester, String dataset, String project, String charter) {
            return approvals.tally(requester, dataset, project, charter);
        }

        @Override
        public boolean revoked(String agreement) {
            return false;
        }
    }
}
