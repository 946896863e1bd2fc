package eu.bocage.connector.edc.tck;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractRequest;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferRequest;
import org.eclipse.edc.participantcontext.single.spi.SingleParticipantContextSupplier;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.EdcException;
import org.eclipse.edc.spi.system.ServiceExtension;

/** By these the kit makes the node begin as a consumer. */
final class Webhooks implements ServiceExtension {

    static final String PROTOCOL = "dataspace-protocol-http:2025-1";

    @Inject
    private ContractNegotiationService negotiations;

    @Inject
    private TransferProcessService transfers;

    @Inject
    private SingleParticipantContextSupplier participant;

    @Override
    public String name() {
        return "Test kit: webhooks";
    }

    /** @param request providerId, connectorAddress, offerId, datasetId */
    void negotiate(JsonObject request) {
        negotiations.initiateNegotiation(participant(), ContractRequest.Builder.newInstance()
            .counterPartyAddress(request.getString("connectorAddress"))
            .protocol(PROTOCOL)
            .contractOffer(ContractOffer.Builder.newInstance()
                .id(request.getString("offerId"))
                .assetId(request.getString("datasetId"))
                .policy(Seed.use().assigner(request.getString("providerId")).build())
                .build())
            .build());
    }

    /** @param request providerId, connectorAddress, agreementId, format */
    void transfer(JsonObject request) {
        transfers.initiateTransfer(participant(), TransferRequest.Builder.newInstance()
                .id(request.getString("agreementId") + "-" + UUID.randomUUID())
                .counterPartyAddress(request.getString("connectorAddress"))
                .protocol(PROTOCOL)
                .contractId(request.getString("agreementId"))
                .transferType(request.getString("format"))
                .build())
            .orElseThrow(failure -> new EdcException(failure.getFailureDetail()));
    }

    private ParticipantContext participant() {
        return participant.get().orElseThrow(failure -> new EdcException(failure.getFailureDetail()));
    }
}
