package eu.bocage.connector.node;

import eu.bocage.connector.member.ActBook;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.NodeKeys;
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

    /** The pen of a trust anchor; empty when another node is. */
    static Optional<TrustAnchor> anchor(NodeConfig config, Territory territory, NodeKeys keys, ActBook acts,
                                        InstantSource clock) {
        return config.trustAnchor().isPresent() ? Optional.empty()
            : Optional.of(new TrustAnchor(territory, keys, acts, clock));
    }
}
