package eu.bocage.connector.answer;

import eu.bocage.compute.Disclosure;
import eu.bocage.compute.PrivacyLoss;
import eu.bocage.connector.answer.Charged.Asker;
import eu.bocage.connector.answer.Charged.Key;
import eu.bocage.connector.answer.Charged.State;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.storage.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Charged questions, the seeds of the open ones and the answers of the others, in the database. */
final class Charges {

    private static final Parts ANSWERS = new Parts("answer_part");
    private static final int NEWEST = 10;

    private final Database database;

    Charges(Database database) {
        this.database = database;
    }

    Optional<Charged> find(Key key) {
        return database.read(handle -> handle.createQuery("""
                SELECT * FROM answer_question WHERE project = :project AND dataset = :dataset AND version = :version
                AND question_hash = :question AND minimum_group = :minimumGroup
                AND dominance_percent = :dominancePercent""")
            .bind("project", key.project())
            .bind("dataset", key.dataset())
            .bind("version", key.version())
            .bind("question", key.questionHash())
            .bind("minimumGroup", key.disclosure().minimumGroup())
            .bind("dominancePercent", key.disclosure().dominancePercent())
            .map((row, context) -> charged(row))
            .findOne());
    }

    boolean known(String project, String dataset, String version, String questionHash) {
        return database.read(handle -> handle.createQuery("""
                SELECT count(*) FROM answer_question WHERE project = :project AND dataset = :dataset
                AND version = :version AND question_hash = :question""")
            .bind("project", project)
            .bind("dataset", dataset)
            .bind("version", version)
            .bind("question", questionHash)
            .mapTo(Long.class)
            .one()) > 0;
    }

    List<Charged> open() {
        return database.read(handle -> handle.createQuery(
                "SELECT * FROM answer_question WHERE state = 'open' ORDER BY entry_number")
            .map((row, context) -> charged(row))
            .list());
    }

    /** Stores a question as open, with its seed; a second one with its key fails the transaction. */
    void insert(Charged charged, byte[] seed) {
        database.useTransaction(handle -> {
            Key key = charged.key();
            Asker asker = charged.asked();
            handle.execute("""
                INSERT INTO answer_question (id, project, dataset, version, question_hash, minimum_group,
                    dominance_percent, question, cost, pico_delta, agreement, consumer, charter, request_hash,
                    entry_number, entry_hash, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', 'open')""", charged.id(), key.project(),
                key.dataset(), key.version(), key.questionHash(), key.disclosure().minimumGroup(),
                key.disclosure().dominancePercent(), charged.question(), charged.cost().microRho(),
                charged.cost().picoDelta(), asker.agreement(), asker.consumer(), asker.charter(), asker.requestHash());
            handle.execute("INSERT INTO answer_seed (question, seed) VALUES (?, ?)", charged.id(),
                HexFormat.of().formatHex(seed));
        });
    }

    void recorded(String id, Ledger.Head entry) {
        database.useTransaction(handle -> handle.execute(
            "UPDATE answer_question SET entry_number = ?, entry_hash = ? WHERE id = ?", entry.number(), entry.hash(),
            id));
    }

    byte[] seed(String id) {
        return database.read(handle -> HexFormat.of().parseHex(handle.createQuery(
                "SELECT seed FROM answer_seed WHERE question = :id")
            .bind("id", id)
            .mapTo(String.class)
            .one()));
    }

    /** Stores the answer of an open question and deletes its seed. @throws IllegalStateException if it is not open */
    void answered(String id, byte[] answer, String hash) {
        database.useTransaction(handle -> {
            end(handle, id, "answered");
            handle.execute("UPDATE answer_question SET answer_hash = ? WHERE id = ?", hash, id);
            ANSWERS.write(handle, id, answer);
        });
    }

    /** Closes an open question without an answer and deletes its seed. */
    void closed(String id) {
        database.useTransaction(handle -> end(handle, id, "closed"));
    }

    /** The newest answers of a project about a dataset that fit one part, oldest first. */
    List<String> newest(String project, String dataset) {
        return database.read(handle -> handle.createQuery("""
                SELECT p.content FROM answer_question q JOIN answer_part p ON p.question = q.id
                WHERE q.project = :project AND q.dataset = :dataset AND q.state = 'answered'
                AND NOT EXISTS (SELECT 1 FROM answer_part more WHERE more.question = q.id AND more.part > 0)
                ORDER BY q.entry_number DESC LIMIT :most""")
            .bind("project", project)
            .bind("dataset", dataset)
            .bind("most", NEWEST)
            .mapTo(String.class)
            .list()).reversed();
    }

    /** Canonical JSON, UTF-8. */
    Body answer(String id) {
        return ANSWERS.read(database, id);
    }

    private static void end(Handle handle, String id, String state) {
        if (handle.execute("UPDATE answer_question SET state = ? WHERE id = ? AND state = 'open'", state, id) != 1) {
            throw new IllegalStateException("question " + id + " is not open; nothing was changed");
        }
        handle.execute("DELETE FROM answer_seed WHERE question = ?", id);
    }

    private static Charged charged(ResultSet row) throws SQLException {
        return new Charged(row.getString("id"),
            new Key(row.getString("project"), row.getString("dataset"), row.getString("version"),
                row.getString("question_hash"),
                new Disclosure(row.getInt("minimum_group"), row.getInt("dominance_percent"))),
            row.getString("question"), new PrivacyLoss(row.getLong("cost"), row.getLong("pico_delta")),
            new Asker(row.getString("agreement"), row.getString("consumer"), row.getString("charter"),
                row.getString("request_hash")),
            new Ledger.Head(row.getLong("entry_number"), row.getString("entry_hash")),
            switch (row.getString("state")) {
                case "open" -> State.OPEN;
                case "answered" -> State.ANSWERED;
                default -> State.CLOSED;
            },
            Optional.ofNullable(row.getString("answer_hash")));
    }
}
