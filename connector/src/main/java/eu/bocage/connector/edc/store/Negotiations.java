package eu.bocage.connector.edc.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.participantcontext.spi.identity.ParticipantIdentityResolver;
import org.eclipse.edc.policy.model.PolicyType;
import org.eclipse.edc.spi.entity.ProtocolMessages;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.query.QueryResolver;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.spi.types.domain.callback.CallbackAddress;
import org.eclipse.edc.store.ReflectionBasedQueryResolver;
import org.eclipse.edc.store.StatefulEntityCriteriaToPredicate;

/** Durable contract negotiations and the agreements in them. */
final class Negotiations extends StatefulTable<ContractNegotiation> implements ContractNegotiationStore {

    record Stored(String id, ContractNegotiation.Type type, long createdAt, long updatedAt, int state, int stateCount,
                  long stateTimestamp, boolean pending, String errorDetail, Map<String, String> traceContext,
                  String participantContextId, String correlationId, String counterPartyId,
                  String counterPartyAddress, String protocol, List<CallbackAddress> callbackAddresses,
                  List<ContractOffer> contractOffers, ContractAgreement contractAgreement,
                  ProtocolMessages protocolMessages) {

        static Stored of(ContractNegotiation negotiation) {
            return new Stored(negotiation.getId(), negotiation.getType(), negotiation.getCreatedAt(),
                negotiation.getUpdatedAt(), negotiation.getState(), negotiation.getStateCount(),
                negotiation.getStateTimestamp(), negotiation.isPending(), kept(negotiation.getErrorDetail()),
                negotiation.getTraceContext(), negotiation.getParticipantContextId(), negotiation.getCorrelationId(),
                negotiation.getCounterPartyId(), negotiation.getCounterPartyAddress(), negotiation.getProtocol(),
                negotiation.getCallbackAddresses(), negotiation.getContractOffers(),
                negotiation.getContractAgreement(), negotiation.getProtocolMessages());
        }

        ContractNegotiation negotiation() {
            return ContractNegotiation.Builder.newInstance().id(id).type(type).createdAt(createdAt)
                .updatedAt(updatedAt).state(state).stateCount(stateCount).stateTimestamp(stateTimestamp)
                .pending(pending).errorDetail(errorDetail).traceContext(traceContext)
                .participantContextId(participantContextId).correlationId(correlationId)
                .counterPartyId(counterPartyId).counterPartyAddress(counterPartyAddress).protocol(protocol)
                .callbackAddresses(callbackAddresses).contractOffers(contractOffers)
                .contractAgreement(contractAgreement).protocolMessages(protocolMessages).build();
        }
    }

    private final QueryResolver<ContractAgreement> agreements;
    private final ParticipantIdentityResolver identities;
    private final Clock clock;
    private final Consumer<ContractAgreement> agreed;

    /** @param agreed told once of each agreement, in the transaction that first stores its negotiation as final */
    Negotiations(Database database, Supplier<ObjectMapper> mapper, CriterionOperatorRegistry operators,
                 Wakeups wakeups, String owner, ParticipantIdentityResolver identities, Clock clock,
                 Consumer<ContractAgreement> agreed) {
        super(database, new JsonTable<>(database, "edc_negotiation",
            new Codec<>(mapper, Stored.class, Stored::of, Stored::negotiation),
            new ReflectionBasedQueryResolver<>(ContractNegotiation.class,
                new StatefulEntityCriteriaToPredicate<>(operators, state -> ContractNegotiationStates.valueOf(state)
                    .code())),
            List.of(new Column<>("id", String.class, "id", ContractNegotiation::getId),
                new Column<>("created_at", Long.class, "createdAt", ContractNegotiation::getCreatedAt),
                new Column<>("state", Integer.class, "state", ContractNegotiation::getState),
                new Column<>("state_timestamp", Long.class, "stateTimestamp",
                    ContractNegotiation::getStateTimestamp),
                new Column<>("pending", Boolean.class, "pending", ContractNegotiation::isPending),
                new Column<>("type", String.class, "type", negotiation -> negotiation.getType().name()),
                new Column<>("correlation_id", String.class, "correlationId", ContractNegotiation::getCorrelationId),
                new Column<>("counter_party_id", String.class, "counterPartyId",
                    ContractNegotiation::getCounterPartyId),
                new Column<>("contract_id", String.class, "contractAgreement.id",
                    ofAgreement(ContractAgreement::getId)),
                new Column<>("agreement_id", String.class, "contractAgreement.agreementId",
                    ofAgreement(ContractAgreement::getAgreementId)))),
            operators, wakeups, owner);
        this.identities = identities;
        this.clock = clock;
        this.agreed = agreed;
        this.agreements = new ReflectionBasedQueryResolver<>(ContractAgreement.class, operators);
    }

    private static Function<ContractNegotiation, Object> ofAgreement(Function<ContractAgreement, String> field) {
        return negotiation -> Optional.ofNullable(negotiation.getContractAgreement()).map(field).orElse(null);
    }

    @Override
    Leases.Place place(ContractNegotiation negotiation) {
        return new Leases.Place(negotiation.getState(), negotiation.getType().name(), negotiation.isPending());
    }

    @Override
    Duration patience(ContractNegotiation negotiation) {
        return negotiation.getType() == ContractNegotiation.Type.CONSUMER
            ? Duration.ofSeconds(5)
            : Duration.ofSeconds(2);
    }

    @Override
    void saving(ContractNegotiation negotiation, boolean isNew) {
        if (negotiation.getState() == ContractNegotiationStates.FINALIZED.code()
            && negotiation.getContractAgreement() != null && !isFinal(negotiation.getId())) {
            agreed.accept(negotiation.getContractAgreement());
        }
        if (negotiation.getType() != ContractNegotiation.Type.PROVIDER) {
            return;
        }
        if (isNew && negotiation.getCorrelationId() != null) {
            refuseRepeatedRequest(negotiation);
        }
        if (negotiation.getState() == ContractNegotiationStates.AGREEING.code()
            && negotiation.getContractAgreement() == null) {
            negotiation.setContractAgreement(agreement(negotiation));
        }
    }

    /** As stored; under the lease and in the transaction that is about to store it anew, so no other changes it. */
    private boolean isFinal(String id) {
        return table.find(id).filter(stored -> stored.getState() == ContractNegotiationStates.FINALIZED.code())
            .isPresent();
    }

    private void refuseRepeatedRequest(ContractNegotiation negotiation) {
        alone("request " + negotiation.getCounterPartyId() + " " + negotiation.getCorrelationId());
        table.candidates(List.of(
                Criterion.criterion("correlationId", "=", negotiation.getCorrelationId()),
                Criterion.criterion("counterPartyId", "=", negotiation.getCounterPartyId()),
                Criterion.criterion("type", "=", ContractNegotiation.Type.PROVIDER.name())))
            .filter(existing -> !existing.getId().equals(negotiation.getId()))
            .findFirst()
            .ifPresent(existing -> {
                throw new RedeliveredRequest(existing);
            });
    }

    /**
     * What EDC would make anew, under another id, each time it sends the agreement. Made once, before it is first sent,
     * the agreement that a consumer confirms is the one that the provider keeps.
     */
    private ContractAgreement agreement(ContractNegotiation negotiation) {
        ContractOffer offer = negotiation.getLastContractOffer();
        String provider = identities.getParticipantId(negotiation.getParticipantContextId(),
            negotiation.getProtocol());
        return ContractAgreement.Builder.newInstance()
            .contractSigningDate(clock.instant().getEpochSecond())
            .providerId(provider)
            .consumerId(negotiation.getCounterPartyId())
            .policy(offer.getPolicy().toBuilder().type(PolicyType.CONTRACT)
                .assignee(negotiation.getCounterPartyId()).assigner(provider).build())
            .assetId(offer.getAssetId())
            .participantContextId(negotiation.getParticipantContextId())
            .build();
    }

    @Override
    public ContractAgreement findContractAgreement(String contractId) {
        return agreementsWhere(List.of(Criterion.criterion("id", "=", contractId)))
            .filter(agreement -> agreement.getId().equals(contractId)).findFirst().orElse(null);
    }

    @Override
    public StoreResult<Void> deleteById(String negotiationId) {
        return remove(negotiationId).orElseGet(() ->
            StoreResult.alreadyLeased("Negotiation " + negotiationId + " is being changed and cannot be deleted"));
    }

    @Override
    public Stream<ContractNegotiation> queryNegotiations(QuerySpec spec) {
        return table.query(spec);
    }

    @Override
    public Stream<ContractAgreement> queryAgreements(QuerySpec spec) {
        return agreements.query(agreementsWhere(spec.getFilterExpression()), spec);
    }

    /**
     * Agreements by the criteria that index columns can answer; the others are left to the caller. An agreement that is
     * not yet agreed, or whose negotiation was terminated, is none: nothing may be transferred under it.
     */
    private Stream<ContractAgreement> agreementsWhere(List<Criterion> criteria) {
        List<Criterion> ofNegotiations = criteria.stream()
            .filter(criterion -> "id".equals(criterion.getOperandLeft())
                || "agreementId".equals(criterion.getOperandLeft()))
            .map(criterion -> Criterion.criterion("contractAgreement." + criterion.getOperandLeft(),
                criterion.getOperator(), criterion.getOperandRight()))
            .toList();
        return table.candidates(ofNegotiations)
            .filter(negotiation -> !negotiation.currentStateIsOneOf(ContractNegotiationStates.AGREEING,
                ContractNegotiationStates.TERMINATING, ContractNegotiationStates.TERMINATED))
            .map(ContractNegotiation::getContractAgreement)
            .filter(Objects::nonNull);
    }
}
