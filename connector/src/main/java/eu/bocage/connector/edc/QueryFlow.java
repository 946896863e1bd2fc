package eu.bocage.connector.edc;

import java.net.URI;
import java.util.Set;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyArchive;
import org.eclipse.edc.connector.controlplane.transfer.spi.flow.DataFlowController;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.DataFlowResponse;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.response.ResponseStatus;
import org.eclipse.edc.spi.response.StatusResult;
import org.eclipse.edc.spi.types.domain.DataAddress;

/**
 * What a transfer of a dataset is here: no data flows; the consumer gets an address to ask questions at and a token for
 * it, which end with the transfer. The token travels in the start message, in the data address that the protocol has
 * for it.
 */
final class QueryFlow implements DataFlowController {

    static final String TYPE = "BocageQuery";
    static final String TRANSFER_TYPE = TYPE + "-PULL";
    static final String ENDPOINT = "endpoint";
    static final String TOKEN = "authorization";

    private final URI endpoint;
    private final Grants grants;
    private final PolicyArchive agreements;

    /** @param endpoint where questions are asked */
    QueryFlow(URI endpoint, Grants grants, PolicyArchive agreements) {
        this.endpoint = endpoint;
        this.grants = grants;
        this.agreements = agreements;
    }

    @Override
    public boolean canHandle(TransferProcess transfer) {
        return TRANSFER_TYPE.equals(transfer.getTransferType());
    }

    /** At the consumer: nothing has to be there before the request goes out. */
    @Override
    public StatusResult<DataFlowResponse> prepare(TransferProcess transfer, Policy policy) {
        return StatusResult.success(DataFlowResponse.Builder.newInstance().build());
    }

    @Override
    public StatusResult<DataFlowResponse> start(TransferProcess transfer, Policy policy) {
        String agreement = agreements.getAgreementIdForContract(transfer.getContractId());
        if (agreement == null) {
            return StatusResult.failure(ResponseStatus.FATAL_ERROR, "The agreement is gone");
        }
        DataAddress address = DataAddress.Builder.newInstance().type(TYPE)
            .property(ENDPOINT, endpoint.toString())
            .property("authType", "bearer")
            .property(TOKEN, grants.grant(transfer.getId(), agreement))
            .build();
        return StatusResult.success(DataFlowResponse.Builder.newInstance().dataAddress(address).build());
    }

    @Override
    public StatusResult<Void> suspend(TransferProcess transfer) {
        return end(transfer);
    }

    @Override
    public StatusResult<Void> terminate(TransferProcess transfer) {
        return end(transfer);
    }

    @Override
    public Set<String> transferTypesFor(Asset asset) {
        boolean dataset = asset.getDataAddress() != null && TYPE.equals(asset.getDataAddress().getType());
        return dataset ? Set.of(TRANSFER_TYPE) : Set.of();
    }

    private StatusResult<Void> end(TransferProcess transfer) {
        if (transfer.getType() == TransferProcess.Type.PROVIDER) {
            grants.revoke(transfer.getId());
        }
        return StatusResult.success();
    }
}
