package eu.bocage.policies;

import java.util.Set;

/**
 * What is asked, as the answering node worked it out itself.
 *
 * @param purpose      declared by the asker, recorded, checked against the project
 * @param zoning       finest place level in the answer; {@code TERRITORY} when the question names no place
 * @param measures     names of measures
 * @param keys         names of group keys and filters
 * @param costMicroRho cost in millionths of rho
 */
public record QuestionFacts(String purpose, Zoning zoning, Set<String> measures, Set<String> keys,
                            long costMicroRho) {
}
