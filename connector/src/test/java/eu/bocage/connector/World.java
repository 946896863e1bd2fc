package eu.bocage.connector;

import eu.bocage.compute.Card;
import eu.bocage.connector.agreement.AccessGrants;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Agreements;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.budget.Continuity;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Grant;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.Project;
import eu.bocage.connector.member.SignedCharter;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.member.TrustAnchor;
import eu.bocage.connector.member.TrustAnchorKey;
import eu.bocage.connector.storage.Database;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Compiler;
import eu.bocage.policies.DatasetTerms;
import eu.bocage.policies.Policy;
import eu.bocage.policies.ProjectTerms;
import eu.bocage.policies.Zoning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A provider's node without web and EDC, on a real database in a folder, in a territory with a real register, charter
 * and project: everything around a question but the way that it comes by. Opening the same folder again is a restart.
 */
public final class World implements AutoCloseable, Agreements {

    public static final Instant START = Instant.parse("2026-11-24T17:00:00Z");
    public static final String PROJECT = "heat-atlas";
    public static final String AGREEMENT = "agreement-1";

    public static final String CHARTER = """
        id: climate-hub
        version: 1
        title: {fr: Charte, en: Charter}
        from: 2026-01-01
        until: 2028-12-31
        purposes:
          climate-plan: {fr: Plan climat, en: Climate plan}
          water: {fr: Eau, en: Water}
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

    public static final String CARD = """
        id: energy-consumption
        title: {fr: Consommation d'énergie, en: Energy consumption}
        description: {fr: Une ligne par compteur et par mois., en: One row per meter and month.}
        classification: sensitive
        owner: Énergie de Loire
        licence: Charte du territoire
        unit: meter
        unitColumn: meter_id
        unitSpace: meters
        period: "2025"
        zoning: {column: commune, level: commune, region: "24", perUnit: 1}
        keys:
          energy: {column: energy, values: [electricity, gas], perUnit: 1}
        filters: [energy]
        measures:
          consumption: {column: kwh, unit: kWh, step: 1, row: {min: 0, max: 20000}, perUnit: {max: 30000}}
        purposes: []
        minimumGroup: 10
        unitRows: 10
        """;

    public static final String QUESTION = """
        {"dataset":"energy-consumption","purpose":"climate-plan",
         "measures":[{"function":"count"},{"function":"sum","measure":"consumption"}],
         "groupBy":["zoning","energy"],"zoning":"epci"}
        """;

    public final Path folder;
    public final NodeKeys anchorKeys;
    public final NodeKeys providerKeys;
    public final NodeKeys consumerKeys;
    public final NodeKeys otherKeys;
    public final Profile provider;
    public final Profile consumer;
    public final Profile other;
    public final Database database;
    public final Territory territory;
    public final TrustAnchor anchor;
    public final Ledger ledger;
    public final Budgets budgets;
    public final Continuity continuity;
    public final Datasets datasets;
    public final Gate gate;
    public final AccessGrants grants;
    public final Map<String, Agreement> agreements = new ConcurrentHashMap<>();
    public volatile Instant now;

    public World(Path folder) {
        this(folder, CHARTER, 9101);
    }

    /** @param port of the provider's public address */
    public World(Path folder, String charter, int port) {
        this(folder, charter, port, START);
    }

    /** @param now when it is opened */
    public World(Path folder, String charter, int port, Instant now) {
        this.folder = folder;
        this.now = now;
        anchorKeys = keys("anchor");
        providerKeys = keys("provider");
        consumerKeys = keys("consumer");
        otherKeys = keys("other");
        provider = profile(port, providerKeys, "Énergie de Loire");
        consumer = profile(9102, consumerKeys, "Université");
        other = profile(9103, otherKeys, "Coopérative");
        TrustAnchorKey pinned = new TrustAnchorKey(Did.of(URI.create("http://127.0.0.1:9100")),
            anchorKeys.verificationKey());
        database = open(folder.resolve("state"));
        territory = Territory.ofAnchor(pinned, database, () -> this.now);
        anchor = new TrustAnchor(territory, anchorKeys, act -> { }, () -> this.now);
        anchor.signCharter(Charter.fromYaml(charter).json());
        String signed = Charter.fromYaml(charter).hash();
        admit(provider, providerKeys, signed);
        admit(consumer, consumerKeys, signed);
        admit(other, otherKeys, signed);
        anchor.register(project(PROJECT, consumer, 600));
        ledger = new Ledger(database, provider.did(), providerKeys, () -> this.now, folder);
        budgets = new Budgets(database, () -> this.now);
        continuity = new Continuity(database, () -> this.now);
        ledger.acknowledge(lost -> continuity.lost(lost.after(), lost.noted().number(), lost.noted().hash(),
            lost.branch(), lost.debits()));
        datasets = new Datasets(database, folder.resolve("datasets"), ledger, () -> this.now);
        gate = new Gate(territory, () -> this.now);
        grants = new AccessGrants(database, ledger, () -> this.now);
        agree(AGREEMENT, consumer.did(), PROJECT);
    }

    @Override
    public Optional<Agreement> find(String id) {
        return Optional.ofNullable(agreements.get(id));
    }

    @Override
    public List<Agreement> all() {
        return List.copyOf(agreements.values());
    }

    /** An agreement about the dataset of {@link #CARD} under the charter in force. */
    public Agreement agree(String id, Did consumer, String project) {
        Agreement agreement = new Agreement(id, "energy-consumption", provider.did(), consumer, policy(project), now);
        agreements.put(id, agreement);
        return agreement;
    }

    public Policy policy(String project) {
        Card card = Card.fromYaml(CARD);
        Project registered = territory.project(project).orElseThrow();
        return Compiler.compile(gate.charter().orElseThrow(),
            new DatasetTerms(card.id(), Zoning.COMMUNE, card.purposes(), card.minimumGroup(), card.measures(),
                card.keys()),
            new ProjectTerms(registered.id(), registered.owner().text(), registered.purposes(), registered.from(),
                registered.until()));
    }

    /** Publishes a next version of {@link #CHARTER}. @param change to its text */
    public Charter nextCharter(UnaryOperator<String> change) {
        SignedCharter newest = territory.charters().newest().orElseThrow();
        Charter charter = Charter.fromYaml(change.apply(CHARTER.replace("version: 1",
            "version: " + (newest.version() + 1) + "\npredecessor: " + newest.hash())));
        anchor.signCharter(charter.json());
        return charter;
    }

    /** Everybody signs the charter in force. */
    public void adhereAll() {
        String hash = territory.charter().orElseThrow().hash();
        admit(provider, providerKeys, hash);
        admit(consumer, consumerKeys, hash);
        admit(other, otherKeys, hash);
    }

    private void admit(Profile profile, NodeKeys keys, String charter) {
        anchor.admit(Adherence.sign(profile, charter, keys),
            new Grant(Set.of("provider"), Set.of(), "firms"));
    }

    public static Project project(String id, Profile owner, int perMille) {
        return new Project(id, Map.of("fr", "Atlas", "en", "Atlas"), owner.did(), Set.of("climate-plan"),
            LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31), perMille);
    }

    /** Publishes 3 000 meters in Tours, Orléans and Blois, seeded. */
    public Datasets.Published publish() {
        return datasets.publish(CARD, csv(3_000), rows -> { });
    }

    public Path csv(int meters) {
        return csv(meters, 20251124);
    }

    /** @param seed another one as for another year: the same meters, other readings */
    public Path csv(int meters, long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(List.of("meter_id,commune,energy,kwh"));
        String[] communes = {"37261", "45234", "41018"};
        for (int i = 0; i < meters; i++) {
            lines.add("m" + i + "," + communes[i % 3] + "," + (i % 5 == 0 ? "gas" : "electricity") + ","
                + (1_000 + random.nextInt(15_000)));
        }
        return write("meters-" + meters + "-" + seed + ".csv", String.join("\n", lines) + "\n");
    }

    public Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kinds of all ledger entries, in order. */
    public List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        ledger.forEach(entry -> kinds.add(entry.json().replaceAll(".*\"kind\":\"([a-z-]+)\",\"number\".*", "$1")));
        return kinds;
    }

    public List<String> entries(String kind) {
        List<String> entries = new ArrayList<>();
        ledger.forEach(entry -> {
            if (entry.json().contains("\"kind\":\"" + kind + "\",\"number\"")) {
                entries.add(entry.json());
            }
        });
        return entries;
    }

    @Override
    public void close() {
        datasets.close();
        territory.close();
        database.close();
    }

    /**
     * The H2 file of the folder; or, where {@code BOCAGE_TEST_WORLD} is {@code postgres}, a database of its own, which
     * stays, at the server that {@code BOCAGE_TEST_POSTGRES} names, as in {@code jdbc:postgresql://127.0.0.1:5432/}.
     */
    private static Database open(Path state) {
        String server = System.getenv("BOCAGE_TEST_POSTGRES");
        if (!"postgres".equals(System.getenv("BOCAGE_TEST_WORLD"))) {
            return Database.openFile(state);
        }
        String name = "bocage_" + UUID.nameUUIDFromBytes(state.toString().getBytes(StandardCharsets.UTF_8))
            .toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(server + "postgres", "postgres", "");
            Statement statement = connection.createStatement()) {
            if (!statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'").next()) {
                statement.execute("CREATE DATABASE " + name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("no PostgreSQL at " + server, e);
        }
        return Database.openPostgres(server + name, "postgres", "");
    }

    private NodeKeys keys(String name) {
        Path place = folder.resolve(HexFormat.of().formatHex(name.getBytes()));
        try {
            return Files.isDirectory(place) ? NodeKeys.load(place) : NodeKeys.create(Files.createDirectory(place));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Profile profile(int port, NodeKeys keys, String name) {
        return new Profile(URI.create("http://127.0.0.1:" + port), keys.verificationKey(), keys.encryptionKey(), name,
            siren(port), "FR", "FR");
    }

    /** A legal unit of its own for each port. */
    private static String siren(int port) {
        int sum = 0;
        int rest = port;
        for (int place = 0; rest > 0; place++) {
            int digit = rest % 10 * (place % 2 == 0 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
            rest /= 10;
        }
        return "%08d%d".formatted(port, (10 - sum % 10) % 10);
    }
}
