package eu.bocage.policies;

import java.util.Objects;
import java.util.Set;

/**
 * The joint computation that a holder of a share of the key is asked to help open, as the holder worked it out from
 * signed messages.
 *
 * @param job      its identifier
 * @param datasets every dataset whose rows are in the sum
 */
public record RoundFacts(String job, Set<String> datasets) {

    public RoundFacts {
        Objects.requireNonNull(job, "job");
        datasets = Set.copyOf(datasets);
    }
}
