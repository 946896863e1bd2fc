package eu.bocage.connector.edc;

import java.net.URI;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyArchive;
import org.eclipse.edc.connector.controlplane.transfer.spi.flow.DataFlowManager;
import org.eclipse.edc.policy.engine.spi.PolicyEngine;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;

/** What the node decides in its EDC runtime: policies, and what a started transfer gives. */
public final class NodeRules implements ServiceExtension {

    private final PolicyJudge judge;
    private final Grants grants;
    private final URI endpoint;

    @Inject
    private PolicyEngine policies;

    @Inject
    private DataFlowManager flows;

    @Inject
    private PolicyArchive agreements;

    NodeRules(PolicyJudge judge, Grants grants, URI endpoint) {
        this.judge = judge;
        this.grants = grants;
        this.endpoint = endpoint;
    }

    @Override
    public String name() {
        return "Node rules";
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        new Judging(judge).standBefore(policies);
        flows.register(100, new QueryFlow(endpoint, grants, agreements));
    }
}
