package eu.bocage.connector.edc.tck;

import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation.Type.CONSUMER;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation.Type.PROVIDER;

import eu.bocage.connector.agreement.Offer;
import eu.bocage.connector.member.Did;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.PolicyType;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.transaction.spi.TransactionContext;

/** What the kit's cases presuppose: datasets on offer, and agreements made long ago. */
final class Seed implements ServiceExtension {

    /** Offered in the cases about the catalogue. */
    static final List<String> CATALOGUE = List.of("CAT0101", "CAT0102");

    /** Offered, and the object of every agreement. */
    private static final String TRANSFERRED = "ATP";
    private static final String USE = "http://www.w3.org/ns/odrl/2/use";

    private final Did self;
    private final Did kit;

    @Inject
    private ContractNegotiationStore negotiations;

    @Inject
    private TransactionContext transactions;

    Seed(Did self, Did kit) {
        this.self = self;
        this.kit = kit;
    }

    @Override
    public String name() {
        return "Test kit: agreements";
    }

    @Override
    public void prepare() {
        transactions.execute(() -> Moves.ofTransfers().keySet().forEach(id -> negotiations.save(agreed(id))));
    }

    /** One offer of each dataset that the node provides. */
    static List<Offer> offers() {
        Policy use = new Policy(List.of(new Rule(USE, List.of())), List.of(), List.of());
        return Stream.of(Moves.ofNegotiations().keySet().stream(), CATALOGUE.stream(), Stream.of(TRANSFERRED))
            .flatMap(ids -> ids)
            .filter(id -> !ofConsumer(id))
            .map(id -> new Offer(definition(id), id, id, "{}", use))
            .collect(Collectors.toList());
    }

    /** The id of the offer as it stands in the catalogue. One is fixed by the kit, which counters with it. */
    static String offerOf(String dataset) {
        if (dataset.equals("ACN0102")) {
            return "CD123:ACN0102:456";
        }
        return Stream.of(definition(dataset), dataset, "0")
            .map(part -> Base64.getEncoder().encodeToString(part.getBytes(StandardCharsets.UTF_8)))
            .collect(Collectors.joining(":"));
    }

    /** Use, on no condition. */
    static org.eclipse.edc.policy.model.Policy.Builder use() {
        return org.eclipse.edc.policy.model.Policy.Builder.newInstance().type(PolicyType.OFFER)
            .permission(Permission.Builder.newInstance()
                .action(Action.Builder.newInstance().type(USE).build()).build());
    }

    private static String definition(String dataset) {
        return dataset.equals("ACN0102") ? "CD123" : "offer-of-" + dataset;
    }

    private static boolean ofConsumer(String id) {
        return id.startsWith("ACNC") || id.startsWith("ATPC");
    }

    private ContractNegotiation agreed(String id) {
        boolean consumer = ofConsumer(id);
        String provider = (consumer ? kit : self).text();
        String user = (consumer ? self : kit).text();
        return ContractNegotiation.Builder.newInstance()
            .id("negotiation-of-" + id)
            .type(consumer ? CONSUMER : PROVIDER)
            .state(ContractNegotiationStates.FINALIZED.code())
            .correlationId("counterpart-of-" + id)
            .counterPartyId(kit.text())
            .counterPartyAddress("http://127.0.0.1:9/")
            .protocol(Webhooks.PROTOCOL)
            .participantContextId(self.text())
            .contractAgreement(ContractAgreement.Builder.newInstance()
                .id(id)
                .agreementId(id)
                .providerId(provider)
                .consumerId(user)
                .assetId(TRANSFERRED)
                .contractSigningDate(Instant.now().getEpochSecond())
                .policy(use().type(PolicyType.CONTRACT).target(TRANSFERRED).assigner(provider).assignee(user)
                    .build())
                .participantContextId(self.text())
                .build())
            .build();
    }
}
