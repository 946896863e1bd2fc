package eu.bocage.connector.node;

import eu.bocage.connector.agreement.Evidence;
import eu.bocage.connector.agreement.Promises;
import eu.bocage.connector.agreement.Revocations;
import eu.bocage.connector.approval.Approvals;
import eu.bocage.connector.member.Did;
import eu.bocage.policies.Promise;
import eu.bocage.policies.Tally;
import java.util.Optional;
import java.util.Set;

/** What members have promised to this node, how committees voted, and what this node has revoked. */
record SignedEvidence(Promises kept, Approvals approvals, Revocations revocations) implements Evidence {

    @Override
    public Set<Promise> promises(Did requester, String dataset, String project, String charter) {
        return kept.of(requester, dataset, project, charter);
    }

    @Override
    public Optional<Tally> tally(Did requester, String dataset, String project, String charter) {
        return approvals.tally(requester, dataset, project, charter);
    }

    @Override
    public boolean revoked(String agreement) {
        return revocations.revoked(agreement);
    }
}
