import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.edc.boot.system.ServiceLocator;
import org.eclipse.edc.boot.system.ServiceLocatorImpl;
import org.eclipse.edc.boot.system.runtime.BaseRuntime;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractRequest;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.connector.controlplane.policy.spi.PolicyDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.connector.controlplane.services.spi.catalog.CatalogService;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferRequest;
import org.eclipse.edc.connector.dataplane.spi.Endpoint;
import org.eclipse.edc.connector.dataplane.spi.iam.PublicEndpointGeneratorService;
import org.eclipse.edc.edr.spi.store.EndpointDataReferenceStore;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.participantcontext.single.spi.SingleParticipantContextSupplier;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.policy.model.PolicyType;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.constants.CoreConstants;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.security.Vault;
import org.eclipse.edc.spi.system.ConfigurationExtension;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.spi.system.configuration.ConfigFactory;
import org.eclipse.edc.spi.types.TypeManager;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;

/**
 * EDC as it comes: its own extensions, stores in memory, every setting at its default except names, ports and keys. The
 * identity is EDC's mock, which signs and checks nothing.
 */
public final class StockNodes implements Pair {

    private static final String PROTOCOL = "dataspace-protocol-http:2025-1";
    private static final String DATASETS = "http://www.w3.org/ns/dcat#dataset";
    private static final String OFFERS = "http://www.w3.org/ns/odrl/2/hasPolicy";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_MILLIS = 5;

    private final Node provider = new Node("provider");
    private final Node consumer = new Node("consumer");

    public StockNodes() throws InterruptedException {
        provider.boot();
        consumer.boot();
        for (int lane = 0; lane < LANES; lane++) {
            provider.offer("dataset-" + lane);
        }
        Thread.sleep(5_000);
    }

    @Override
    public void flow(int lane) throws Exception {
        String asset = "dataset-" + lane;
        JsonObject offer = consumer.catalogue(provider).stream().map(JsonValue::asJsonObject)
            .filter(dataset -> dataset.getString("@id").equals(asset))
            .map(dataset -> dataset.getJsonArray(OFFERS).getJsonObject(0)).findFirst().orElseThrow();
        ContractNegotiation negotiation = consumer.negotiate(provider, asset, offer);
        consumer.transfer(provider, negotiation.getContractAgreement().getId());
    }

    @Override
    public void close() {
        consumer.runtime.shutdown();
        provider.runtime.shutdown();
    }

    private static final class Node {
        private final String name;
        private final int protocolPort = freePort();
        private final Runtime runtime;

        Node(String name) {
            this.name = name;
            Map<String, String> config = new HashMap<>();
            config.put("edc.participant.id", name);
            config.put("edc.participant.context.id", name);
            config.put("edc.component.id", name);
            config.put("edc.hostname", "127.0.0.1");
            config.put("web.http.path", "/api");
            config.put("web.http.port", Integer.toString(freePort()));
            for (String context : List.of("control", "management", "version")) {
                config.put("web.http." + context + ".path", "/" + context);
                config.put("web.http." + context + ".port", Integer.toString(freePort()));
            }
            config.put("web.http.protocol.path", "/dsp");
            config.put("web.http.protocol.port", Integer.toString(protocolPort));
            config.put("edc.dsp.callback.address", "http://127.0.0.1:" + protocolPort + "/dsp");
            config.put("edc.transfer.proxy.token.signer.privatekey.alias", "private");
            config.put("edc.transfer.proxy.token.verifier.publickey.alias", "public");
            runtime = new Runtime(config);
        }

        void boot() {
            runtime.boot(false);
        }

        void offer(String asset) {
            Policy use = Policy.Builder.newInstance().permission(Permission.Builder.newInstance()
                .action(Action.Builder.newInstance().type("http://www.w3.org/ns/odrl/2/use").build()).build()).build();
            runtime.service(AssetIndex.class).create(Asset.Builder.newInstance().id(asset).participantContextId(name)
                .dataAddress(DataAddress.Builder.newInstance().type("HttpData")
                    .property("baseUrl", "http://127.0.0.1:9/").build()).build());
            runtime.service(PolicyDefinitionStore.class).create(PolicyDefinition.Builder.newInstance().id(asset)
                .participantContextId(name).policy(use).build());
            runtime.service(ContractDefinitionStore.class).save(ContractDefinition.Builder.newInstance().id(asset)
                .participantContextId(name).accessPolicyId(asset).contractPolicyId(asset)
                .assetsSelectorCriterion(Criterion.criterion(Asset.PROPERTY_ID, "=", asset)).build());
        }

        JsonArray catalogue(Node other) throws Exception {
            byte[] answer = runtime.service(CatalogService.class)
                .requestCatalog(self(), other.name, other.address(), PROTOCOL, QuerySpec.max())
                .get(60, TimeUnit.SECONDS)
                .orElseThrow(failure -> new IllegalStateException(failure.getFailureDetail()));
            JsonObject json = runtime.service(TypeManager.class).getMapper(CoreConstants.JSON_LD)
                .readValue(answer, JsonObject.class);
            return runtime.service(JsonLd.class).expand(json)
                .orElseThrow(failure -> new IllegalStateException(failure.getFailureDetail()))
                .getJsonArray(DATASETS);
        }

        ContractNegotiation negotiate(Node other, String asset, JsonObject offer) throws Exception {
            Policy policy = runtime.service(TypeTransformerRegistry.class).forContext("dsp-api:2025-1")
                .transform(offer, Policy.class)
                .orElseThrow(failure -> new IllegalStateException(failure.getFailureDetail()));
            String id = runtime.service(ContractNegotiationService.class).initiateNegotiation(self(),
                ContractRequest.Builder.newInstance().protocol(PROTOCOL).counterPartyAddress(other.address())
                    .contractOffer(ContractOffer.Builder.newInstance().id(offer.getString("@id")).assetId(asset)
                        .policy(policy.toBuilder().type(PolicyType.OFFER).assigner(other.name).target(asset).build())
                        .build())
                    .build()).getId();
            ContractNegotiationStore store = runtime.service(ContractNegotiationStore.class);
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (true) {
                ContractNegotiation negotiation = store.findById(id);
                if (negotiation.getState() == ContractNegotiationStates.FINALIZED.code()) {
                    return negotiation;
                }
                check(negotiation.getState() == ContractNegotiationStates.TERMINATED.code(),
                    negotiation.getErrorDetail(), deadline);
            }
        }

        void transfer(Node other, String agreement) throws Exception {
            String id = runtime.service(TransferProcessService.class).initiateTransfer(self(),
                    TransferRequest.Builder.newInstance().protocol(PROTOCOL).counterPartyAddress(other.address())
                        .contractId(agreement).transferType("HttpData-PULL").build())
                .orElseThrow(failure -> new IllegalStateException(failure.getFailureDetail())).getId();
            TransferProcessStore store = runtime.service(TransferProcessStore.class);
            EndpointDataReferenceStore references = runtime.service(EndpointDataReferenceStore.class);
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (true) {
                TransferProcess transfer = store.findById(id);
                if (transfer.getState() == TransferProcessStates.STARTED.code()
                    && references.resolveByTransferProcess(id).succeeded()) {
                    return;
                }
                check(transfer.getState() > TransferProcessStates.STARTED.code(), transfer.getErrorDetail(), deadline);
            }
        }

        private static void check(boolean ended, String detail, long deadline) throws InterruptedException {
            if (ended) {
                throw new IllegalStateException("ended early: " + detail);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no end within a minute");
            }
            Thread.sleep(LOOK_MILLIS);
        }

        private String address() {
            return "http://127.0.0.1:" + protocolPort + "/dsp/2025-1";
        }

        private ParticipantContext self() {
            return runtime.service(SingleParticipantContextSupplier.class).get().getContent();
        }
    }

    /** EDC's data plane has no public endpoint of its own any more, and wants a key to sign tokens with. */
    public static final class Endpoints implements ServiceExtension {
        @Inject
        private PublicEndpointGeneratorService generator;
        @Inject
        private Vault vault;

        @Override
        public void initialize(ServiceExtensionContext context) {
            generator.addGeneratorFunction("HttpData", address -> Endpoint.url("http://127.0.0.1:9/public"));
            try {
                OctetKeyPair key = new OctetKeyPairGenerator(Curve.Ed25519).keyID("public").generate();
                vault.storeSecret("private", key.toJSONString());
                vault.storeSecret("public", key.toPublicJWK().toJSONString());
            } catch (com.nimbusds.jose.JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Runtime extends BaseRuntime {
        Runtime(Map<String, String> config) {
            super(new ServiceLocator() {
                private final ServiceLocator found = new ServiceLocatorImpl();

                @Override
                public <T> List<T> loadImplementors(Class<T> type, boolean required) {
                    List<T> all = new ArrayList<>(found.loadImplementors(type, false));
                    if (type == ServiceExtension.class) {
                        all.add(type.cast(new Endpoints()));
                    }
                    if (type == ConfigurationExtension.class) {
                        all.add(type.cast((ConfigurationExtension) () -> ConfigFactory.fromMap(config)));
                    }
                    return all;
                }

                @Override
                public <T> T loadSingletonImplementor(Class<T> type, boolean required) {
                    return found.loadSingletonImplementor(type, required);
                }
            });
        }

        <T> T service(Class<T> type) {
            return context.getService(type);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
