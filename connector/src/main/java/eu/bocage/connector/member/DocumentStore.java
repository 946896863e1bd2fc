package eu.bocage.connector.member;

import eu.bocage.connector.storage.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The territory's documents as this node accepted them, every version, in its database. What it has seen it never
 * unsees: a lower version does not come back, and a second document with the number of a first one is kept as evidence
 * beside it. Thread-safe.
 */
final class DocumentStore {

    /** What keeping a document came to. */
    enum Kept {
        NEWEST, KNOWN, OLDER, CONFLICT
    }

    /** A version of a document. */
    record Stored(long version, String text) {
    }

    private final Database database;

    DocumentStore(Database database) {
        this.database = database;
    }

    Optional<Stored> newest(TerritoryDocument kind) {
        return database.inTransaction(handle -> newest(handle, kind));
    }

    /** Whether the newest version, or one above it, was seen with two contents. */
    boolean inConflict(TerritoryDocument kind) {
        return database.inTransaction(handle -> handle.createQuery("""
                SELECT count(*) FROM territory_conflict WHERE kind = :kind AND version >=
                    (SELECT coalesce(max(version), 0) FROM territory_document WHERE kind = :kind)""")
            .bind("kind", kind.text())
            .mapTo(Long.class)
            .one()) > 0;
    }

    /** Every content of a kind that the trust anchor signed, with what it signed twice for one version. */
    List<String> everything(TerritoryDocument kind) {
        return database.inTransaction(handle -> handle.createQuery("""
                SELECT content FROM territory_document WHERE kind = :kind
                UNION ALL SELECT content FROM territory_conflict WHERE kind = :kind""")
            .bind("kind", kind.text())
            .mapTo(String.class)
            .list());
    }

    /** The content of one version. */
    Optional<String> find(TerritoryDocument kind, long version) {
        return database.inTransaction(handle -> find(handle, kind, version));
    }

    /** Keeps a version that is older than the newest, as evidence only where that number is taken. */
    void keepFormer(TerritoryDocument kind, long version, Envelope envelope, Instant now) {
        database.inTransaction(handle -> {
            boolean taken = find(handle, kind, version).isPresent();
            insert(handle, taken ? "territory_conflict" : "territory_document", kind, version, envelope, now);
            return null;
        });
    }

    /** @param stored runs in the same transaction after a newest version was stored */
    Kept keep(TerritoryDocument kind, long version, Envelope envelope, Instant now, Runnable stored) {
        return database.inTransaction(handle -> {
            Optional<String> known = find(handle, kind, version);
            if (known.isPresent()) {
                if (known.get().equals(Json.text(envelope.bytes()))) {
                    return Kept.KNOWN;
                }
                insert(handle, "territory_conflict", kind, version, envelope, now);
                return Kept.CONFLICT;
            }
            if (newest(handle, kind).map(Stored::version).orElse(0L) > version) {
                return Kept.OLDER;
            }
            insert(handle, "territory_document", kind, version, envelope, now);
            stored.run();
            return Kept.NEWEST;
        });
    }

    private static Optional<String> find(Handle handle, TerritoryDocument kind, long version) {
        return handle.createQuery("SELECT content FROM territory_document WHERE kind = :kind AND version = :version")
            .bind("kind", kind.text())
            .bind("version", version)
            .mapTo(String.class)
            .findOne();
    }

    private static Optional<Stored> newest(Handle handle, TerritoryDocument kind) {
        return handle.createQuery("""
                SELECT version, content FROM territory_document WHERE kind = :kind
                ORDER BY version DESC LIMIT 1""")
            .bind("kind", kind.text())
            .map((row, context) -> new Stored(row.getLong("version"), row.getString("content")))
            .findOne();
    }

    private static void insert(Handle handle, String table, TerritoryDocument kind, long version, Envelope envelope,
                               Instant now) {
        handle.createUpdate("INSERT INTO " + table + " (kind, version, hash, content, received_at)"
                + " VALUES (:kind, :version, :hash, :content, :now) ON CONFLICT DO NOTHING")
            .bind("kind", kind.text())
            .bind("version", version)
            .bind("hash", envelope.hash())
            .bind("content", Json.text(envelope.bytes()))
            .bind("now", now.getEpochSecond())
            .execute();
    }
}
