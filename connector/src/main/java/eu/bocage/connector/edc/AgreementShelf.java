package eu.bocage.connector.edc;

import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Agreements;
import eu.bocage.connector.member.Did;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;

/**
 * The agreements in EDC's negotiations. A consumer has one once it is final; a provider from the moment it has agreed,
 * because its consumer may act on it before the last answer is back.
 *
 * <p>The id is the provider's choice. So that no provider can put an agreement of its own in the place of another's,
 * those that this node made as provider come first, then the oldest.
 */
final class AgreementShelf implements Agreements {

    private final ContractNegotiationStore negotiations;

    AgreementShelf(ContractNegotiationStore negotiations) {
        this.negotiations = negotiations;
    }

    @Override
    public Optional<Agreement> find(String id) {
        return negotiations(Criterion.criterion("contractAgreement.agreementId", "=", id))
            .map(ContractNegotiation::getContractAgreement).map(AgreementShelf::agreement).findFirst();
    }

    @Override
    public List<Agreement> all() {
        return negotiations().map(ContractNegotiation::getContractAgreement).map(AgreementShelf::agreement).toList();
    }

    /** The negotiation at this node, as consumer, that made an agreement with a provider. */
    Optional<ContractNegotiation> asConsumer(String id, Did provider) {
        return negotiations(Criterion.criterion("contractAgreement.agreementId", "=", id))
            .filter(negotiation -> negotiation.getType() == ContractNegotiation.Type.CONSUMER
                && negotiation.getCounterPartyId().equals(provider.text()))
            .findFirst();
    }

    static Agreement agreement(ContractAgreement agreement) {
        return new Agreement(agreement.getAgreementId(), agreement.getAssetId(), new Did(agreement.getProviderId()),
            new Did(agreement.getConsumerId()), PolicyWire.read(agreement.getPolicy()),
            Instant.ofEpochSecond(agreement.getContractSigningDate()));
    }

    private Stream<ContractNegotiation> negotiations(Criterion... criteria) {
        QuerySpec query = QuerySpec.Builder.newInstance().limit(Integer.MAX_VALUE).filter(List.of(criteria)).build();
        try (Stream<ContractNegotiation> found = negotiations.queryNegotiations(query)) {
            return found.filter(AgreementShelf::isAgreed)
                .sorted(Comparator.comparing((ContractNegotiation negotiation) ->
                    negotiation.getType() == ContractNegotiation.Type.CONSUMER)
                    .thenComparing(ContractNegotiation::getCreatedAt))
                .toList().stream();
        }
    }

    private static boolean isAgreed(ContractNegotiation negotiation) {
        int state = negotiation.getState();
        return negotiation.getContractAgreement() != null
            && (negotiation.getType() == ContractNegotiation.Type.CONSUMER
                ? state == ContractNegotiationStates.FINALIZED.code()
                : state > ContractNegotiationStates.AGREEING.code()
                    && state <= ContractNegotiationStates.FINALIZED.code());
    }
}
