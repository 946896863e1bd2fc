package eu.bocage.connector.edc;

import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessProtocolService;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
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
 * Says why a transfer is refused by policy. EDC answers 409 without a word, which a peer takes for a conflict to try
 * again; here it is 400 with the reasons, which ends the matter.
 */
record RefusedTransfers(TransferProcessProtocolService edc) implements TransferProcessProtocolService {

    @Override
    public ServiceResult<TransferProcess> notifyRequested(ParticipantContext context, TransferRequestMessage message,
                                                          TokenRepresentation token) {
        ServiceResult<TransferProcess> result = edc.notifyRequested(context, message, token);
        return result.succeeded() ? result : Caller.current().flatMap(Caller::refusal)
            .map(ServiceResult::<TransferProcess>badRequest).orElse(result);
    }

    @Override
    public ServiceResult<TransferProcess> notifyStarted(ParticipantContext context, TransferStartMessage message,
                                                        TokenRepresentation token) {
        return edc.notifyStarted(context, message, token);
    }

    @Override
    public ServiceResult<TransferProcess> notifyCompleted(ParticipantContext context,
                                                          TransferCompletionMessage message,
                                                          TokenRepresentation token) {
        return edc.notifyCompleted(context, message, token);
    }

    @Override
    public ServiceResult<TransferProcess> notifySuspended(ParticipantContext context,
                                                          TransferSuspensionMessage message,
                                                          TokenRepresentation token) {
        return edc.notifySuspended(context, message, token);
    }

    @Override
    public ServiceResult<TransferProcess> notifyTerminated(ParticipantContext context,
                                                           TransferTerminationMessage message,
                                                           TokenRepresentation token) {
        return edc.notifyTerminated(context, message, token);
    }

    @Override
    public ServiceResult<TransferProcess> findById(ParticipantContext context, TransferProcessRequestMessage message,
                                                   TokenRepresentation token) {
        return edc.findById(context, message, token);
    }
}
