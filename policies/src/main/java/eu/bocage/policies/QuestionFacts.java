package eu.bocage.policies;

import java.util.Objects;
import java.util.Set;

/**
 * What is asked, as the answering node worked it out itself.
 *
 * @param purpose      declared by the asker, recorded, checked against the project
 * @param zoning       finest place level in the answer; {@code TERRITORY} when the question names no place
 * @param measures     names of measures; none for a mere count
 * @param keys         names of group keys and filters, the zoning aside, which has a fact of its own
 * @param costMicroRho cost in millionths of rho; below 1 is denied
 */
public record QuestionFacts(String purpose, Zoning zoning, Set<String> measures, Set<String> keys,
                            long costMicroRho) {

    public QuestionFacts {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(zoning, "zoning");
        measures = Set.copyOf(measures);
        keys = Set.copyOf(keys);
    }
}
