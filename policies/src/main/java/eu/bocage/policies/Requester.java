package eu.bocage.policies;

import java.util.Objects;
import java.util.Set;

/** Who asks, from the signed register only. */
public record Requester(String did, Set<String> roles, Set<String> labels, String college, String jurisdiction,
                        String hostJurisdiction) {

    public Requester {
        Objects.requireNonNull(did, "did");
        roles = Set.copyOf(roles);
        labels = Set.copyOf(labels);
    }
}
