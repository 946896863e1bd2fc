package eu.bocage.connector.edc.tck;

import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.ACCEPTED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.VERIFIED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.INITIAL;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.edc.connector.controlplane.contract.spi.event.contractnegotiation.ContractNegotiationEvent;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.ContractNegotiationPendingGuard;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.transfer.spi.TransferProcessPendingGuard;
import org.eclipse.edc.connector.controlplane.transfer.spi.event.TransferProcessEvent;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.event.Event;
import org.eclipse.edc.spi.event.EventEnvelope;
import org.eclipse.edc.spi.event.EventRouter;
import org.eclipse.edc.spi.event.EventSubscriber;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.transaction.spi.TransactionContext;

/** Puts {@link Decisions} in the places where EDC lets people decide. */
public final class Steering implements ServiceExtension {

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2,
        work -> Thread.ofPlatform().daemon().name("steering").unstarted(work));
    private Decisions<ContractNegotiation> negotiationDecisions;
    private Decisions<TransferProcess> transferDecisions;

    @Inject
    private ContractNegotiationStore negotiations;

    @Inject
    private TransferProcessStore transfers;

    @Inject
    private TransactionContext transactions;

    @Inject
    private EventRouter events;

    @Override
    public String name() {
        return "Test kit: steering";
    }

    @Provider
    public ContractNegotiationPendingGuard negotiationGuard() {
        negotiationDecisions = new Decisions<>(Moves.ofNegotiations(),
            negotiation -> negotiation.getLastContractOffer().getAssetId(),
            negotiation -> negotiation.getType() == ContractNegotiation.Type.PROVIDER
                ? negotiation.currentStateIsOneOf(REQUESTED, ACCEPTED, VERIFIED)
                : negotiation.currentStateIsOneOf(AGREED),
            Steering::act, negotiations, transactions, clock);
        return negotiationDecisions::test;
    }

    @Provider
    public TransferProcessPendingGuard transferGuard() {
        transferDecisions = new Decisions<>(Moves.ofTransfers(), TransferProcess::getContractId,
            transfer -> transfer.getType() == TransferProcess.Type.PROVIDER && transfer.currentStateIsOneOf(INITIAL),
            Steering::act, transfers, transactions, clock);
        return transferDecisions::test;
    }

    @Override
    public void prepare() {
        events.registerSync(ContractNegotiationEvent.class, new EventSubscriber() {
            @Override
            public <E extends Event> void on(EventEnvelope<E> event) {
                if (event.getPayload() instanceof ContractNegotiationEvent happened) {
                    negotiationDecisions.happened(happened.getContractNegotiationId());
                }
            }
        });
        events.registerSync(TransferProcessEvent.class, new EventSubscriber() {
            @Override
            public <E extends Event> void on(EventEnvelope<E> event) {
                if (event.getPayload() instanceof TransferProcessEvent happened) {
                    transferDecisions.happened(happened.getTransferProcessId());
                }
            }
        });
    }

    @Override
    public void shutdown() {
        clock.shutdownNow();
    }

    private static void act(ContractNegotiation negotiation, Moves.Move move) {
        switch (move) {
            case OFFER -> negotiation.transitionOffering();
            case COUNTER -> negotiation.transitionRequesting();
            case ACCEPT -> negotiation.transitionAccepting();
            case TERMINATE -> negotiation.transitionTerminating("The test asks for it");
            default -> throw new IllegalArgumentException(move + " is no move of a negotiation");
        }
    }

    private static void act(TransferProcess transfer, Moves.Move move) {
        switch (move) {
            case SUSPEND -> transfer.transitionSuspending("The test asks for it");
            case RESUME -> transfer.transitionResuming();
            case COMPLETE -> transfer.transitionCompleting();
            case TERMINATE -> transfer.transitionTerminating("The test asks for it");
            default -> throw new IllegalArgumentException(move + " is no move of a transfer");
        }
    }
}
