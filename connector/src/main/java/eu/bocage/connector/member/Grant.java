package eu.bocage.connector.member;

import java.util.Set;

/**
 * What the territory grants a member when it takes it in; identifiers all.
 *
 * @param roles   such as {@code provider}, {@code consumer}, {@code hub}
 * @param labels  given by the territory
 * @param college the college that the member votes in
 */
public record Grant(Set<String> roles, Set<String> labels, String college) {

    /** @throws IllegalArgumentException naming what is not an identifier */
    public Grant {
        roles = Set.copyOf(roles);
        labels = Set.copyOf(labels);
        roles.forEach(role -> Member.id("role", role));
        labels.forEach(label -> Member.id("label", label));
        Member.id("college", college);
    }
}
