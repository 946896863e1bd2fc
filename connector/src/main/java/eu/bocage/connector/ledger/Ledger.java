package eu.bocage.connector.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.storage.Database;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Append-only, hash-chained, signed. */
public final class Ledger {

    public Ledger(Database database, Did self, NodeKeys keys, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /** Appends in the transaction that runs on this thread, or in one of its own. */
    public Entry append(String kind, ObjectNode content) {
        throw new UnsupportedOperationException();
    }

    /** Hands over all entries, oldest first. */
    public void forEach(Consumer<Entry> reader) {
        throw new UnsupportedOperationException();
    }

    /** @param json the entry in canonical JSON; @param hash over it; @param signature of the node over it */
    public record Entry(long number, String json, String hash, String signature) {
    }
}
