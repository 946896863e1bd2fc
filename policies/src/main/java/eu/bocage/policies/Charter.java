package eu.bocage.policies;

import java.time.LocalDate;
import java.util.Set;

/** The charter: what everyone signs. */
public final class Charter {

    private Charter() {
    }

    /** Reads a charter as a person wrote it. @throws InvalidDocument naming every fault */
    public static Charter fromYaml(String yaml) {
        throw new UnsupportedOperationException();
    }

    /** Reads a charter in canonical JSON (RFC 8785). @throws InvalidDocument naming every fault */
    public static Charter fromJson(String json) {
        throw new UnsupportedOperationException();
    }

    /** Canonical JSON (RFC 8785). */
    public String json() {
        throw new UnsupportedOperationException();
    }

    /** {@code sha-256:} and 64 lower-case hexadecimal digits over {@link #json} in UTF-8. */
    public String hash() {
        throw new UnsupportedOperationException();
    }

    public String id() {
        throw new UnsupportedOperationException();
    }

    public long version() {
        throw new UnsupportedOperationException();
    }

    public LocalDate from() {
        throw new UnsupportedOperationException();
    }

    public LocalDate until() {
        throw new UnsupportedOperationException();
    }

    /** Identifiers of the purposes. */
    public Set<String> purposes() {
        throw new UnsupportedOperationException();
    }

    public Zoning finestZoning() {
        throw new UnsupportedOperationException();
    }

    public BudgetTerms budget() {
        throw new UnsupportedOperationException();
    }
}
