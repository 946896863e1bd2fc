package eu.bocage.connector.storage;

/**
 * A transaction was rolled back although the work in it returned: its commit failed, or a part of it had failed and the
 * failure was swallowed on the way. Nothing of it is stored.
 */
public final class TransactionAbortedException extends RuntimeException {

    TransactionAbortedException(Throwable cause) {
        super("The transaction was rolled back: " + cause.getMessage(), cause);
    }
}
