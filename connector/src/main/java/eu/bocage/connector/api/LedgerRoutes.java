package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import java.util.concurrent.atomic.AtomicLong;

/** The ledger, entry by entry, for whoever checks it. */
record LedgerRoutes(Did self, NodeKeys keys, Ledger ledger) {

    ObjectNode export(Exchange exchange) {
        AtomicLong entries = new AtomicLong();
        ledger.forEach(entry -> {
            exchange.line(Json.object().put("number", entry.number()).put("entry", entry.json())
                .put("hash", entry.hash()).put("signature", entry.signature()));
            entries.incrementAndGet();
        });
        return Json.object().put("entries", entries.get()).put("node", self.text())
            .put("key", keys.verificationKey().x());
    }
}
