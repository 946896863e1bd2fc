package eu.bocage.policies;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The votes on one request, each verified and counted once before it came here.
 *
 * @param votes   by college; a college that is not named has cast none
 * @param opened  when the vote began
 * @param refusal the committee's reason, once it has refused for good
 */
public record Tally(Map<String, Votes> votes, Instant opened, Optional<Words> refusal) {

    /** No vote was cast. */
    public static final Votes NONE = new Votes(0, 0);

    public Tally {
        votes = Map.copyOf(votes);
        Objects.requireNonNull(opened, "opened");
        Objects.requireNonNull(refusal, "refusal");
    }

    /** Of one college; whoever abstains is not counted. */
    public record Votes(int yes, int no) {

        public Votes {
            if (yes < 0 || no < 0) {
                throw new IllegalArgumentException("no votes: " + yes + ", " + no);
            }
        }
    }

    Votes of(String college) {
        return votes.getOrDefault(college, NONE);
    }
}
