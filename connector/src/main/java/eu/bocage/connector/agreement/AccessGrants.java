package eu.bocage.connector.agreement;

import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.storage.Database;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The tokens by which a started transfer opens the query endpoint: 256 random bits, one per transfer, gone when the
 * transfer ends. The database keeps their SHA-256 only, so that whoever reads it can open nothing, and looking one up
 * compares hashes, so that time tells nothing about a token. Survives a restart. Thread-safe.
 *
 * <p>What is given and what ends stands in the ledger, in the same transaction, as {@code granted} and {@code revoked}
 * with transfer and agreement, never with a token or its hash; without the entry there is no token, and none ends.
 */
public final class AccessGrants {

    private static final int TOKEN_BYTES = 32;

    private final Database database;
    private final Ledger ledger;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public AccessGrants(Database database, Ledger ledger, InstantSource clock) {
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A fresh token for a transfer, in the transaction that runs on this thread; a former one of it ends. */
    public String grant(String transfer, String agreement) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        database.useTransaction(handle -> {
            end(handle, transfer);
            handle.execute("INSERT INTO access_grant (transfer, agreement, token_hash, granted_at)"
                + " VALUES (?, ?, ?, ?)", transfer, agreement, hash(token), clock.instant().getEpochSecond());
            append("granted", transfer, agreement);
        });
        return token;
    }

    /** Ends the token of a transfer; no token, no change. */
    public void revoke(String transfer) {
        database.useTransaction(handle -> end(handle, transfer));
    }

    /** The agreement that a token was given for; empty when it is unknown or revoked. */
    public Optional<String> agreement(String token) {
        return database.read(handle -> handle.createQuery(
                "SELECT agreement FROM access_grant WHERE token_hash = :hash")
            .bind("hash", hash(token))
            .mapTo(String.class)
            .findOne());
    }

    private void end(Handle handle, String transfer) {
        Optional<String> agreement = handle.createQuery(
                "SELECT agreement FROM access_grant WHERE transfer = :transfer FOR UPDATE")
            .bind("transfer", transfer)
            .mapTo(String.class)
            .findOne();
        if (agreement.isPresent()) {
            handle.execute("DELETE FROM access_grant WHERE transfer = ?", transfer);
            append("revoked", transfer, agreement.get());
        }
    }

    private void append(String kind, String transfer, String agreement) {
        ledger.append(kind, Json.object().put("transfer", transfer).put("agreement", agreement));
    }

    private static String hash(String token) {
        return Digest.of(token.getBytes(StandardCharsets.UTF_8));
    }
}
