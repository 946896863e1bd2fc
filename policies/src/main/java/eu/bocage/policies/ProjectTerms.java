package eu.bocage.policies;

import java.time.LocalDate;
import java.util.Set;

/** A registered project, as the trust anchor signed it. @param owner DID */
public record ProjectTerms(String id, String owner, Set<String> purposes, LocalDate from, LocalDate until) {
}
