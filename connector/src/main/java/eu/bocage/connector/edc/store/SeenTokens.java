package eu.bocage.connector.edc.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.storage.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.edc.jwt.validation.jti.JtiValidationEntry;
import org.eclipse.edc.jwt.validation.jti.JtiValidationStore;
import org.eclipse.edc.spi.result.StoreResult;

/** Durable token identifiers, so that a token cannot be replayed across a restart. */
final class SeenTokens implements JtiValidationStore {

    private final JsonTable<JtiValidationEntry> table;
    private final Clock clock;

    record Stored(String id, Long expirationTimestamp) {
    }

    SeenTokens(Database database, Supplier<ObjectMapper> mapper, Clock clock) {
        this.clock = clock;
        this.table = new JsonTable<>(database, "edc_jti",
            new Codec<>(mapper, Stored.class, entry -> new Stored(entry.tokenId(), entry.expirationTimestamp()),
                stored -> new JtiValidationEntry(stored.id(), stored.expirationTimestamp())),
            (stream, spec) -> stream,
            List.of(new Column<>("id", String.class, "tokenId", JtiValidationEntry::tokenId),
                new Column<>("created_at", Long.class, "createdAt", entry -> 0L),
                new Column<>("expires_at", Long.class, "expirationTimestamp",
                    JtiValidationEntry::expirationTimestamp)));
    }

    @Override
    public StoreResult<Void> storeEntry(JtiValidationEntry entry) {
        return table.insert(entry)
            ? StoreResult.success()
            : StoreResult.alreadyExists("JTI Validation Entry with ID '" + entry.tokenId() + "' already exists");
    }

    @Override
    public JtiValidationEntry findById(String id, boolean autoRemove) {
        Optional<JtiValidationEntry> entry = autoRemove ? table.delete(id) : table.find(id);
        return entry.orElse(null);
    }

    @Override
    public StoreResult<Void> deleteById(String id) {
        return table.delete(id).isPresent()
            ? StoreResult.success()
            : StoreResult.notFound("JTI Validation Entry with ID '" + id + "' not found");
    }

    @Override
    public StoreResult<Integer> deleteExpired() {
        return StoreResult.success(table.deleteWhere("expires_at < ?", clock.millis()));
    }
}
