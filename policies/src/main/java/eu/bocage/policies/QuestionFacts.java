package eu.bocage.policies;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked, as the answering node worked it out itself; what is empty was not worked out.
 *
 * @param purpose      declared by the asker, recorded, checked against the project
 * @param zoning       finest place level in the answer; {@code TERRITORY} when the question names no place
 * @param measures     names of measures; none for a mere count
 * @param keys         names of group keys and filters, the zoning aside, which has a fact of its own
 * @param costMicroRho cost in millionths of rho; below 1 is denied
 * @param columns      columns that are read to answer
 * @param functions    what is computed, as {@code count} and {@code sum}
 * @param joinedWith   identifiers of other datasets that the same answer draws on
 */
public record QuestionFacts(String purpose, Zoning zoning, Set<String> measures, Set<String> keys,
                            long costMicroRho, Optional<Set<String>> columns, Optional<Set<String>> functions,
                            Optional<Set<String>> joinedWith) {

    public QuestionFacts {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(zoning, "zoning");
        measures = Set.copyOf(measures);
        keys = Set.copyOf(keys);
        columns = columns.map(Set::copyOf);
        functions = functions.map(Set::copyOf);
        joinedWith = joinedWith.map(Set::copyOf);
    }

    /** Of which columns, functions and joins were not worked out. */
    public QuestionFacts(String purpose, Zoning zoning, Set<String> measures, Set<String> keys, long costMicroRho) {
        this(purpose, zoning, measures, keys, costMicroRho, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
