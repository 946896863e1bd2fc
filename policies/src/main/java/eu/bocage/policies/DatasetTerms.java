package eu.bocage.policies;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a dataset's owner narrows.
 *
 * @param id           dataset
 * @param finestZoning the finest zoning that its card allows
 * @param purposes     purposes that its card allows, with the narrower ones; empty for all of the charter's
 * @param minimumGroup the least number of units behind a shown cell, 0 for none of its own
 * @param measures     what may be measured
 * @param keys         what may be grouped or filtered by, the zoning aside, which has a term of its own
 * @param more         what few owners narrow
 */
public record DatasetTerms(String id, Zoning finestZoning, Set<String> purposes, int minimumGroup,
                           Set<String> measures, Set<String> keys, More more) {

    public DatasetTerms {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(finestZoning, "finestZoning");
        purposes = Set.copyOf(purposes);
        measures = Set.copyOf(measures);
        keys = Set.copyOf(keys);
        Objects.requireNonNull(more, "more");
    }

    /** With nothing more. */
    public DatasetTerms(String id, Zoning finestZoning, Set<String> purposes, int minimumGroup, Set<String> measures,
                        Set<String> keys) {
        this(id, finestZoning, purposes, minimumGroup, measures, keys, More.NONE);
    }

    /**
     * What few owners narrow.
     *
     * @param dominancePercent the most that one unit may make up of a shown cell, 0 for no rule of its own
     * @param columns          all columns that answers may draw on; empty when the card does not list them
     * @param embargo          no question before that day (UTC)
     * @param noJoinWith       datasets that no answer may draw on besides
     * @param feeCents         the fee of its own, in euro cents
     */
    public record More(int dominancePercent, Optional<Set<String>> columns, Optional<LocalDate> embargo,
                       Set<String> noJoinWith, Optional<Long> feeCents) {

        /** Nothing. */
        public static final More NONE = new More(0, Optional.empty(), Optional.empty(), Set.of(), Optional.empty());

        public More {
            new OutputRules(0, dominancePercent);
            columns = columns.map(Set::copyOf);
            Objects.requireNonNull(embargo, "embargo");
            noJoinWith = Set.copyOf(noJoinWith);
            Objects.requireNonNull(feeCents, "feeCents");
        }
    }
}
