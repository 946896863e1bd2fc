package eu.bocage.policies;

import java.util.Comparator;

/**
 * What a requester promises and no node can check: one attested term with its value, as {@code retention 365}. It
 * counts only once the requester has signed it; nothing takes it for granted.
 *
 * @param term  of kind {@link Term.Kind#ATTESTED}
 * @param value in the term's canonical spelling
 */
public record Promise(Term term, String value) implements Comparable<Promise> {

    public Promise {
        if (term.kind() != Term.Kind.ATTESTED || !term.type().accepts(value)) {
            throw new IllegalArgumentException("not a promise: " + term.key() + " " + Quoted.plain(value));
        }
    }

    @Override
    public int compareTo(Promise other) {
        return Comparator.comparing(Promise::term).thenComparing(Promise::value).compare(this, other);
    }
}
