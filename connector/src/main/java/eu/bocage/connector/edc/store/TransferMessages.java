package eu.bocage.connector.edc.store;

import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.COMPLETED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.COMPLETING_REQUESTED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.DEPROVISIONED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.DEPROVISIONING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.DEPROVISIONING_REQUESTED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.REQUESTING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.RESUMING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.SUSPENDED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.TERMINATED;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessProtocolService;
import org.eclipse.edc.connector.controlplane.transfer.spi.observe.TransferProcessListener;
import org.eclipse.edc.connector.controlplane.transfer.spi.observe.TransferProcessObservable;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferCompletionMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferProcessRequestMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferRequestMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferStartMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferSuspensionMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferTerminationMessage;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.result.ServiceResult;

/**
 * Understands transfer messages whose answer, or whose predecessor's answer, was lost: as {@link NegotiationMessages}
 * does for negotiations, under the lease and after the token.
 *
 * <p>A terminated transfer always has an {@code errorDetail}: EDC reports a deprovisioned transfer without one as
 * completed, and never keeps the reason that a peer gives.
 */
final class TransferMessages implements TransferProcessProtocolService {

    private static final String NO_REASON = "The transfer was terminated without giving a reason";

    private final TransferProcessProtocolService edc;
    private final Transfers transfers;
    private final Supplier<TransferProcessObservable> listeners;

    TransferMessages(TransferProcessProtocolService edc, Transfers transfers,
                     Supplier<TransferProcessObservable> listeners) {
        this.edc = edc;
        this.transfers = transfers;
        this.listeners = listeners;
    }

    /** Gives every terminated transfer a reason. */
    static final class TerminationReasons implements TransferProcessListener {
        @Override
        public void preTerminated(TransferProcess process) {
            if (process.getErrorDetail() == null) {
                process.setErrorDetail(NO_REASON);
            }
        }
    }

    @Override
    public ServiceResult<TransferProcess> notifyRequested(ParticipantContext context, TransferRequestMessage message,
                                                          TokenRepresentation token) {
        try {
            return edc.notifyRequested(context, message, token);
        } catch (RedeliveredRequest e) {
            return ServiceResult.success(e.existing(TransferProcess.class));
        }
    }

    @Override
    public ServiceResult<TransferProcess> notifyStarted(ParticipantContext context, TransferStartMessage message,
                                                        TokenRepresentation token) {
        return receiving(process -> {
            if (wasSent(process, REQUESTING) && message.getProviderPid() != null) {
                process.setCorrelationId(message.getProviderPid());
                process.transitionRequested();
                listeners.get().invokeForEach(listener -> listener.preRequested(process));
                listeners.get().invokeForEach(listener -> listener.requested(process));
            }
            if (wasSent(process, RESUMING)) {
                process.transitionResumed();
            }
        }, () -> edc.notifyStarted(context, message, token));
    }

    @Override
    public ServiceResult<TransferProcess> notifyCompleted(ParticipantContext context,
                                                          TransferCompletionMessage message,
                                                          TokenRepresentation token) {
        return receiving(process -> {
            if (process.currentStateIsOneOf(COMPLETING_REQUESTED, COMPLETED)
                || isDeprovisioned(process) && process.getErrorDetail() == null) {
                process.protocolMessageReceived(message.getId());
            }
        }, () -> edc.notifyCompleted(context, message, token));
    }

    @Override
    public ServiceResult<TransferProcess> notifySuspended(ParticipantContext context,
                                                          TransferSuspensionMessage message,
                                                          TokenRepresentation token) {
        return receiving(process -> {
            if (process.currentStateIsOneOf(SUSPENDED)) {
                process.protocolMessageReceived(message.getId());
            }
        }, () -> edc.notifySuspended(context, message, token));
    }

    @Override
    public ServiceResult<TransferProcess> notifyTerminated(ParticipantContext context,
                                                           TransferTerminationMessage message,
                                                           TokenRepresentation token) {
        return receiving(process -> {
            if (process.currentStateIsOneOf(TERMINATED)
                || isDeprovisioned(process) && process.getErrorDetail() != null) {
                process.protocolMessageReceived(message.getId());
            } else if (process.canBeTerminated()) {
                process.setErrorDetail(Optional.ofNullable(message.getReason()).orElse(NO_REASON));
            }
        }, () -> edc.notifyTerminated(context, message, token));
    }

    @Override
    public ServiceResult<TransferProcess> findById(ParticipantContext context, TransferProcessRequestMessage message,
                                                   TokenRepresentation token) {
        return edc.findById(context, message, token);
    }

    private ServiceResult<TransferProcess> receiving(Consumer<TransferProcess> rules,
                                                     Supplier<ServiceResult<TransferProcess>> work) {
        return transfers.receiving(rules, work);
    }

    private static boolean isDeprovisioned(TransferProcess process) {
        return process.currentStateIsOneOf(DEPROVISIONING, DEPROVISIONING_REQUESTED, DEPROVISIONED);
    }

    /** Whether a consumer's message of this state was sent at least once. */
    private static boolean wasSent(TransferProcess process, TransferProcessStates state) {
        return process.getType() == TransferProcess.Type.CONSUMER && process.currentStateIsOneOf(state)
            && process.lastSentProtocolMessage() != null;
    }
}
