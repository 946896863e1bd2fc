package eu.bocage.connector.member;

import java.util.function.Function;

/**
 * What came of opening a document that somebody else wrote.
 *
 * @param <T> what a good document holds
 */
public sealed interface Opened<T> {

    /** Every check passed. */
    record Valid<T>(T value) implements Opened<T> {
    }

    /**
     * Nothing of the document may be used.
     *
     * @param reason what is wrong, for the operator's log
     */
    record Refused<T>(String reason) implements Opened<T> {
    }

    /** Reads the value further; an {@link IllegalArgumentException} on the way becomes a refusal. */
    default <R> Opened<R> read(Function<T, R> reader) {
        return switch (this) {
            case Refused<T>(String reason) -> new Refused<>(reason);
            case Valid<T>(T value) -> {
                try {
                    yield new Valid<>(reader.apply(value));
                } catch (IllegalArgumentException e) {
                    yield new Refused<>(e.getMessage());
                }
            }
        };
    }

    /** The value. @throws IllegalArgumentException with the reason when refused */
    default T orThrow() {
        return switch (this) {
            case Valid<T>(T value) -> value;
            case Refused<T>(String reason) -> throw new IllegalArgumentException(reason);
        };
    }
}
