package eu.bocage.policies;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;

/**
 * A registered project, as the trust anchor signed it.
 *
 * @param owner DID
 * @param from  first day of its term (UTC)
 * @param until last day of its term (UTC)
 */
public record ProjectTerms(String id, String owner, Set<String> purposes, LocalDate from, LocalDate until) {

    public ProjectTerms {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(owner, "owner");
        purposes = Set.copyOf(purposes);
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
    }
}
