package eu.bocage.connector.node;

import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.SetupException;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.member.TrustAnchor;
import eu.bocage.connector.member.TrustAnchorKey;
import eu.bocage.connector.storage.Database;
import java.time.InstantSource;
import java.util.Optional;

/** A node's part in its territory, by its configuration: it joins the one of a trust anchor, or is the trust anchor. */
final class Territories {

    private Territories() {
    }

    static Territory open(NodeConfig config, Did self, NodeKeys keys, Database database, InstantSource clock) {
        return config.trustAnchor()
            .map(pinned -> Territory.of(pinned.key(), pinned.url(), database, clock))
            .orElseGet(() -> Territory.ofAnchor(new TrustAnchorKey(self, keys.verificationKey()), database, clock));
    }

    /**
     * The pen of a trust anchor; empty when another node is.
     *
     * @throws SetupException when it is this node and its database is older than its ledger: it would sign a second
     *     register, charter or project list under a number that it has used
     */
    static Optional<TrustAnchor> anchor(NodeConfig config, Territory territory, NodeKeys keys, Ledger ledger,
                                        InstantSource clock) {
        if (config.trustAnchor().isPresent()) {
            return Optional.empty();
        }
        ledger.missing().ifPresent(missing -> {
            throw new SetupException(
                "La base de données est plus ancienne que le journal : elle s'arrête à l'entrée "
                    + missing.here().number() + ", mais ledger-head.json connaît l'entrée " + missing.noted().number()
                    + ". Remettez la base la plus récente : l'ancre de confiance signerait sinon deux documents de"
                    + " même version, et les membres ne la croiraient plus.",
                "The database is older than the ledger: it ends at entry " + missing.here().number()
                    + ", but ledger-head.json knows entry " + missing.noted().number() + ". Put the newest database"
                    + " back: otherwise the trust anchor would sign two documents of one version, and members would"
                    + " no longer believe it.");
        });
        return Optional.of(new TrustAnchor(territory, keys, new ActsInLedger(ledger), clock));
    }
}
