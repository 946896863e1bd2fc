package eu.bocage.policies;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One clause of a charter.
 *
 * @param id     as {@code C01}
 * @param title  a few words
 * @param text   what is agreed
 * @param status who sees to it
 * @param terms  the terms that a node evaluates for it, at least one when it is enforced, none when it is not
 *     enforceable
 */
public record Clause(String id, Words title, Words text, Status status, Set<Term> terms) {

    /** Who sees to it that a clause holds. */
    public enum Status {
        /** Every node, by evaluating its terms. */
        ENFORCED,
        /** Whoever signs promises it; no node can check it alone. */
        ATTESTED,
        /** Nobody by machine: people and courts. */
        NOT_ENFORCEABLE;

        /** The word in documents, as {@code not-enforceable}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Status> of(String text) {
            for (Status status : values()) {
                if (status.text().equals(text)) {
                    return Optional.of(status);
                }
            }
            return Optional.empty();
        }
    }

    public Clause {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(status, "status");
        terms = Set.copyOf(terms);
    }
}
