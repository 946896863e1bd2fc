package eu.bocage.connector.edc.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.storage.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.DataplaneMetadata;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.DeprovisionedResource;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.ProvisionedResourceSet;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.ResourceManifest;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.spi.entity.ProtocolMessages;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.eclipse.edc.spi.types.domain.callback.CallbackAddress;
import org.eclipse.edc.store.ReflectionBasedQueryResolver;
import org.eclipse.edc.store.StatefulEntityCriteriaToPredicate;

/** Durable transfer processes. */
final class Transfers extends StatefulTable<TransferProcess> implements TransferProcessStore {

    record Stored(String id, TransferProcess.Type type, long createdAt, long updatedAt, int state, int stateCount,
                  long stateTimestamp, boolean pending, String errorDetail, Map<String, String> traceContext,
                  String participantContextId, String correlationId, String counterPartyAddress, String protocol,
                  String assetId, String contractId, String transferType, String dataPlaneId,
                  DataAddress dataDestination, DataAddress contentDataAddress, ResourceManifest resourceManifest,
                  ProvisionedResourceSet provisionedResourceSet, List<DeprovisionedResource> deprovisionedResources,
                  Map<String, Object> privateProperties, List<CallbackAddress> callbackAddresses,
                  DataplaneMetadata dataplaneMetadata, ProtocolMessages protocolMessages) {

        static Stored of(TransferProcess process) {
            return new Stored(process.getId(), process.getType(), process.getCreatedAt(), process.getUpdatedAt(),
                process.getState(), process.getStateCount(), process.getStateTimestamp(), process.isPending(),
                kept(process.getErrorDetail()), process.getTraceContext(), process.getParticipantContextId(),
                process.getCorrelationId(), process.getCounterPartyAddress(), process.getProtocol(),
                process.getAssetId(), process.getContractId(), process.getTransferType(), process.getDataPlaneId(),
                process.getDataDestination(), process.getContentDataAddress(), process.getResourceManifest(),
                process.getProvisionedResourceSet(), process.getDeprovisionedResources(),
                process.getPrivateProperties(), process.getCallbackAddresses(), process.getDataplaneMetadata(),
                process.getProtocolMessages());
        }

        TransferProcess process() {
            return TransferProcess.Builder.newInstance().id(id).type(type).createdAt(createdAt).updatedAt(updatedAt)
                .state(state).stateCount(stateCount).stateTimestamp(stateTimestamp).pending(pending)
                .errorDetail(errorDetail).traceContext(traceContext).participantContextId(participantContextId)
                .correlationId(correlationId).counterPartyAddress(counterPartyAddress).protocol(protocol)
                .assetId(assetId).contractId(contractId).transferType(transferType).dataPlaneId(dataPlaneId)
                .dataDestination(dataDestination).contentDataAddress(contentDataAddress)
                .resourceManifest(resourceManifest).provisionedResourceSet(provisionedResourceSet)
                .deprovisionedResources(deprovisionedResources).privateProperties(privateProperties)
                .callbackAddresses(callbackAddresses).dataplaneMetadata(dataplaneMetadata)
                .protocolMessages(protocolMessages).build();
        }
    }

    Transfers(Database database, Supplier<ObjectMapper> mapper, CriterionOperatorRegistry operators, Wakeups wakeups,
              String owner) {
        super(database, new JsonTable<>(database, "edc_transfer",
            new Codec<>(mapper, Stored.class, Stored::of, Stored::process),
            new ReflectionBasedQueryResolver<>(TransferProcess.class,
                new StatefulEntityCriteriaToPredicate<>(operators, state -> TransferProcessStates.valueOf(state)
                    .code())),
            List.of(new Column<>("id", String.class, "id", TransferProcess::getId),
                new Column<>("created_at", Long.class, "createdAt", TransferProcess::getCreatedAt),
                new Column<>("state", Integer.class, "state", TransferProcess::getState),
                new Column<>("state_timestamp", Long.class, "stateTimestamp", TransferProcess::getStateTimestamp),
                new Column<>("pending", Boolean.class, "pending", TransferProcess::isPending),
                new Column<>("type", String.class, "type", process -> process.getType().name()),
                new Column<>("correlation_id", String.class, "correlationId", TransferProcess::getCorrelationId),
                new Column<>("contract_id", String.class, "contractId", TransferProcess::getContractId),
                new Column<>("asset_id", String.class, "assetId", TransferProcess::getAssetId))),
            operators, wakeups, owner);
    }

    @Override
    Leases.Place place(TransferProcess process) {
        return new Leases.Place(process.getState(), process.getType().name(), process.isPending());
    }

    @Override
    Duration patience(TransferProcess process) {
        return process.getType() == TransferProcess.Type.CONSUMER ? Duration.ofSeconds(5) : Duration.ofSeconds(2);
    }

    @Override
    void saving(TransferProcess process, boolean isNew) {
        if (process.getType() == TransferProcess.Type.PROVIDER && isNew && process.getCorrelationId() != null) {
            alone("request " + process.getContractId() + " " + process.getCorrelationId());
            table.candidates(List.of(Criterion.criterion("correlationId", "=", process.getCorrelationId()),
                    Criterion.criterion("contractId", "=", process.getContractId()),
                    Criterion.criterion("type", "=", TransferProcess.Type.PROVIDER.name())))
                .filter(existing -> !existing.getId().equals(process.getId()))
                .findFirst()
                .ifPresent(existing -> {
                    throw new RedeliveredRequest(existing);
                });
        }
    }

    @Override
    public TransferProcess findForCorrelationId(String correlationId) {
        return findAll(QuerySpec.Builder.newInstance()
            .filter(Criterion.criterion("correlationId", "=", correlationId)).build()).findFirst().orElse(null);
    }

    @Override
    public StoreResult<Void> delete(String processId) {
        return remove(processId).orElseGet(() ->
            StoreResult.alreadyLeased("Transfer process " + processId + " is being changed and cannot be deleted"));
    }

    @Override
    public Stream<TransferProcess> findAll(QuerySpec spec) {
        return table.query(spec);
    }
}
