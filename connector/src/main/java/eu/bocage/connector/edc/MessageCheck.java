package eu.bocage.connector.edc;

import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Members;
import eu.bocage.connector.member.Standing;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.catalog.spi.CatalogRequestMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreementMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractOfferMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractRequestMessage;
import org.eclipse.edc.connector.controlplane.services.spi.protocol.ProtocolTokenValidator;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferRequestMessage;
import org.eclipse.edc.participant.spi.ParticipantAgent;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.policy.context.request.spi.RequestPolicyContext;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.result.ServiceResult;
import org.eclipse.edc.spi.types.domain.message.RemoteMessage;

/**
 * What EDC asks before it acts on a message. The token was checked before the body was even parsed ({@link DspDoor});
 * here the message is held against its sender:
 *
 * <ul>
 * <li>where it wants our answers sent must be at the origin (scheme, host, port) that the register has for the sender,
 *     so that nobody makes this node write to a third party;
 * <li>an agreement must name the sender as provider (EDC checks) and this node as consumer.
 * </ul>
 */
record MessageCheck(Did self, Members members) implements ProtocolTokenValidator {

    @Override
    public ServiceResult<ParticipantAgent> verify(ParticipantContext participantContext, TokenRepresentation token,
                                                  RequestPolicyContext.Provider policyContext, Policy policy,
                                                  RemoteMessage message) {
        Optional<Caller> caller = Caller.current();
        if (caller.isEmpty()) {
            return ServiceResult.unauthorized("Unauthorized");
        }
        String callback = callback(message);
        if (callback != null && !isOriginOf(caller.get().did(), callback)) {
            return ServiceResult.badRequest("The callback address is not at the address that the register has for "
                + caller.get().did());
        }
        if (message instanceof ContractAgreementMessage agreement
            && !self.text().equals(agreement.getContractAgreement().getConsumerId())) {
            return ServiceResult.badRequest("The agreement is not made with this node");
        }
        if (message instanceof CatalogRequestMessage) {
            caller.get().browses();
        }
        return ServiceResult.success(caller.get().agent());
    }

    private boolean isOriginOf(Did sender, String address) {
        return members.standing(sender) instanceof Standing.Active(var member)
            && Origin.of(address).filter(Origin.of(member.publicUrl())::equals).isPresent();
    }

    private static String callback(RemoteMessage message) {
        return switch (message) {
            case ContractRequestMessage request -> request.getCallbackAddress();
            case ContractOfferMessage offer -> offer.getCallbackAddress();
            case TransferRequestMessage request -> request.getCallbackAddress();
            default -> null;
        };
    }
}
