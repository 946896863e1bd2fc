package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.storage.Database;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What this node asked and got: requests, receipts and answers in the database, their hashes in the ledger. */
final class AskedBook {

    private static final Parts ANSWERS = new Parts("asked_answer_part");

    private final Database database;
    private final Ledger ledger;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    AskedBook(Database database, Ledger ledger, InstantSource clock) {
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Before it is sent. @param question JSON as it was asked; @param person pseudonym */
    void asked(Agreement agreement, String project, Envelope request, String question, String person) {
        ObjectNode asked = Json.read(Json.text(Json.canonical(Json.read(question))));
        ObjectNode content = content(agreement, project, request).put("person", person)
            .put("purpose", asked.path("purpose").asText());
        content.set("asked", asked);
        ledger.append("asked", content);
    }

    /** @return the answer as it is kept */
    Body received(Agreement agreement, String project, Envelope request, byte[] answer, Receipt receipt,
                  byte[] signed) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        database.useTransaction(handle -> {
            handle.execute("""
                INSERT INTO asked_question (id, provider, dataset, project, agreement, request, receipt, received_at,
                    entry_number, entry_hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", id, agreement.provider().text(), agreement.dataset(), project,
                agreement.id(), Json.text(request.bytes()), Json.text(signed), clock.instant().getEpochSecond(),
                receipt.entry().number(), receipt.entry().hash());
            ANSWERS.write(handle, id, answer);
            ObjectNode content = content(agreement, project, request).put("answer", receipt.answer());
            content.set("receipt", Json.read(Json.text(signed)));
            ledger.append("received", content);
        });
        return ANSWERS.read(database, id);
    }

    void denied(Agreement agreement, String project, Envelope request, String code) {
        ledger.append("denied", content(agreement, project, request).put("code", code));
    }

    /**
     * The receipt of the newest debit that this node knows of at a provider: the newest by the time at which its entry
     * was first heard of, for a restored provider counts anew.
     */
    Optional<String> newest(Did provider) {
        return database.read(handle -> handle.createQuery("""
                SELECT a.receipt FROM asked_question a WHERE a.provider = :provider AND a.entry_hash IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM asked_question b WHERE b.provider = a.provider
                    AND b.entry_hash = a.entry_hash AND b.received_at < a.received_at)
                ORDER BY a.received_at DESC, a.entry_number DESC LIMIT 1""")
            .bind("provider", provider.text())
            .mapTo(String.class)
            .findOne());
    }

    /** All receipts of a provider, in the order of time. */
    List<String> receipts(Did provider) {
        return database.read(handle -> handle.createQuery("""
                SELECT receipt FROM asked_question WHERE provider = :provider
                ORDER BY received_at, entry_number""")
            .bind("provider", provider.text())
            .mapTo(String.class)
            .list());
    }

    private static ObjectNode content(Agreement agreement, String project, Envelope request) {
        return Json.object().put("provider", agreement.provider().text()).put("dataset", agreement.dataset())
            .put("project", project).put("agreement", agreement.id()).put("request", request.hash());
    }
}
