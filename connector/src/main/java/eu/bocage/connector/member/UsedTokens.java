package eu.bocage.connector.member;

import eu.bocage.connector.storage.Database;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The tokens that were shown to this node, kept in its database so that a restart does not let one pass twice. Of any
 * number of threads that show the same token at the same time, the database's unique key lets one through. None passes
 * twice either where this node's clock is set ahead by less than an hour and back. Thread-safe.
 */
final class UsedTokens {

    private static final long SWEEP_SECONDS = 60;
    /** Kept for longer than it would be of use, lest a clock that is set ahead and back let a token pass twice. */
    static final long MARGIN_SECONDS = 3600;

    private final Database database;
    private final AtomicLong nextSweep = new AtomicLong();

    UsedTokens(Database database) {
        this.database = database;
    }

    /**
     * Uses a token up.
     *
     * @param forgetAt from when on the token is refused for its age alone
     * @return whether it was the first time
     */
    boolean use(Did issuer, String jti, Instant forgetAt, Instant now) {
        sweep(now.getEpochSecond());
        return database.inTransaction(handle -> handle.createUpdate("""
                INSERT INTO member_used_token (issuer, jti, forget_at) VALUES (:issuer, :jti, :forgetAt)
                ON CONFLICT DO NOTHING""")
            .bind("issuer", issuer.text())
            .bind("jti", jti)
            .bind("forgetAt", forgetAt.getEpochSecond())
            .execute()) == 1;
    }

    private void sweep(long now) {
        long due = nextSweep.get();
        boolean setBack = due > now + SWEEP_SECONDS;
        if ((now >= due || setBack) && nextSweep.compareAndSet(due, now + SWEEP_SECONDS)) {
            database.useTransaction(handle ->
                handle.execute("DELETE FROM member_used_token WHERE forget_at < ?", now - MARGIN_SECONDS));
        }
    }
}
