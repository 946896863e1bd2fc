import eu.bocage.connector.agreement.AccessGrants;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.AgreementsInLedger;
import eu.bocage.connector.agreement.Dataspace.CatalogueEntry;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.agreement.Offer;
import eu.bocage.connector.edc.EdcConnector;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Grant;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.MemberTokens;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.Project;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.member.TerritoryDocument;
import eu.bocage.connector.member.TrustAnchor;
import eu.bocage.connector.member.TrustAnchorKey;
import eu.bocage.connector.storage.Database;
import eu.bocage.connector.web.HttpPort;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Compiler;
import eu.bocage.policies.DatasetTerms;
import eu.bocage.policies.Policy;
import eu.bocage.policies.ProjectTerms;
import eu.bocage.policies.Zoning;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Two of our nodes as far as DSP goes: each with its own H2 file, keys, view of the signed register, judge, tokens and
 * EDC runtime, in a territory with a signed charter and a registered project. Every message is signed and checked,
 * every policy compiled from the charter and decided.
 */
public final class BocageNodes implements Pair {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final String PROJECT = "benchmark";
    private static final String CHARTER = """
        id: benchmark
        version: 1
        title: {fr: Charte, en: Charter}
        from: 2020-01-01
        until: 2099-12-31
        purposes:
          climate-plan: {fr: Plan climat, en: Climate plan}
        finestZoning: commune
        minimumGroup: 10
        budget: {perRequest: 50000, perUnitSpace: 1000000, questionsPerDay: 500}
        clauses:
          - id: C01
            title: {fr: Finalités, en: Purposes}
            text: {fr: Finalités admises., en: Purposes allowed.}
            status: enforced
            terms: [purpose, project]
        """;

    private final Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final NodeKeys anchorKeys = NodeKeys.fresh();
    private final URI anchorUrl = url(freePort());
    private final TrustAnchorKey pinned = new TrustAnchorKey(Did.of(anchorUrl), anchorKeys.verificationKey());
    private final Database anchorDatabase;
    private final Territory anchorView;
    private final TrustAnchor anchor;
    private final HttpPort anchorPort;
    private final List<Integer> ports = List.of(freePort(), freePort());
    private final Node provider;
    private final Node consumer;

    public BocageNodes() throws IOException {
        folder = Files.createTempDirectory("flows");
        anchorDatabase = Database.openFile(folder.resolve("anchor"));
        anchorView = Territory.ofAnchor(pinned, anchorDatabase, CLOCK);
        anchor = new TrustAnchor(anchorView, anchorKeys, act -> { }, CLOCK);
        anchorPort = new HttpPort(vertx, "127.0.0.1", anchorUrl.getPort());
        for (TerritoryDocument kind : TerritoryDocument.values()) {
            anchorPort.router().get(kind.path()).handler(context -> anchorView.document(kind).ifPresentOrElse(
                document -> context.end(Buffer.buffer(document.bytes())), () -> context.fail(404)));
        }
        anchorPort.listen();
        Charter charter = Charter.fromYaml(CHARTER);
        anchor.signCharter(charter.json());
        provider = new Node("provider", ports.get(0), charter.hash());
        consumer = new Node("consumer", ports.get(1), charter.hash());
        Project project = new Project(PROJECT, Map.of("fr", "Mesure", "en", "Benchmark"), consumer.profile.did(),
            Set.of("climate-plan"), LocalDate.of(2020, 1, 1), LocalDate.of(2099, 12, 31), 600);
        anchor.register(project);
        provider.start();
        consumer.start();
        List<Offer> offers = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            String dataset = "dataset-" + lane;
            Policy policy = Compiler.compile(charter, new DatasetTerms(dataset, Zoning.COMMUNE, Set.of(), 10,
                    Set.of("consumption"), Set.of("energy")),
                new ProjectTerms(project.id(), project.owner().text(), project.purposes(), project.from(),
                    project.until()));
            offers.add(new Offer(dataset + "." + PROJECT, dataset, dataset, "{}", policy));
        }
        provider.connector.replaceAll(offers);
    }

    @Override
    public void flow(int lane) {
        Member supplier = ((Standing.Active) consumer.territory.standing(provider.profile.did())).member();
        CatalogueEntry entry = consumer.connector.catalogue(supplier).stream()
            .filter(each -> each.dataset().equals("dataset-" + lane)).findFirst().orElseThrow();
        Agreement agreement = consumer.connector.negotiate(supplier, entry);
        if (consumer.connector.access(supplier, agreement).token().isEmpty()) {
            throw new IllegalStateException("no token");
        }
    }

    /** One message: asks the provider for its catalogue. */
    public void catalogue() {
        consumer.connector.catalogue(((Standing.Active) consumer.territory.standing(provider.profile.did())).member());
    }

    @Override
    public void close() throws IOException {
        consumer.stop();
        provider.stop();
        anchorPort.close();
        anchor.close();
        anchorView.close();
        anchorDatabase.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private final class Node {
        private final Path data;
        private final NodeKeys keys = NodeKeys.fresh();
        private final Profile profile;
        private Database database;
        private Territory territory;
        private HttpPort port;
        private EdcConnector connector;

        Node(String name, int port, String charter) {
            data = folder.resolve(name);
            profile = new Profile(url(port), keys.verificationKey(), keys.encryptionKey(), name, "000000018", "FR",
                "FR");
            anchor.admit(Adherence.sign(profile, charter, keys), new Grant(Set.of("member"), Set.of(), "firms"));
        }

        void start() {
            database = Database.openFile(data);
            territory = Territory.of(pinned, anchorUrl, database, CLOCK);
            territory.start();
            territory.refresh();
            MemberTokens tokens = new MemberTokens(profile.did(), keys, territory, database, CLOCK);
            Ledger ledger = new Ledger(database, profile.did(), keys, CLOCK);
            port = new HttpPort(vertx, "127.0.0.1", profile.publicUrl().getPort());
            Set<String> reachable = Set.of("127.0.0.1:" + ports.get(0), "127.0.0.1:" + ports.get(1));
            connector = EdcConnector.start(new EdcConnector.Settings(profile.did(), profile.publicUrl(), reachable),
                database, territory, tokens, tokens, new Gate(territory, CLOCK),
                new AccessGrants(database, ledger, CLOCK), new AgreementsInLedger(ledger), port.router());
            port.listen();
        }

        void stop() {
            port.close();
            connector.close();
            territory.close();
            database.close();
        }
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
