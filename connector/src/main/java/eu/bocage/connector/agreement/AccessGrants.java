package eu.bocage.connector.agreement;

import eu.bocage.connector.storage.Database;
import java.time.InstantSource;
import java.util.Optional;

/** The tokens by which a started transfer opens the query endpoint; kept as hashes, gone when the transfer ends. */
public final class AccessGrants {

    public AccessGrants(Database database, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /** A fresh token for a transfer; a former one of that transfer ends. */
    public String grant(String transfer, String agreement) {
        throw new UnsupportedOperationException();
    }

    public void revoke(String transfer) {
        throw new UnsupportedOperationException();
    }

    /** The agreement that a token was given for; empty when it is unknown or revoked. */
    public Optional<String> agreement(String token) {
        throw new UnsupportedOperationException();
    }
}
