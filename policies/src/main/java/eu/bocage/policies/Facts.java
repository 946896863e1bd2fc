package eu.bocage.policies;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is known when a policy is decided. Facts that are not known at a moment are empty, and a term that needs one then
 * denies.
 *
 * @param now       the node's clock
 * @param charters  hashes of the charters that the territory has in force
 * @param requester the counterpart
 * @param project   the registered project that the policy names, if the register of projects knows it
 * @param question  at {@link Scope#QUERY} only
 */
public record Facts(Instant now, Set<String> charters, Optional<Requester> requester, Optional<ProjectTerms> project,
                    Optional<QuestionFacts> question) {
}
