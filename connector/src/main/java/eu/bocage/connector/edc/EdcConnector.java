package eu.bocage.connector.edc;

import eu.bocage.connector.agreement.AccessGrants;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.AgreementBook;
import eu.bocage.connector.agreement.Agreements;
import eu.bocage.connector.agreement.Dataspace;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.agreement.Offer;
import eu.bocage.connector.agreement.OfferBook;
import eu.bocage.connector.edc.store.EdcStores;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Members;
import eu.bocage.connector.member.TokenChecker;
import eu.bocage.connector.member.TokenSigner;
import eu.bocage.connector.storage.Database;
import eu.bocage.connector.web.HttpPort;
import eu.bocage.connector.web.Outbound;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.observe.ContractNegotiationObservable;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.connector.controlplane.services.spi.catalog.CatalogService;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessProtocolService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.observe.TransferProcessObservable;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.edr.spi.store.EndpointDataReferenceStore;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.participant.spi.ParticipantIdMapper;
import org.eclipse.edc.participantcontext.single.spi.SingleParticipantContextSupplier;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.protocol.dsp.spi.type.Dsp2025Constants;
import org.eclipse.edc.spi.constants.CoreConstants;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.types.TypeManager;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;

/**
 * The EDC runtime embedded in a node: DSP 2025-1 under {@code /dsp} of the public port, nothing else reachable. Calls
 * block and belong on virtual threads. Thread-safe.
 */
public final class EdcConnector implements Dataspace, OfferBook, Agreements, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** For one message. */
    private static final Duration CALL = Duration.ofSeconds(12);
    /** In bytes; a catalogue is the longest answer. */
    private static final int MAX_ANSWER = 4 << 20;
    /** In bytes, of an answer that is a refusal: a text, of which EDC keeps the whole in database and log. */
    private static final int MAX_REFUSAL = 64 << 10;

    private final Readers readers = new Readers();
    private final EdcRuntime runtime;
    private final EdcStores stores;
    private final Outbound outbound;
    private final DspDoor door;
    private final Catalogues catalogues;
    private final Negotiating negotiating;
    private final Accessing accessing;
    private final AgreementShelf agreements;
    private final OfferShelf offers;

    /** What a runtime is built from; the walls between it and the rest of the node are interfaces of this package. */
    record Parts(Settings settings, Database database, Members members, TokenSigner signer, TokenChecker checker,
                 PolicyJudge judge, Grants grants, Consumer<ContractAgreement> agreed) {
    }

    /** Boots the runtime; DSP is served under {@code /dsp} of the router from then on. */
    public static EdcConnector start(Settings settings, Database database, Members members, TokenSigner signer,
                                     TokenChecker checker, Gate gate, AccessGrants grants, AgreementBook book,
                                     Router publicRouter) {
        return start(new Parts(settings, database, members, signer, checker, PolicyJudge.of(gate), Grants.of(grants),
            agreement -> book.agreed(AgreementShelf.agreement(agreement))), publicRouter, List.of());
    }

    /** As {@link #start}, with further extensions in the runtime. */
    static EdcConnector start(Parts parts, Router publicRouter, List<ServiceExtension> more) {
        EdcConnector connector = new EdcConnector(parts, more);
        publicRouter.route("/dsp/*").handler(HttpPort.blocking(connector.door::serve));
        return connector;
    }

    private EdcConnector(Parts parts, List<ServiceExtension> more) {
        Settings settings = parts.settings();
        URI dsp = settings.publicUrl().resolve("/dsp");
        MemberIdentity identity = new MemberIdentity(settings.self(), parts.signer(), parts.checker());
        NodeServices services = new NodeServices(identity, new MessageCheck(settings.self(), parts.members()));
        this.outbound = new Outbound(settings.privateAddresses(), MAX_ANSWER, MAX_REFUSAL, CALL);
        this.stores = new EdcStores(parts.database(), parts.agreed());
        List<ServiceExtension> extensions = new ArrayList<>(List.of(stores, services,
            new NodeRules(parts.judge(), parts.grants(), settings.publicUrl().resolve("/query"))));
        extensions.addAll(more);
        this.runtime = new EdcRuntime(config(settings.self(), dsp), extensions, new EdcRuntime.Decoration() {
            @Override
            public <T> T of(Class<T> type, T service) {
                return decorate(type, stores.decorate(type, service));
            }
        });
        runtime.boot(false);
        ParticipantContext self = runtime.service(SingleParticipantContextSupplier.class).get().getContent();
        this.door = new DspDoor(dsp, self.getParticipantContextId(), identity, services.protocol());
        this.agreements = new AgreementShelf(runtime.service(ContractNegotiationStore.class));
        this.offers = new OfferShelf(self.getParticipantContextId(), runtime.service(AssetIndex.class),
            runtime.service(PolicyDefinitionStore.class), runtime.service(ContractDefinitionStore.class),
            runtime.service(TransactionContext.class));
        this.catalogues = new Catalogues(self, runtime.service(CatalogService.class),
            (KnownContexts) runtime.service(JsonLd.class), readers,
            runtime.service(TypeManager.class).getMapper(CoreConstants.JSON_LD),
            runtime.service(TypeTransformerRegistry.class));
        this.negotiating = new Negotiating(self, parts.database(),
            runtime.service(ContractNegotiationService.class), runtime.service(ContractNegotiationStore.class));
        this.accessing = new Accessing(self, parts.database(), agreements,
            runtime.service(TransferProcessService.class), runtime.service(TransferProcessStore.class),
            runtime.service(EndpointDataReferenceStore.class));
        runtime.service(ContractNegotiationObservable.class).registerListener(negotiating);
        runtime.service(TransferProcessObservable.class).registerListener(accessing);
    }

    /**
     * @param self            this node's DID, which is its participant id
     * @param publicUrl       where its public port is reached
     * @param privateAddresses {@code host:port} in loopback or private ranges that it may nevertheless call
     */
    public record Settings(Did self, URI publicUrl, Set<String> privateAddresses) {
    }

    @Override
    public List<CatalogueEntry> catalogue(Member provider) {
        return catalogues.of(provider, PATIENCE);
    }

    @Override
    public Agreement negotiate(Member provider, CatalogueEntry entry) {
        return negotiating.negotiate(provider, entry, PATIENCE);
    }

    @Override
    public Access access(Member provider, Agreement agreement) {
        return accessing.access(provider, agreement, PATIENCE);
    }

    @Override
    public void release(Agreement agreement) {
        accessing.release(agreement);
    }

    @Override
    public void replaceAll(Collection<Offer> all) {
        offers.replaceAll(all);
    }

    @Override
    public Optional<Agreement> find(String id) {
        return agreements.find(id);
    }

    @Override
    public List<Agreement> all() {
        return agreements.all();
    }

    /** Stops the runtime. Requests get 503 from then on; what was under way goes on at the next start. */
    @Override
    public void close() {
        door.close();
        stores.close();
        runtime.shutdown();
        readers.close();
        outbound.close();
    }

    /** The threads that read what others send. */
    Readers readers() {
        return readers;
    }

    /** A service of the runtime, for what this class does not offer. */
    <T> T service(Class<T> type) {
        return runtime.service(type);
    }

    private <T> T decorate(Class<T> type, T service) {
        return switch (service) {
            case OkHttpClient edc -> type.cast(outbound.client());
            case JsonLd edc -> type.cast(new KnownContexts(edc, readers));
            case TransferProcessProtocolService edc -> type.cast(new RefusedTransfers(edc));
            case TypeTransformerRegistry edc -> {
                edc.forContext(Dsp2025Constants.DSP_TRANSFORMER_CONTEXT_V_2025_1)
                    .register(new PolicyArrivals(() -> runtime.service(ParticipantIdMapper.class)));
                yield service;
            }
            case null, default -> service;
        };
    }

    /**
     * The HTTP client tries nothing again: it would with the same token, which is used up when only the answer was
     * lost, and EDC takes the 401 for final. State machines do, with a fresh token; {@link EdcStores} makes sure that
     * the peer understands a message that it has already.
     */
    private static Map<String, String> config(Did self, URI dsp) {
        return Map.ofEntries(
            Map.entry("edc.participant.id", self.text()),
            Map.entry("edc.participant.context.id", self.text()),
            Map.entry("edc.component.id", self.text()),
            Map.entry("edc.hostname", dsp.getHost()),
            Map.entry("edc.dsp.callback.address", dsp.toString()),
            Map.entry("edc.jsonld.http.enabled", "false"),
            Map.entry("edc.jsonld.https.enabled", "false"),
            Map.entry("edc.edr.receiver.sync", "true"),
            Map.entry("edc.core.retry.retries.max", "0"),
            Map.entry("edc.negotiation.consumer.send.retry.base-delay.ms", "500"),
            Map.entry("edc.negotiation.provider.send.retry.base-delay.ms", "500"),
            Map.entry("edc.transfer.send.retry.base-delay.ms", "500"),
            Map.entry("edc.negotiation.consumer.send.retry.limit", "8"),
            Map.entry("edc.negotiation.provider.send.retry.limit", "8"),
            Map.entry("edc.transfer.send.retry.limit", "8"),
            Map.entry("edc.policy.monitor.state-machine.iteration-wait-millis", "10000"),
            Map.entry("edc.policy.monitor.state-machine.batch-size", "500"));
    }
}
