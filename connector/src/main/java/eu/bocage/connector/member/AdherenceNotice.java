package eu.bocage.connector.member;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator's log who has not adhered to the charter in force, each time that this changes. Thread-safe. */
final class AdherenceNotice implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(AdherenceNotice.class);

    private final Territory territory;
    private String told = "";

    AdherenceNotice(Territory territory) {
        this.territory = territory;
    }

    @Override
    public synchronized void run() {
        String text = text();
        if (!text.equals(told)) {
            told = text;
            LOG.info(text);
        }
    }

    String text() {
        return territory.charter().map(charter -> {
            List<String> missing = territory.all().stream()
                .filter(member -> member.active() && !territory.adheres(member))
                .map(this::line).toList();
            return "Charter version " + charter.version() + " (" + charter.hash() + "), until " + charter.until() + ": "
                + (missing.isEmpty() ? "every active member has adhered"
                    : missing.size() + " have not adhered and make no new agreements: " + String.join(", ", missing));
        }).orElse("No charter is in force");
    }

    private String line(Member member) {
        return member.did() + " (" + territory.charters().find(member.adherence().charter())
            .map(signed -> "version " + signed.version()).orElse("a charter unknown here") + ")";
    }
}
