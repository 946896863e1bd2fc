package eu.bocage.policies;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is known when a policy is decided: from signed documents, verified credentials, the node's clock, its books and
 * its own reading of the question, never from a counterpart's word. A fact that is not known is empty, and whatever
 * needs it is then unknown, which denies.
 *
 * @param now             the node's clock
 * @param charters        hashes of the charters in force to which the requester has adhered
 * @param former          hashes of replaced charters to which it had adhered and under which running agreements go on;
 *     they serve from {@link Scope#TRANSFER} on, never for a new agreement
 * @param requester       the counterpart
 * @param project         the registered project that the policy names, if the register of projects knows it
 * @param question        what is asked, where {@link Scope#asks}
 * @param promises        what the requester has signed
 * @param tally           the votes on what is asked for
 * @param spent           what the books say
 * @param revoked         whether the agreement, or what it rests on, was revoked
 * @param exceptionalNeed whether the trust anchor has recorded an exceptional need (Regulation (EU) 2023/2854, article
 *     15) for the project
 * @param broader         each purpose of the policy's charter that has a broader one, and that one
 * @param round           the joint computation, at {@link Scope#KEY_SHARE}
 */
public record Facts(Instant now, Set<String> charters, Set<String> former, Optional<Requester> requester,
                    Optional<ProjectTerms> project, Optional<QuestionFacts> question, Set<Promise> promises,
                    Optional<Tally> tally, Spent spent, Optional<Boolean> revoked, Optional<Boolean> exceptionalNeed,
                    Optional<Map<String, String>> broader, Optional<RoundFacts> round) {

    public Facts {
        Objects.requireNonNull(now, "now");
        charters = Set.copyOf(charters);
        former = Set.copyOf(former);
        Objects.requireNonNull(requester, "requester");
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(question, "question");
        promises = Set.copyOf(promises);
        Objects.requireNonNull(tally, "tally");
        Objects.requireNonNull(spent, "spent");
        Objects.requireNonNull(revoked, "revoked");
        Objects.requireNonNull(exceptionalNeed, "exceptionalNeed");
        broader = broader.map(Map::copyOf);
        Objects.requireNonNull(round, "round");
    }

    /** With nothing else known; the {@code with…} methods add to it. */
    public Facts(Instant now, Set<String> charters, Optional<Requester> requester, Optional<ProjectTerms> project,
                 Optional<QuestionFacts> question) {
        this(now, charters, Set.of(), requester, project, question, Set.of(), Optional.empty(), Spent.UNKNOWN,
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Facts withFormer(Set<String> hashes) {
        return new Facts(now, charters, hashes, requester, project, question, promises, tally, spent, revoked,
            exceptionalNeed, broader, round);
    }

    public Facts withPromises(Set<Promise> signed) {
        return new Facts(now, charters, former, requester, project, question, signed, tally, spent, revoked,
            exceptionalNeed, broader, round);
    }

    public Facts withTally(Tally counted) {
        return new Facts(now, charters, former, requester, project, question, promises, Optional.of(counted), spent,
            revoked, exceptionalNeed, broader, round);
    }

    public Facts withSpent(Spent known) {
        return new Facts(now, charters, former, requester, project, question, promises, tally, known, revoked,
            exceptionalNeed, broader, round);
    }

    public Facts withRevoked(boolean known) {
        return new Facts(now, charters, former, requester, project, question, promises, tally, spent,
            Optional.of(known), exceptionalNeed, broader, round);
    }

    public Facts withExceptionalNeed(boolean known) {
        return new Facts(now, charters, former, requester, project, question, promises, tally, spent, revoked,
            Optional.of(known), broader, round);
    }

    public Facts withBroader(Map<String, String> purposes) {
        return new Facts(now, charters, former, requester, project, question, promises, tally, spent, revoked,
            exceptionalNeed, Optional.of(purposes), round);
    }

    public Facts withRound(RoundFacts known) {
        return new Facts(now, charters, former, requester, project, question, promises, tally, spent, revoked,
            exceptionalNeed, broader, Optional.of(known));
    }
}
