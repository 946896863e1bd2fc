package eu.bocage.connector.dataset;

import eu.bocage.compute.Card;
import eu.bocage.compute.DataVersion;
import eu.bocage.compute.Table;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.storage.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The datasets published at this node: cards, versions, rows. */
public final class Datasets implements AutoCloseable {

    public Datasets(Database database, Path folder, Ledger ledger, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /** Publishes a file under a card, or a new version of it. @throws eu.bocage.compute.InvalidInput */
    public Published publish(String cardYaml, Path csv, LongConsumer progress) {
        throw new UnsupportedOperationException();
    }

    public List<Published> all() {
        throw new UnsupportedOperationException();
    }

    public Optional<Published> find(String id) {
        throw new UnsupportedOperationException();
    }

    /** The rows of one version, or empty when they are gone. Kept open and shared; do not close. */
    public Optional<Table> rows(Published dataset) {
        throw new UnsupportedOperationException();
    }

    /** Called after each publication. */
    public void onChange(Runnable listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** A dataset at its current version. */
    public record Published(Card card, DataVersion version, Instant since) {
    }
}
