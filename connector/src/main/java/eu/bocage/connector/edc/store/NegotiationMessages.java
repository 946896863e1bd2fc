package eu.bocage.connector.edc.store;

import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation.Type.CONSUMER;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation.Type.PROVIDER;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.ACCEPTING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREEING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.FINALIZED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates
    .FINALIZING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.OFFERING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates
    .REQUESTING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates
    .TERMINATED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.VERIFIED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.VERIFYING;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.observe.ContractNegotiationListener;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.observe.ContractNegotiationObservable;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreementMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreementVerificationMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractNegotiationEventMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationRequestMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationTerminationMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractOfferMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractRequestMessage;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationProtocolService;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.result.ServiceResult;
import org.eclipse.edc.spi.types.domain.message.ProcessRemoteMessage;

/**
 * Understands negotiation messages whose answer, or whose predecessor's answer, was lost. EDC decides everything else;
 * these rules run under the entity's lease, after EDC has verified the message's token.
 *
 * <ul>
 * <li><b>Implicit acknowledgement.</b> A message that the peer can only send after it got ours (its verification after
 *     our agreement) acknowledges ours, if ours was sent at least once.
 * <li><b>Redelivery.</b> A message that leads to a state which the negotiation has reached already is answered with
 *     success and changes nothing. EDC would compare message ids, but these do not survive its wire format. Counter
 *     offers are left out: a second one is not a repetition but an error, as the protocol's test kit has it.
 * <li><b>First requests</b> are recognised by counterparty and consumer id ({@link Negotiations}).
 * <li>The peer's reason for terminating is kept.
 * </ul>
 */
final class NegotiationMessages implements ContractNegotiationProtocolService {

    private static final String NO_REASON = "The counterparty terminated the negotiation without giving a reason";

    private final ContractNegotiationProtocolService edc;
    private final Negotiations negotiations;
    private final Supplier<ContractNegotiationObservable> listeners;

    NegotiationMessages(ContractNegotiationProtocolService edc, Negotiations negotiations,
                        Supplier<ContractNegotiationObservable> listeners) {
        this.edc = edc;
        this.negotiations = negotiations;
        this.listeners = listeners;
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyRequested(ParticipantContext context,
                                                              ContractRequestMessage message,
                                                              TokenRepresentation token) {
        try {
            return receiving(negotiation -> acknowledgeOffer(negotiation, message),
                () -> edc.notifyRequested(context, message, token));
        } catch (RedeliveredRequest e) {
            return ServiceResult.success(e.existing(ContractNegotiation.class));
        }
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyOffered(ParticipantContext context, ContractOfferMessage message,
                                                            TokenRepresentation token) {
        return receiving(negotiation -> acknowledgeRequest(negotiation, message),
            () -> edc.notifyOffered(context, message, token));
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyAccepted(ParticipantContext context,
                                                             ContractNegotiationEventMessage message,
                                                             TokenRepresentation token) {
        return receiving(negotiation -> acknowledgeOffer(negotiation, message),
            () -> edc.notifyAccepted(context, message, token));
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyAgreed(ParticipantContext context,
                                                           ContractAgreementMessage message,
                                                           TokenRepresentation token) {
        return receiving(negotiation -> {
            acknowledgeRequest(negotiation, message);
            if (wasSent(negotiation, CONSUMER, ACCEPTING)) {
                acknowledged(negotiation, ContractNegotiation::transitionAccepted,
                    listener -> listener.accepted(negotiation));
            }
            boolean sameAgreement = negotiation.getContractAgreement() != null
                && negotiation.getContractAgreement().getId().equals(message.getContractAgreement().getId());
            if (sameAgreement && is(negotiation, CONSUMER, AGREED, VERIFYING, VERIFIED, FINALIZED)) {
                negotiation.protocolMessageReceived(message.getId());
            }
        }, () -> edc.notifyAgreed(context, message, token));
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyVerified(ParticipantContext context,
                                                             ContractAgreementVerificationMessage message,
                                                             TokenRepresentation token) {
        return receiving(negotiation -> {
            if (wasSent(negotiation, PROVIDER, AGREEING)) {
                acknowledged(negotiation, ContractNegotiation::transitionAgreed,
                    listener -> listener.agreed(negotiation));
            }
            repeated(negotiation, message, PROVIDER, VERIFIED, FINALIZING, FINALIZED);
        }, () -> edc.notifyVerified(context, message, token));
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyFinalized(ParticipantContext context,
                                                              ContractNegotiationEventMessage message,
                                                              TokenRepresentation token) {
        return receiving(negotiation -> {
            if (wasSent(negotiation, CONSUMER, VERIFYING)) {
                acknowledged(negotiation, ContractNegotiation::transitionVerified,
                    listener -> listener.verified(negotiation));
            }
            repeated(negotiation, message, CONSUMER, FINALIZED);
        }, () -> edc.notifyFinalized(context, message, token));
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyTerminated(ParticipantContext context,
                                                               ContractNegotiationTerminationMessage message,
                                                               TokenRepresentation token) {
        return receiving(negotiation -> {
            if (is(negotiation, negotiation.getType(), TERMINATED)) {
                negotiation.protocolMessageReceived(message.getId());
            } else if (negotiation.canBeTerminated()) {
                negotiation.setErrorDetail(Optional.ofNullable(message.getRejectionReason()).orElse(NO_REASON));
            }
        }, () -> edc.notifyTerminated(context, message, token));
    }

    @Override
    public ServiceResult<ContractNegotiation> findById(ParticipantContext context,
                                                       ContractNegotiationRequestMessage message,
                                                       TokenRepresentation token) {
        return edc.findById(context, message, token);
    }

    private ServiceResult<ContractNegotiation> receiving(Consumer<ContractNegotiation> rules,
                                                         Supplier<ServiceResult<ContractNegotiation>> work) {
        return negotiations.receiving(rules, work);
    }

    /** The peer answers our request, so it has it; its message says under which id. */
    private void acknowledgeRequest(ContractNegotiation negotiation, ProcessRemoteMessage message) {
        if (wasSent(negotiation, CONSUMER, REQUESTING) && message.getProviderPid() != null) {
            negotiation.setCorrelationId(message.getProviderPid());
            acknowledged(negotiation, ContractNegotiation::transitionRequested,
                listener -> listener.requested(negotiation));
        }
    }

    private void acknowledgeOffer(ContractNegotiation negotiation, ProcessRemoteMessage message) {
        if (wasSent(negotiation, PROVIDER, OFFERING) && message.getConsumerPid() != null) {
            negotiation.setCorrelationId(message.getConsumerPid());
            acknowledged(negotiation, ContractNegotiation::transitionOffered,
                listener -> listener.offered(negotiation));
        }
    }

    private void acknowledged(ContractNegotiation negotiation, Consumer<ContractNegotiation> transition,
                              Consumer<ContractNegotiationListener> event) {
        transition.accept(negotiation);
        listeners.get().invokeForEach(event);
    }

    private static void repeated(ContractNegotiation negotiation, ProcessRemoteMessage message,
                                 ContractNegotiation.Type type, ContractNegotiationStates... reached) {
        if (is(negotiation, type, reached)) {
            negotiation.protocolMessageReceived(message.getId());
        }
    }

    /** Whether our message of this state was sent at least once; EDC forgets it on entering a state. */
    private static boolean wasSent(ContractNegotiation negotiation, ContractNegotiation.Type type,
                                   ContractNegotiationStates state) {
        return is(negotiation, type, state) && negotiation.lastSentProtocolMessage() != null;
    }

    private static boolean is(ContractNegotiation negotiation, ContractNegotiation.Type type,
                              ContractNegotiationStates... states) {
        return negotiation.getType() == type && negotiation.currentStateIsOneOf(states);
    }
}
