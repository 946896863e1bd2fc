package eu.bocage.connector.agreement;

import eu.bocage.connector.member.Did;
import eu.bocage.policies.Promise;
import eu.bocage.policies.Tally;
import java.util.Optional;
import java.util.Set;

/** What members have signed for this node to keep, beside the territory's documents; verified before it was kept. */
public interface Evidence {

    /** Nothing was signed. */
    Evidence NONE = new Evidence() {
        @Override
        public Set<Promise> promises(Did requester, String dataset, String project, String charter) {
            return Set.of();
        }

        @Override
        public Optional<Tally> tally(Did requester, String dataset, String project, String charter) {
            return Optional.empty();
        }

        @Override
        public boolean revoked(String agreement) {
            return false;
        }
    };

    /** What the requester promised for a dataset of this node. @param charter hash of the one that it is under */
    Set<Promise> promises(Did requester, String dataset, String project, String charter);

    /** The committee's votes on its use of a dataset of this node; empty when nobody asked. */
    Optional<Tally> tally(Did requester, String dataset, String project, String charter);

    /** Whether this node, as provider, has revoked an agreement. */
    boolean revoked(String agreement);
}
