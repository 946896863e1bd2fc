package eu.bocage.policies;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The votes on one request, each verified and counted once before it came here.
 *
 * @param votes   by college; a college that is not named has cast none
 * @param opened  when the vote began
 * @param refusal the reason why the whole request is refused for good, by whichever committee
 * @param given   the committees, each by what its colleges have to give, that have approved for good
 * @param refused the committees that have refused for good, with the reason of each
 */
public record Tally(Map<String, Votes> votes, Instant opened, Optional<Words> refusal, Set<Set<Approval>> given,
                    Map<Set<Approval>, Words> refused) {

    /** No vote was cast. */
    public static final Votes NONE = new Votes(0, 0, 0);

    public Tally {
        votes = Map.copyOf(votes);
        Objects.requireNonNull(opened, "opened");
        Objects.requireNonNull(refusal, "refusal");
        given = Set.copyOf(given);
        refused = Map.copyOf(refused);
    }

    /** Of committees none of which has decided for good, unless the whole is refused. */
    public Tally(Map<String, Votes> votes, Instant opened, Optional<Words> refusal) {
        this(votes, opened, refusal, Set.of(), Map.of());
    }

    /**
     * Of one college; whoever abstains is counted as a member only.
     *
     * @param members how many may vote, at least as many as have
     */
    public record Votes(int yes, int no, int members) {

        public Votes {
            if (yes < 0 || no < 0 || members - yes < no) {
                throw new IllegalArgumentException("no votes: " + yes + ", " + no + " of " + members);
            }
        }
    }

    Votes of(String college) {
        return votes.getOrDefault(college, NONE);
    }

    /** Whether a committee has approved for good. */
    boolean given(List<Approval> committee) {
        return given.contains(Set.copyOf(committee));
    }

    /** Why a committee has refused for good; empty when it has not. */
    Optional<Words> refusal(List<Approval> committee) {
        return refusal.or(() -> Optional.ofNullable(refused.get(Set.copyOf(committee))));
    }
}
