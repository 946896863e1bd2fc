package eu.bocage.connector.ledger;

import eu.bocage.connector.member.Json;
import eu.bocage.connector.storage.Database;
import org.jdbi.v3.core.Handle;

/** How many debits of a budget the entries of the ledger stand for, at most. Thread-safe. */
record Debits(Database database) {

    private static final String CONTENT = "SELECT content FROM ledger_entry WHERE number = :number";
    /** Of entries that do not tell, which follow upon none that does: there, a member comes before the kind. */
    private static final String COUNTED = "SELECT count(*) FROM ledger_entry WHERE number <= :number"
        + " AND content LIKE '%},\"kind\":\"" + Ledger.DEBIT + "\",\"number\":%'";

    /** Up to the last entry. */
    static long now(Handle handle) {
        return handle.createQuery("SELECT debits FROM ledger_head").mapTo(Long.class).one();
    }

    /** Up to an entry that is there; none up to number 0. */
    long upTo(long number) {
        return database.read(handle -> handle.createQuery(CONTENT).bind("number", number).mapTo(String.class).findOne()
            .map(json -> LedgerCheck.Noted.debits(Json.read(json)).orElseGet(() -> handle.createQuery(COUNTED)
                .bind("number", number).mapTo(Long.class).one()))
            .orElse(0L));
    }
}
