package eu.bocage.connector.edc;

import eu.bocage.connector.agreement.Occasion;
import eu.bocage.connector.member.Did;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Reason;
import eu.bocage.policies.Scope;
import java.util.List;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.catalog.spi.policy.CatalogPolicyContext;
import org.eclipse.edc.connector.controlplane.contract.spi.policy.ContractNegotiationPolicyContext;
import org.eclipse.edc.connector.controlplane.contract.spi.policy.TransferProcessPolicyContext;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.policy.monitor.spi.PolicyMonitorContext;
import org.eclipse.edc.policy.engine.spi.PolicyContext;
import org.eclipse.edc.policy.engine.spi.PolicyEngine;
import org.eclipse.edc.policy.model.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the one judge in front of EDC's policy engine, in each scope in which EDC evaluates: catalogue, negotiation,
 * transfer, and the monitor of running transfers. What the judge does not permit ends there. No function of ours is
 * registered with the engine, so what it does afterwards can only add a refusal.
 */
final class Judging {

    private static final Logger LOG = LoggerFactory.getLogger(Judging.class);

    private final PolicyJudge judge;

    Judging(PolicyJudge judge) {
        this.judge = judge;
    }

    void standBefore(PolicyEngine engine) {
        engine.registerPreValidator(CatalogPolicyContext.class, (policy, context) ->
            permits(policy, Scope.CATALOGUE, context.participantAgent().getIdentity(), Optional.empty(), context));
        engine.registerPreValidator(ContractNegotiationPolicyContext.class, (policy, context) ->
            permits(policy, Scope.NEGOTIATION, context.participantAgent().getIdentity(), Optional.empty(), context));
        engine.registerPreValidator(TransferProcessPolicyContext.class, (policy, context) ->
            permits(policy, Scope.TRANSFER, context.participantAgent().getIdentity(),
                Optional.of(context.contractAgreement()), context));
        engine.registerPreValidator(PolicyMonitorContext.class, (policy, context) ->
            permits(policy, Scope.MONITOR, context.contractAgreement().getConsumerId(),
                Optional.of(context.contractAgreement()), context));
    }

    private boolean permits(Policy policy, Scope scope, String requester, Optional<ContractAgreement> agreement,
                            PolicyContext context) {
        Optional<String> dataset = agreement.map(ContractAgreement::getAssetId)
            .or(() -> Optional.ofNullable(policy.getTarget()));
        if (Caller.current().filter(Caller::isBrowsing).isPresent()) {
            return shows(policy, scope, requester, dataset, context);
        }
        List<Reason> reasons = reasons(policy, scope, requester, dataset, agreement.map(ContractAgreement::getId));
        if (reasons.isEmpty()) {
            return true;
        }
        String text = RefusalText.write(reasons);
        context.reportProblem(text);
        Caller.current().ifPresent(caller -> caller.refused(text));
        LOG.debug("{} refused to {}: {}", scope, requester, text);
        return false;
    }

    /** A catalogue leaves out what it does not show, so of each of its many offers no more is asked than whether. */
    private boolean shows(Policy policy, Scope scope, String requester, Optional<String> dataset,
                          PolicyContext context) {
        try {
            if (judge.permits(PolicyWire.read(policy), scope,
                new Occasion(new Did(requester), dataset, Optional.empty()))) {
                return true;
            }
        } catch (RuntimeException e) {
            LOG.error("An offer could not be decided", e);
        }
        context.reportProblem("not shown to " + requester);
        return false;
    }

    /** Why not; empty when permitted. A judge that fails has not permitted. */
    private List<Reason> reasons(Policy policy, Scope scope, String requester, Optional<String> dataset,
                                 Optional<String> agreement) {
        try {
            return switch (judge.decide(PolicyWire.read(policy), scope,
                    new Occasion(new Did(requester), dataset, agreement))) {
                case Decision.Permitted permitted -> List.of();
                case Decision.NeedsApproval needed -> needed.reasons();
                case Decision.Denied(List<Reason> reasons) when !reasons.isEmpty() -> reasons;
                case Decision.Denied denied -> List.of(new Reason("policy", "", "refusé sans motif",
                    "refused without a reason"));
            };
        } catch (RuntimeException e) {
            LOG.error("A policy could not be decided", e);
            return List.of(new Reason("policy", "", "la politique n'a pas pu être évaluée ; réessayez plus tard",
                "the policy could not be decided; try again later"));
        }
    }
}
