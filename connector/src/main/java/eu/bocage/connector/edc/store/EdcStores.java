package eu.bocage.connector.edc.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.storage.Database;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.asset.spi.index.DataAddressResolver;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.NegotiationWaitStrategy;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.observe.ContractNegotiationObservable;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationProtocolService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessProtocolService;
import org.eclipse.edc.connector.controlplane.transfer.spi.observe.TransferProcessObservable;
import org.eclipse.edc.connector.controlplane.transfer.spi.retry.TransferWaitStrategy;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.policy.monitor.spi.PolicyMonitorStore;
import org.eclipse.edc.edr.spi.store.EndpointDataReferenceCache;
import org.eclipse.edc.edr.spi.store.EndpointDataReferenceEntryIndex;
import org.eclipse.edc.http.spi.EdcHttpClient;
import org.eclipse.edc.jwt.validation.jti.JtiValidationStore;
import org.eclipse.edc.participantcontext.spi.identity.ParticipantIdentityResolver;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.spi.types.TypeManager;
import org.eclipse.edc.transaction.spi.TransactionContext;

/**
 * The one thing to plug into an EDC runtime for durable, event-driven stores: an extension that provides EDC's stores,
 * transactions and wait strategies over the node's {@link Database}. EDC asks for it in three places:
 *
 * <ol>
 * <li>the runtime's service locator adds it to the extensions;
 * <li>the runtime's context passes every service through {@link #decorate} as it is registered;
 * <li>whoever stops the runtime calls {@link #close} first, so that no state machine is left waiting.
 * </ol>
 *
 * <p>One object serves one runtime. The database stays open; its owner closes it after the runtime has stopped.
 */
public final class EdcStores implements ServiceExtension, AutoCloseable {

    private static final String OWNER = "node";

    private final Database database;
    private final Consumer<ContractAgreement> agreed;
    private final Wakeups negotiationWakeups = new Wakeups();
    private final Wakeups transferWakeups = new Wakeups();
    private Assets assets;
    private PolicyDefinitions policyDefinitions;
    private ContractDefinitions contractDefinitions;
    private Negotiations negotiations;
    private Transfers transfers;
    private PolicyMonitorEntries policyMonitorEntries;
    private DataReferences dataReferences;
    private SeenTokens seenTokens;
    private ContractNegotiationObservable negotiationListeners;
    private TransferProcessObservable transferListeners;

    @Inject
    private CriterionOperatorRegistry operators;

    @Inject
    private TypeManager types;

    @Inject
    private Clock clock;

    @Inject
    private ParticipantIdentityResolver identities;

    /**
     * Stores over {@code database}, which must stay open as long as the runtime runs.
     *
     * @param agreed told once of each agreement, in the transaction that makes it final; throwing undoes that
     */
    public EdcStores(Database database, Consumer<ContractAgreement> agreed) {
        this.database = database;
        this.agreed = agreed;
    }

    @Override
    public String name() {
        return "Durable stores";
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        Supplier<ObjectMapper> mapper = types::getMapper;
        assets = new Assets(database, mapper, operators);
        policyDefinitions = new PolicyDefinitions(database, mapper, operators);
        contractDefinitions = new ContractDefinitions(database, mapper, operators);
        negotiations = new Negotiations(database, mapper, operators, negotiationWakeups, OWNER, identities, clock,
            agreed);
        transfers = new Transfers(database, mapper, operators, transferWakeups, OWNER);
        policyMonitorEntries = new PolicyMonitorEntries(database, mapper, operators, OWNER);
        dataReferences = new DataReferences(database, mapper, operators);
        seenTokens = new SeenTokens(database, mapper, clock);
    }

    /**
     * The service to register in place of the one that EDC made: the HTTP client that retries conflicts, the protocol
     * services that understand redelivered and early messages. Anything else is returned as it is.
     */
    public <T> T decorate(Class<T> type, T service) {
        return switch (service) {
            case EdcHttpClient client -> type.cast(new RetriedConflicts(client));
            case ContractNegotiationProtocolService edc ->
                type.cast(new NegotiationMessages(edc, negotiations, () -> negotiationListeners));
            case TransferProcessProtocolService edc ->
                type.cast(new TransferMessages(edc, transfers, () -> transferListeners));
            case ContractNegotiationObservable listeners -> {
                negotiationListeners = listeners;
                yield service;
            }
            case TransferProcessObservable listeners -> {
                transferListeners = listeners;
                listeners.registerListener(new TransferMessages.TerminationReasons());
                yield service;
            }
            case null, default -> service;
        };
    }

    /** Ends all waiting of state machines. To be called before the runtime is shut down; may be called again. */
    @Override
    public void close() {
        negotiationWakeups.close();
        transferWakeups.close();
    }

    @Override
    public void shutdown() {
        close();
    }

    @Provider
    public TransactionContext transactionContext() {
        return new DatabaseTransactions(database);
    }

    @Provider
    public AssetIndex assetIndex() {
        return assets;
    }

    @Provider
    public DataAddressResolver dataAddressResolver() {
        return assets;
    }

    @Provider
    public PolicyDefinitionStore policyDefinitionStore() {
        return policyDefinitions;
    }

    @Provider
    public ContractDefinitionStore contractDefinitionStore() {
        return contractDefinitions;
    }

    @Provider
    public ContractNegotiationStore contractNegotiationStore() {
        return negotiations;
    }

    @Provider
    public TransferProcessStore transferProcessStore() {
        return transfers;
    }

    @Provider
    public PolicyMonitorStore policyMonitorStore() {
        return policyMonitorEntries;
    }

    @Provider
    public EndpointDataReferenceEntryIndex endpointDataReferenceEntryIndex() {
        return dataReferences;
    }

    @Provider
    public EndpointDataReferenceCache endpointDataReferenceCache() {
        return dataReferences.addresses();
    }

    @Provider
    public JtiValidationStore jtiValidationStore() {
        return seenTokens;
    }

    @Provider
    public NegotiationWaitStrategy negotiationWaitStrategy() {
        return negotiationWakeups::waitForMillis;
    }

    @Provider
    public TransferWaitStrategy transferWaitStrategy() {
        return transferWakeups::waitForMillis;
    }
}
