package eu.bocage.policies;

import java.util.Objects;
import java.util.Optional;

/**
 * What the books say before the question that is judged; empty where they do not say.
 *
 * @param byProject     spent by the project on this unit space and period, in millionths of zCDP rho
 * @param byUnitSpace   spent by everybody on this unit space and period, in millionths of zCDP rho
 * @param requestsToday charged questions of the project on this unit space and period in this UTC day
 */
public record Spent(Optional<Long> byProject, Optional<Long> byUnitSpace, Optional<Integer> requestsToday) {

    /** Nothing is known. */
    public static final Spent UNKNOWN = new Spent(Optional.empty(), Optional.empty(), Optional.empty());

    public Spent {
        Objects.requireNonNull(byProject, "byProject");
        Objects.requireNonNull(byUnitSpace, "byUnitSpace");
        Objects.requireNonNull(requestsToday, "requestsToday");
    }
}
