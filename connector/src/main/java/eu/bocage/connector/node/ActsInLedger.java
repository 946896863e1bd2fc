package eu.bocage.connector.node;

import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.ActBook;
import eu.bocage.connector.member.Json;
import java.util.Locale;

/** The acts of a trust anchor as entries {@code territory} of its node's ledger. */
record ActsInLedger(Ledger ledger) implements ActBook {

    @Override
    public void record(Act act) {
        ledger.append("territory", Json.object().put("document", act.document().text())
            .put("version", act.version()).put("hash", act.hash())
            .put("act", act.kind().name().toLowerCase(Locale.ROOT)).put("subject", act.subject()));
    }
}
