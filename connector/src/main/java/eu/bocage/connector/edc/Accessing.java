package eu.bocage.connector.edc;

import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace.Access;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.agreement.Dataspace.DataspaceException.Kind;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.storage.Database;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.observe.TransferProcessListener;
import org.eclipse.edc.connector.controlplane.transfer.spi.observe.TransferProcessStartedData;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferRequest;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.TerminateTransferCommand;
import org.eclipse.edc.edr.spi.store.EndpointDataReferenceStore;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.protocol.dsp.spi.type.Dsp2025Constants;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets and gives back access as consumer: one transfer for an agreement, used as long as it runs, also after a restart.
 * A transfer that ended by a fault is begun anew, a few times; one that the provider refused is not.
 */
final class Accessing implements TransferProcessListener {

    private static final int ATTEMPTS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Accessing.class);

    private final ParticipantContext self;
    private final Database database;
    private final AgreementShelf agreements;
    private final TransferProcessService service;
    private final TransferProcessStore store;
    private final EndpointDataReferenceStore references;
    private final ReentrantLock beginning = new ReentrantLock();
    private final Doorbell doorbell = new Doorbell();

    Accessing(ParticipantContext self, Database database, AgreementShelf agreements, TransferProcessService service,
              TransferProcessStore store, EndpointDataReferenceStore references) {
        this.self = self;
        this.database = database;
        this.agreements = agreements;
        this.service = service;
        this.store = store;
        this.references = references;
    }

    Access access(Member provider, Agreement agreement, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        String contract = contract(provider, agreement);
        String fault = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            String id = currentOrNew(provider, contract);
            Optional<TransferProcess> settled = doorbell.await(id, deadline, () -> settled(id));
            if (settled.isEmpty()) {
                throw Refused.slow(provider, patience.toSeconds());
            }
            if (isStarted(settled.get())) {
                return access(provider, id);
            }
            fault = settled.get().getErrorDetail();
            Optional<DataspaceException> refusal = Refused.finalWord(provider, fault);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            LOG.warn("Transfer {} from {} ended by a fault ({}); attempt {} of {}", id, provider.did(), fault, attempt,
                ATTEMPTS);
        }
        throw Refused.unreachable(provider, fault);
    }

    void release(Agreement agreement) {
        agreements.asConsumer(agreement.id(), agreement.provider())
            .map(negotiation -> negotiation.getContractAgreement().getId())
            .stream().flatMap(this::transfers)
            .filter(transfer -> transfer.getState() < TransferProcessStates.TERMINATING.code())
            .forEach(transfer -> service.terminate(new TerminateTransferCommand(transfer.getId(), "no longer needed"))
                .orElseThrow(failure -> new DataspaceException(Kind.UNREACHABLE,
                    "Le transfert n'a pas pu être clos ; réessayez (" + failure.getFailureDetail() + ").",
                    "The transfer could not be ended; try again (" + failure.getFailureDetail() + ").")));
    }

    @Override
    public void started(TransferProcess transfer, TransferProcessStartedData data) {
        ring(transfer);
    }

    @Override
    public void terminated(TransferProcess transfer) {
        ring(transfer);
    }

    @Override
    public void completed(TransferProcess transfer) {
        ring(transfer);
    }

    @Override
    public void suspended(TransferProcess transfer) {
        ring(transfer);
    }

    private void ring(TransferProcess transfer) {
        database.afterCommit(() -> doorbell.ring(transfer.getId()));
    }

    /** The agreement's name in this node's own store; on the wire it has another. */
    private String contract(Member provider, Agreement agreement) {
        return agreements.asConsumer(agreement.id(), provider.did())
            .map(ContractNegotiation::getContractAgreement)
            .orElseThrow(() -> new DataspaceException(Kind.UNREACHABLE,
                "Ce nœud n'a pas d'accord " + agreement.id() + " avec " + provider.organisation() + ".",
                "This node has no agreement " + agreement.id() + " with " + provider.organisation() + "."))
            .getId();
    }

    private String currentOrNew(Member provider, String contract) {
        beginning.lock();
        try {
            return transfers(contract)
                .filter(transfer -> transfer.getState() <= TransferProcessStates.STARTED.code())
                .max(Comparator.comparingInt(TransferProcess::getState))
                .map(TransferProcess::getId)
                .orElseGet(() -> begin(provider, contract));
        } finally {
            beginning.unlock();
        }
    }

    private String begin(Member provider, String contract) {
        return service.initiateTransfer(self, TransferRequest.Builder.newInstance()
                .protocol(Dsp2025Constants.DATASPACE_PROTOCOL_HTTP_V_2025_1)
                .counterPartyAddress(Catalogues.address(provider))
                .contractId(contract)
                .transferType(QueryFlow.TRANSFER_TYPE)
                .build())
            .orElseThrow(failure -> Refused.unreachable(provider, failure.getFailureDetail()))
            .getId();
    }

    private Stream<TransferProcess> transfers(String contract) {
        QuerySpec query = QuerySpec.Builder.newInstance().limit(Integer.MAX_VALUE).filter(List.of(
            Criterion.criterion("contractId", "=", contract),
            Criterion.criterion("type", "=", TransferProcess.Type.CONSUMER.name()))).build();
        try (Stream<TransferProcess> found = store.findAll(query)) {
            return found.toList().stream();
        }
    }

    /** The transfer, once it runs or has ended. */
    private Optional<TransferProcess> settled(String id) {
        return Optional.ofNullable(store.findById(id))
            .filter(transfer -> isStarted(transfer) || transfer.getState() > TransferProcessStates.STARTED.code());
    }

    private static boolean isStarted(TransferProcess transfer) {
        return transfer.getState() == TransferProcessStates.STARTED.code();
    }

    /** Never an address outside the provider's own, whatever it sent. */
    private Access access(Member provider, String transfer) {
        StoreResult<DataAddress> reference = references.resolveByTransferProcess(transfer);
        DataAddress address = reference.succeeded() ? reference.getContent() : DataAddress.Builder.newInstance()
            .type("none").build();
        String endpoint = address.getStringProperty(QueryFlow.ENDPOINT, "");
        String token = address.getStringProperty(QueryFlow.TOKEN, "");
        boolean atHome = Origin.of(endpoint).filter(Origin.of(provider.publicUrl())::equals).isPresent();
        if (!atHome || token.isEmpty()) {
            throw Refused.unreachable(provider, "the transfer gave no address at the provider, or no token");
        }
        return new Access(URI.create(endpoint), token);
    }
}
