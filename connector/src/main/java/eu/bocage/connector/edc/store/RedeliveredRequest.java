package eu.bocage.connector.edc.store;

/**
 * Unwinds EDC's handling of a first request whose process exists already: the peer sent it again because our answer was
 * lost. Thrown by a store under EDC, caught by the service around EDC, which answers with the existing process.
 */
final class RedeliveredRequest extends RuntimeException {

    private final transient Object existing;

    RedeliveredRequest(Object existing) {
        super("This request was received before", null, false, false);
        this.existing = existing;
    }

    <T> T existing(Class<T> type) {
        return type.cast(existing);
    }
}
