package eu.bocage.connector.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.storage.Database;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many debits went missing with the end of a ledger. */
class MissingDebitsTest {

    private static final Did SELF = new Did("did:web:127.0.0.1%3A9101");

    @TempDir
    Path folder;

    private final NodeKeys keys = NodeKeys.fresh();
    private final Instant now = Instant.parse("2026-11-24T17:00:00.123Z");
    private Database database;
    private Ledger ledger;

    @BeforeEach
    void open() {
        database = Database.openFile(folder.resolve("state"));
        ledger = new Ledger(database, SELF, keys, () -> now, folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** What went missing once counts on, so that a copy that is put back twice misses it twice. */
    @Test
    void tellsHowManyDebitsAreMissingAndGoesOnCountingFromThem() throws Exception {
        append("one");
        ledger.append(Ledger.DEBIT, Json.object());
        Ledger.Head here = ledger.head();
        append("free");
        ledger.append(Ledger.DEBIT, Json.object());
        ledger.append(Ledger.DEBIT, Json.object());
        append("free");
        Ledger.Head last = ledger.head();
        assertThat(exported().getLast()).contains("\"debits\":3");
        database.useTransaction(handle -> {
            handle.execute("DELETE FROM ledger_entry WHERE number > 2");
            handle.execute("UPDATE ledger_head SET number = 2, hash = ?, debits = 1", here.hash());
        });
        database.close();
        open();
        assertThat(ledger.missing()).contains(new Ledger.Missing(here, last, ledger.branch(here), 2, 2));
        ledger.acknowledge(lost -> { });
        assertThat(exported().getLast()).contains("\"kind\":\"restored\"", "\"debits\":3");
    }

    @Test
    void countsEachMissingEntryAsADebitWhereTheNoteDoesNotTell() throws Exception {
        append("one");
        database.close();
        Files.writeString(folder.resolve(HeadNote.NAME), noted(9, Optional.empty()));
        open();
        assertThat(ledger.missing()).hasValueSatisfying(missing -> assertThat(missing.debits()).isEqualTo(8));
    }

    @Test
    void countsTheDebitsOfEntriesThatDoNotTell() throws Exception {
        append("one");
        Ledger.Entry debit = ledger.append(Ledger.DEBIT, Json.object());
        Ledger.Head here = ledger.head();
        database.useTransaction(handle -> handle.execute("UPDATE ledger_entry SET content = ? WHERE number = 2",
            debit.json().replace("\"debits\":1,", "")));
        Files.writeString(folder.resolve(HeadNote.NAME), noted(7, Optional.of(3L)));
        database.close();
        open();
        assertThat(ledger.missing()).hasValueSatisfying(missing -> {
            assertThat(missing.here()).isEqualTo(here);
            assertThat(missing.debits()).isEqualTo(2);
        });
    }

    /** A note of this node that names an entry of that number. @param debits that it tells */
    private String noted(long number, Optional<Long> debits) {
        ObjectNode entry = Json.object().put("number", number).put("at", now.toString()).put("kind", "test")
            .put("previous", Ledger.NOTHING_BEFORE);
        entry.set("content", Json.object());
        debits.ifPresent(count -> entry.put("debits", count));
        return Json.text(Envelope.sign(Ledger.ENTRY, entry, SELF, keys).bytes());
    }

    private void append(String what) {
        ledger.append("test", Json.object().put("what", what));
    }

    private List<String> exported() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ledger.export(out);
        return Json.text(out.toByteArray()).lines().toList();
    }
}
