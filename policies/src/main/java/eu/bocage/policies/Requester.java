package eu.bocage.policies;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks, from the signed register or a verified credential only; what is empty is not known.
 *
 * @param roles            granted roles, identifiers
 * @param labels           granted labels, identifiers
 * @param college          the college that it votes in; blank when not known
 * @param jurisdiction     the country whose law the organisation is under, as {@code FR}; blank when not known
 * @param hostJurisdiction the country whose law whoever runs its node is under; blank when not known
 * @param hasContributed   whether it offers data of its own in this territory
 */
public record Requester(String did, Set<String> roles, Set<String> labels, String college, String jurisdiction,
                        String hostJurisdiction, Optional<Boolean> hasContributed) {

    public Requester {
        Objects.requireNonNull(did, "did");
        roles = Set.copyOf(roles);
        labels = Set.copyOf(labels);
        Objects.requireNonNull(college, "college");
        Objects.requireNonNull(jurisdiction, "jurisdiction");
        Objects.requireNonNull(hostJurisdiction, "hostJurisdiction");
        Objects.requireNonNull(hasContributed, "hasContributed");
    }

    /** Of whom it is not known whether it has contributed. */
    public Requester(String did, Set<String> roles, Set<String> labels, String college, String jurisdiction,
                     String hostJurisdiction) {
        this(did, roles, labels, college, jurisdiction, hostJurisdiction, Optional.empty());
    }
}
