package eu.bocage.policies;

import java.util.Objects;
import java.util.Set;

/**
 * What a dataset's owner narrows.
 *
 * @param id           dataset
 * @param finestZoning the finest zoning that its card allows
 * @param purposes     purposes that its card allows; empty for all of the charter's
 * @param minimumGroup the least number of units behind a shown cell, 0 for none of its own
 * @param measures     what may be measured
 * @param keys         what may be grouped or filtered by, the zoning aside, which has a term of its own
 */
public record DatasetTerms(String id, Zoning finestZoning, Set<String> purposes, int minimumGroup,
                           Set<String> measures, Set<String> keys) {

    public DatasetTerms {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(finestZoning, "finestZoning");
        purposes = Set.copyOf(purposes);
        measures = Set.copyOf(measures);
        keys = Set.copyOf(keys);
    }
}
