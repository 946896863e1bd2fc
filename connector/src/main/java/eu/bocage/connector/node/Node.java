package eu.bocage.connector.node;

import eu.bocage.connector.agreement.AccessGrants;
import eu.bocage.connector.agreement.AgreementsInLedger;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.agreement.Offers;
import eu.bocage.connector.agreement.Promises;
import eu.bocage.connector.agreement.Revocations;
import eu.bocage.connector.answer.Answering;
import eu.bocage.connector.answer.Asking;
import eu.bocage.connector.answer.Promising;
import eu.bocage.connector.answer.Reconciliation;
import eu.bocage.connector.api.ApiToken;
import eu.bocage.connector.api.PrivateApi;
import eu.bocage.connector.api.PublicRoutes;
import eu.bocage.connector.api.SignedRoutes;
import eu.bocage.connector.approval.Approvals;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.budget.Continuity;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.edc.EdcConnector;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.MemberTokens;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.Pseudonyms;
import eu.bocage.connector.member.SetupException;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.member.TrustAnchor;
import eu.bocage.connector.storage.Database;
import eu.bocage.connector.web.HttpPort;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A running node: every part of it, put together here and nowhere else. It is up when {@link #start} returns, and holds
 * nothing open once {@link #close} has returned. A crash at any moment loses nothing that was promised to anybody: each
 * part keeps its state in the one database and goes on from there.
 */
public final class Node implements AutoCloseable {

    /** While a call to the private port waits, so many lines say so before the port would end its connection. */
    private static final int BEATS = 6;

    private final NodeConfig config;
    private final Resources resources;

    private Node(NodeConfig config, Resources resources) {
        this.config = config;
        this.resources = resources;
    }

    /**
     * Starts a node.
     *
     * @throws SetupException when a person must put something right first: a key file, a port, the trust anchor's key
     * @throws eu.bocage.connector.storage.DatabaseUnavailableException when the state is in use or cannot be read
     */
    public static Node start(NodeConfig config) {
        Resources resources = new Resources();
        try {
            open(config, resources);
            return new Node(config, resources);
        } catch (Throwable e) {
            resources.close();
            throw e;
        }
    }

    public NodeConfig config() {
        return config;
    }

    @Override
    public void close() {
        resources.close();
    }

    private static void open(NodeConfig config, Resources resources) {
        InstantSource clock = InstantSource.system();
        new DataFolder(config.data()).shut();
        NodeKeys keys = NodeKeys.load(config.data());
        Pseudonyms pseudonyms = Pseudonyms.load(config.data());
        ApiToken token = ApiToken.load(config.data());
        Profile profile = config.profile(keys);
        Did self = profile.did();

        Vertx vertx = vertx();
        resources.add(() -> vertx.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS));
        HttpPort publicPort = new HttpPort(vertx, config.publicPort().host(), config.publicPort().port());
        HttpPort privatePort = new HttpPort(vertx, config.privatePort().host(), config.privatePort().port());

        Database database = resources.add(Databases.open(config));
        Territory territory = resources.add(Territories.open(config, self, keys, database, clock));
        Ledger ledger = new Ledger(database, self, keys, clock, config.data());
        Optional<TrustAnchor> anchor = Territories.anchor(config, territory, keys, ledger, clock);
        anchor.ifPresent(resources::add);
        MemberTokens tokens = new MemberTokens(self, keys, territory, database, clock);
        Budgets budgets = new Budgets(database, clock);
        Continuity continuity = new Continuity(database, clock);
        ledger.acknowledge(lost -> continuity.lost(lost.after(), lost.noted().number(), lost.noted().hash(),
            lost.branch(), lost.debits()));
        Datasets datasets = resources.add(new Datasets(database, config.data().resolve("datasets"), ledger, clock));
        Reconciliation reconciliation = new Reconciliation(self, keys.verificationKey(), ledger, budgets, continuity,
            datasets, database);
        Approvals approvals = resources.add(new Approvals(self, keys, territory,
            config.trustAnchor().map(NodeConfig.PinnedAnchor::url), new Gate(territory, clock)::read, database,
            ledger, clock));
        Promises promises = new Promises(self, keys, territory, database, ledger, clock);
        Revocations revocations = new Revocations(self, database, ledger, clock);
        Gate gate = new Gate(territory, new SignedEvidence(promises, approvals, revocations), clock);
        AccessGrants grants = new AccessGrants(database, ledger, clock);
        EdcConnector edc = resources.add(EdcConnector.start(
            new EdcConnector.Settings(self, config.publicUrl(), config.privateAddresses()), database, territory,
            tokens, tokens, gate, grants, new AgreementsInLedger(ledger), publicPort.router()));
        Offers offers = resources.add(new Offers(self, territory, datasets, edc));
        Answering answering = resources.add(new Answering(self, keys, territory, edc, grants, gate, datasets, budgets,
            ledger, reconciliation, database, config.answerSlot(), config.questionsPerMinute(), clock));
        Asking asking = resources.add(new Asking(self, keys, territory, edc, edc, gate, ledger, database, clock,
            config.privateAddresses()));
        Promising promising = resources.add(new Promising(edc, promises, config.privateAddresses()));

        answering.recover();
        new SignedRoutes(territory, approvals, promises).addTo(publicPort.router());
        new PublicRoutes(profile, territory, answering).addTo(publicPort.router());
        new PrivateApi(token, profile, keys, pseudonyms, territory, anchor, datasets, edc, asking, ledger, gate,
            budgets, reconciliation, approvals, edc, promises, promising, revocations, clock,
            HttpPort.IDLE.dividedBy(BEATS))
            .addTo(privatePort.router());
        territory.start();
        anchor.ifPresent(TrustAnchor::start);
        offers.start();
        approvals.start();
        resources.add(privatePort).listen();
        resources.add(publicPort).listen();
    }

    /** Without the folder that Vert.x would unpack files to: the node serves none. */
    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions().setFileSystemOptions(new FileSystemOptions()
            .setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    }
}
