package eu.bocage.connector.edc;

import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace.CatalogueEntry;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.storage.Database;
import eu.bocage.policies.Policy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.observe.ContractNegotiationListener;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractRequest;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationService;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.policy.model.PolicyType;
import org.eclipse.edc.protocol.dsp.spi.type.Dsp2025Constants;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Negotiates as consumer. What is under way is taken up again, also after a restart; what ended by a fault is begun
 * anew, a few times; what the provider refused is not.
 */
final class Negotiating implements ContractNegotiationListener {

    private static final int ATTEMPTS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Negotiating.class);

    private final ParticipantContext self;
    private final Database database;
    private final ContractNegotiationService service;
    private final ContractNegotiationStore store;
    private final Map<Subject, String> underWay = new ConcurrentHashMap<>();
    private final Doorbell doorbell = new Doorbell();

    /** What is negotiated: two calls about the same share one negotiation. */
    private record Subject(Did provider, String dataset, Policy policy) {
    }

    Negotiating(ParticipantContext self, Database database, ContractNegotiationService service,
                ContractNegotiationStore store) {
        this.self = self;
        this.database = database;
        this.service = service;
        this.store = store;
        findUnderWay();
    }

    Agreement negotiate(Member provider, CatalogueEntry entry, Duration patience) {
        if (!(entry.handle() instanceof Catalogues.Handle handle)) {
            throw new IllegalArgumentException("not an entry of a catalogue that this node read");
        }
        long deadline = System.nanoTime() + patience.toNanos();
        Subject subject = new Subject(provider.did(), entry.dataset(), entry.policy());
        String fault = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            String id = underWay.computeIfAbsent(subject, none -> begin(provider, entry.dataset(), handle));
            Optional<ContractNegotiation> end = doorbell.await(id, deadline, () -> ended(id));
            if (end.isEmpty()) {
                throw Refused.slow(provider, patience.toSeconds());
            }
            underWay.remove(subject, id);
            if (end.get().getState() == ContractNegotiationStates.FINALIZED.code()) {
                return AgreementShelf.agreement(end.get().getContractAgreement());
            }
            fault = end.get().getErrorDetail();
            Optional<DataspaceException> refusal = Refused.finalWord(provider, fault);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            LOG.warn("Negotiation {} with {} ended by a fault ({}); attempt {} of {}", id, provider.did(), fault,
                attempt, ATTEMPTS);
        }
        throw Refused.unreachable(provider, fault);
    }

    @Override
    public void finalized(ContractNegotiation negotiation) {
        database.afterCommit(() -> doorbell.ring(negotiation.getId()));
    }

    @Override
    public void terminated(ContractNegotiation negotiation) {
        database.afterCommit(() -> doorbell.ring(negotiation.getId()));
    }

    private String begin(Member provider, String dataset, Catalogues.Handle handle) {
        return service.initiateNegotiation(self, ContractRequest.Builder.newInstance()
            .protocol(Dsp2025Constants.DATASPACE_PROTOCOL_HTTP_V_2025_1)
            .counterPartyAddress(Catalogues.address(provider))
            .contractOffer(ContractOffer.Builder.newInstance().id(handle.offer()).assetId(dataset)
                .policy(handle.policy().toBuilder().type(PolicyType.OFFER).build()).build())
            .build()).getId();
    }

    private Optional<ContractNegotiation> ended(String id) {
        ContractNegotiation negotiation = store.findById(id);
        return Optional.ofNullable(negotiation)
            .filter(known -> ContractNegotiationStates.isFinal(known.getState()));
    }

    private void findUnderWay() {
        Arrays.stream(ContractNegotiationStates.values())
            .filter(state -> !ContractNegotiationStates.isFinal(state.code()))
            .flatMap(this::inState)
            .forEach(negotiation -> underWay.put(new Subject(new Did(negotiation.getCounterPartyId()),
                negotiation.getLastContractOffer().getAssetId(),
                PolicyWire.read(negotiation.getLastContractOffer().getPolicy())), negotiation.getId()));
    }

    private Stream<ContractNegotiation> inState(ContractNegotiationStates state) {
        QuerySpec query = QuerySpec.Builder.newInstance().limit(Integer.MAX_VALUE).filter(List.of(
            Criterion.criterion("state", "=", state.code()),
            Criterion.criterion("type", "=", ContractNegotiation.Type.CONSUMER.name()))).build();
        try (Stream<ContractNegotiation> found = store.queryNegotiations(query)) {
            return found.toList().stream();
        }
    }
}
