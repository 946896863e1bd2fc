package eu.bocage.policies;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a charter may ask for beyond what every charter does. An empty set, zero and {@code false} ask for nothing.
 *
 * @param dominancePercent  the most that one unit may make up of a shown cell, 0 for no rule
 * @param requesters        who may ask
 * @param reciprocity       whether only those may ask who offer data of their own
 * @param revocable         whether an agreement ends when it is revoked
 * @param embargo           no question before that day (UTC)
 * @param budgetPerProject  the most that one project may spend of one unit space and period, in millionths of rho
 * @param requestsPerDay    how many questions a project may ask of one unit space and period in a UTC day
 * @param functions         what may be computed
 * @param noJoinWith        datasets that no answer may draw on besides
 * @param exceptionalNeed   purposes for which the trust anchor has to have recorded an exceptional need
 * @param approvals         what a committee decides on
 * @param promises          what requesters promise, at most one for a term
 * @param feeExempt         roles that need not promise the fee
 */
public record CharterTerms(int dominancePercent, Requesters requesters, boolean reciprocity, boolean revocable,
                           Optional<LocalDate> embargo, Optional<Long> budgetPerProject,
                           Optional<Integer> requestsPerDay, Set<String> functions, Set<String> noJoinWith,
                           Set<String> exceptionalNeed, List<Committee> approvals, List<Promise> promises,
                           Set<String> feeExempt) {

    public CharterTerms {
        Objects.requireNonNull(requesters, "requesters");
        Objects.requireNonNull(embargo, "embargo");
        Objects.requireNonNull(budgetPerProject, "budgetPerProject");
        Objects.requireNonNull(requestsPerDay, "requestsPerDay");
        functions = Set.copyOf(functions);
        noJoinWith = Set.copyOf(noJoinWith);
        exceptionalNeed = Set.copyOf(exceptionalNeed);
        approvals = List.copyOf(approvals);
        promises = promises.stream().sorted().toList();
        feeExempt = Set.copyOf(feeExempt);
    }

    /**
     * Who may ask; an empty set is anybody.
     *
     * @param roles             one of these roles
     * @param labels            all of these labels
     * @param colleges          one of these colleges
     * @param jurisdictions     under the law of one of these countries
     * @param hostJurisdictions whose node is run by somebody under the law of one of these countries
     */
    public record Requesters(Set<String> roles, Set<String> labels, Set<String> colleges, Set<String> jurisdictions,
                             Set<String> hostJurisdictions) {

        /** Anybody. */
        public static final Requesters ANYBODY = new Requesters(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

        public Requesters {
            roles = Set.copyOf(roles);
            labels = Set.copyOf(labels);
            colleges = Set.copyOf(colleges);
            jurisdictions = Set.copyOf(jurisdictions);
            hostJurisdictions = Set.copyOf(hostJurisdictions);
        }
    }

    /**
     * What colleges decide on together.
     *
     * @param colleges what each has to give, at least one
     * @param purposes asked for one of these purposes
     * @param measures or about one of these measures; where both are empty, every question
     */
    public record Committee(List<Approval> colleges, Set<String> purposes, Set<String> measures) {

        public Committee {
            colleges = List.copyOf(colleges);
            purposes = Set.copyOf(purposes);
            measures = Set.copyOf(measures);
        }
    }
}
