package eu.bocage.policies;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is known when a policy is decided. Facts that are not known at a moment are empty, and a term that needs one
 * then denies.
 *
 * @param now       the node's clock
 * @param charters  hashes of the charters that the territory has in force
 * @param requester the counterpart
 * @param project   the registered project that the policy names, if the register of projects knows it
 * @param question  at {@link Scope#QUERY} only
 */
public record Facts(Instant now, Set<String> charters, Optional<Requester> requester, Optional<ProjectTerms> project,
                    Optional<QuestionFacts> question) {

    public Facts {
        Objects.requireNonNull(now, "now");
        charters = Set.copyOf(charters);
        Objects.requireNonNull(requester, "requester");
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(question, "question");
    }

    /** Whether that day (UTC) has begun. */
    boolean reached(LocalDate day) {
        return !now.isBefore(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Whether that day (UTC) is over. */
    boolean past(LocalDate day) {
        return !now.isBefore(day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(1, ChronoUnit.DAYS));
    }
}
