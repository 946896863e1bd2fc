package eu.bocage.connector.approval;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.member.NodeKeys;
import eu.bocage.policies.Approval;
import eu.bocage.policies.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CommitteeTest {

    private static final Rules RULES = new Rules(List.of(List.of(new Approval("public", 2, 60, 14))));
    private static final Instant NOW = Voters.OPENED.plusSeconds(3600);
    private static final Instant CLOSED = Voters.OPENED.plusSeconds(14 * 86_400);

    private final Voters voters = new Voters("public", "public", "public", "public", "public", "private");

    @Test
    void grantsOnceQuorumAndMajorityOfAllMembersAreReached() {
        assertThat(outcome(NOW, voters.vote(1, true), voters.vote(2, true))).isEqualTo(new Outcome.Open());
        assertThat(outcome(NOW, voters.vote(1, true), voters.vote(2, true), voters.vote(3, true)))
            .isEqualTo(new Outcome.Granted(true));
    }

    @Test
    void refusesOnceTheMajorityCannotBeReachedAndGivesTheReasons() {
        assertThat(outcome(NOW, voters.vote(1, false), voters.vote(2, false))).isEqualTo(new Outcome.Open());
        assertThat(outcome(NOW, voters.vote(1, false), voters.vote(2, false), voters.vote(3, false)))
            .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.french()).contains("Member 1 : « Trop fin »", "0 pour, 3 contre, sur 5");
                assertThat(refused.english()).contains("Member 1: \"Trop fin\"", "0 for, 3 against, of 5");
            });
    }

    @Test
    void refusesAtTheDeadlineWhatWasNotGranted() {
        Vote[] votes = {voters.vote(1, true), voters.vote(2, true)};
        assertThat(outcome(CLOSED.minusSeconds(1), votes)).isEqualTo(new Outcome.Open());
        assertThat(outcome(CLOSED, votes)).isInstanceOfSatisfying(Outcome.Refused.class,
            refused -> assertThat(refused.french()).contains("délai"));
        assertThat(outcome(CLOSED)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void countsNoVoteDatedAtOrAfterTheDeadline() {
        assertThat(outcome(CLOSED.minusSeconds(1), voters.vote(1, true), voters.vote(2, true),
            voters.vote(3, true, CLOSED.minusSeconds(1)))).isEqualTo(new Outcome.Granted(true));
        assertThat(outcome(CLOSED.minusSeconds(1), voters.vote(1, true), voters.vote(2, true),
            voters.vote(3, true, CLOSED))).isEqualTo(new Outcome.Open());
    }

    @Test
    void countsOneVoteForEachMember() {
        assertThat(outcome(NOW, voters.vote(1, true), voters.vote(1, true, NOW),
            voters.vote(1, true, NOW.plusSeconds(1))))
            .isEqualTo(new Outcome.Open());
    }

    @Test
    void countsNoVoteOfTheRequesterOfAnotherCollegeOfAStrangerOrOfTheSuspended() {
        Vote own = voters.vote(0, true);
        Vote elsewhere = voters.vote(6, true);
        Vote forged = Vote.sign(voters.request.id(), true, "", NOW, voters.members.get(3).did(), NodeKeys.fresh());
        Vote other = Vote.sign("sha-256:" + "0".repeat(64), true, "", NOW, voters.members.get(3).did(), voters.keys(3));
        Vote[] votes = {voters.vote(1, true), voters.vote(2, true), own, elsewhere, forged, other};
        assertThat(outcome(NOW, votes)).isEqualTo(new Outcome.Open());
        voters.suspend(1);
        assertThat(committee(votes).votes("public")).isEqualTo(new Tally.Votes(1, 0, 4));
    }

    @Test
    void refusesWhatNoActiveMemberSigned() {
        voters.suspend(0);
        assertThat(outcome(NOW, voters.vote(1, true), voters.vote(2, true), voters.vote(3, true)))
            .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void grantsInPartWhereOneCommitteeGivesAndAnotherDoesNot() {
        Rules two = new Rules(List.of(List.of(new Approval("public", 1, 20, 14)),
            List.of(new Approval("private", 1, 100, 30))));
        Vote[] votes = {voters.vote(1, true)};
        assertThat(new Committee(of(votes), two, voters.members, Map.of()).outcome(NOW)).isEqualTo(new Outcome.Open());
        Committee late = new Committee(of(votes), two, voters.members, Map.of());
        Instant after = Voters.OPENED.plusSeconds(30 * 86_400);
        assertThat(late.outcome(after)).isEqualTo(new Outcome.Granted(false));
        assertThat(late.tally(after).refusal()).isEmpty();
    }

    @Test
    void tellsOfEachCommitteeWhatItDecidedWhileAnotherIsOpen() {
        Approval few = new Approval("public", 1, 20, 14);
        Approval all = new Approval("public", 1, 100, 14);
        Approval one = new Approval("private", 1, 100, 30);
        Rules three = new Rules(List.of(List.of(few), List.of(all), List.of(one)));
        Case cast = of(voters.vote(1, true), voters.vote(2, false));
        Tally tally = new Committee(cast, three, voters.members, Map.of()).tally(NOW);
        assertThat(tally.given()).containsExactly(Set.of(few));
        assertThat(tally.refused()).containsOnlyKeys(Set.of(all)).extractingByKey(Set.of(all))
            .satisfies(words -> assertThat(words.english()).contains("Refused by vote.", "Member 2: \"Trop fin\""));
        assertThat(tally.refusal()).isEmpty();
        assertThat(tally.votes()).containsEntry("public", new Tally.Votes(1, 1, 5));
    }

    @Test
    void keepsWhatACommitteeDecidedWhenAMemberJoins() {
        Rules two = new Rules(List.of(List.of(new Approval("public", 1, 20, 14)),
            List.of(new Approval("private", 1, 100, 30))));
        Case cast = of(voters.vote(1, true));
        Map<Set<Approval>, Outcome> decided = new Committee(cast, two, voters.members, Map.of()).parts(NOW);
        voters.add("public", 7);
        assertThat(new Committee(cast, two, voters.members, Map.of()).tally(NOW).given()).isEmpty();
        decided.values().removeIf(Outcome.Open.class::isInstance);
        assertThat(new Committee(cast, two, voters.members, decided).tally(NOW).given())
            .containsExactly(Set.of(new Approval("public", 1, 20, 14)));
    }

    @Test
    void countsOneVoteForEachLegalUnitAndNoneForTheRequesters() {
        voters.add("public", 1);
        voters.add("public", 0);
        assertThat(committee(voters.vote(1, true), voters.vote(7, true), voters.vote(8, true)).votes("public"))
            .isEqualTo(new Tally.Votes(1, 0, 5));
        assertThat(committee(voters.vote(1, false), voters.vote(7, true)).votes("public"))
            .isEqualTo(committee(voters.vote(7, true)).votes("public"));
    }

    @Test
    void judgesEachCommitteeByItsOwnQuorumAndACollegeByTheShortestTime() {
        Rules two = new Rules(List.of(List.of(new Approval("public", 1, 20, 30)),
            List.of(new Approval("public", 4, 20, 14))));
        Committee committee = new Committee(of(voters.vote(1, true)), two, voters.members, Map.of());
        assertThat(committee.tally(NOW).given()).containsExactly(Set.of(new Approval("public", 1, 20, 30)));
        assertThat(committee.outcome(NOW)).isEqualTo(new Outcome.Open());
        assertThat(committee.outcome(CLOSED)).isEqualTo(new Outcome.Granted(false));
        assertThat(new Committee(of(), two, voters.members, Map.of()).outcome(CLOSED))
            .isInstanceOf(Outcome.Refused.class);
    }

    /** Votes: 0 none, 1 for, 2 against; {@code hidden} are left out of what the deciding node sees. */
    @Property(tries = 300)
    void neverGrantsBecauseVotesWereHidden(@ForAll @Size(5) List<@IntRange(max = 2) Integer> cast,
                                           @ForAll @Size(5) List<Boolean> hidden,
                                           @ForAll @IntRange(min = 1, max = 5) int quorum,
                                           @ForAll @IntRange(min = 1, max = 100) int majority) {
        Rules rules = new Rules(List.of(List.of(new Approval("public", quorum, majority, 14))));
        List<Vote> all = new ArrayList<>();
        List<Vote> shown = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            if (cast.get(i) > 0) {
                Vote vote = voters.vote(i + 1, cast.get(i) == 1);
                all.add(vote);
                if (!hidden.get(i)) {
                    shown.add(vote);
                }
            }
        }
        Outcome whole = new Committee(new Case(voters.request, all), rules, voters.members, Map.of()).outcome(NOW);
        Outcome part = new Committee(new Case(voters.request, shown), rules, voters.members, Map.of()).outcome(NOW);
        assertThat(part instanceof Outcome.Granted && !(whole instanceof Outcome.Granted)).isFalse();
        long yes = shown.stream().filter(Vote::yes).count();
        assertThat(part instanceof Outcome.Granted)
            .isEqualTo(shown.size() >= quorum && yes * 100 >= majority * 5L);
    }

    private Outcome outcome(Instant now, Vote... votes) {
        return committee(votes).outcome(now);
    }

    private Committee committee(Vote... votes) {
        return new Committee(of(votes), RULES, voters.members, Map.of());
    }

    private Case of(Vote... votes) {
        return new Case(voters.request, List.of(votes));
    }
}
