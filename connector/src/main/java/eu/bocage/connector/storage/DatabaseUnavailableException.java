package eu.bocage.connector.storage;

/**
 * The node's database cannot be opened: it is in use by another process, its folder is not writable, its schema is
 * newer than this program, or the server does not answer. {@link #getMessage()} is English, {@link #french()} French;
 * both say what to do. Nothing was changed in the database.
 */
public final class DatabaseUnavailableException extends RuntimeException {

    private final String french;

    DatabaseUnavailableException(String english, String french, Throwable cause) {
        super(english, cause);
        this.french = french;
    }

    /** The same message in French. */
    public String french() {
        return french;
    }
}
