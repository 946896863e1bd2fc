package eu.bocage.connector.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.bocage.connector.storage.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerritoryTest {

    private static final Instant START = Instant.parse("2026-11-24T17:00:00Z");
    private static final String CHARTER = "{\"id\":\"climate\",\"version\":1}";
    private static final Grant GRANT = new Grant(Set.of("provider"), Set.of(), "firms");

    @TempDir
    Path anchorFolder;
    @TempDir
    Path memberFolder;

    private final NodeKeys anchorKeys = NodeKeys.fresh();
    private final NodeKeys supplierKeys = NodeKeys.fresh();
    private final Profile supplier = profile(9101, supplierKeys);
    private final Map<TerritoryDocument, byte[]> served = new HashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private Instant now = START;
    private HttpServer server;
    private TrustAnchorKey pinned;
    private Database anchorDatabase;
    private Database memberDatabase;
    private Territory anchorTerritory;
    private TrustAnchor anchor;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
        pinned = new TrustAnchorKey(Did.of(anchorUrl()), anchorKeys.verificationKey());
        anchorDatabase = Database.openFile(anchorFolder);
        memberDatabase = Database.openFile(memberFolder);
        anchorTerritory = Territory.ofAnchor(pinned, anchorDatabase, () -> now);
        anchor = new TrustAnchor(anchorTerritory, anchorKeys, act -> { }, () -> now);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        anchorTerritory.close();
        anchorDatabase.close();
        memberDatabase.close();
    }

    @Test
    void bringsAnAdmittedMemberToEveryNode() {
        admitSupplier();
        try (Territory territory = member()) {
            assertThat(territory.standing(supplier.did())).isInstanceOfSatisfying(Standing.Active.class, active -> {
                assertThat(active.member().profile()).isEqualTo(supplier);
                assertThat(active.member().roles()).containsExactly("provider");
            });
            assertThat(territory.charter()).map(SignedCharter::json).contains(CHARTER);
        }
    }

    @Test
    void knowsNobodyWithoutARegister() {
        try (Territory territory = member()) {
            assertRefused(territory, Refusal.NO_REGISTER);
            assertThat(territory.charter()).isEmpty();
            assertThat(territory.all()).isEmpty();
        }
    }

    @Test
    void refusesASuspendedMemberFromTheNextRefreshOn() {
        admitSupplier();
        try (Territory territory = member()) {
            assertThat(anchor.suspend(supplier.did())).isInstanceOf(Publication.Published.class);
            publish();
            territory.refresh();
            assertRefused(territory, Refusal.SUSPENDED);
        }
    }

    @Test
    void suspensionReachesARunningMemberWithinThePollingInterval() throws InterruptedException {
        admitSupplier();
        try (Territory territory = member()) {
            territory.start();
            anchor.suspend(supplier.did());
            publish();
            Instant deadline = Instant.now().plusMillis(Territory.POLL_MILLIS + 3_000);
            while (territory.standing(supplier.did()) instanceof Standing.Active && Instant.now().isBefore(deadline)) {
                Thread.sleep(20);
            }
            assertRefused(territory, Refusal.SUSPENDED);
        }
    }

    @Test
    void findsANewMemberOnDemandAtMostOnceASecond() {
        admitSupplier();
        Profile newcomer = profile(9105, NodeKeys.fresh());
        try (Territory territory = member()) {
            assertThat(territory.standing(newcomer.did())).isEqualTo(new Standing.Refused(Refusal.UNKNOWN_MEMBER));
            int before = asked.get();
            territory.standing(newcomer.did());
            assertThat(asked.get()).isEqualTo(before);
            now = now.plusSeconds(1);
            territory.standing(newcomer.did());
            assertThat(asked.get()).isEqualTo(before + 1);
        }
    }

    @Test
    void closesWhenTheRegisterHasExpired() {
        admitSupplier();
        try (Territory territory = member()) {
            now = START.plus(TrustAnchor.LIFETIME).minusSeconds(1);
            assertThat(territory.standing(supplier.did())).isInstanceOf(Standing.Active.class);
            now = START.plus(TrustAnchor.LIFETIME);
            assertRefused(territory, Refusal.REGISTER_EXPIRED);
            assertThat(territory.charter()).isEmpty();
            assertThat(territory.all()).isEmpty();
        }
    }

    @Test
    void renewsTheRegisterWhenHalfOfItsLifeIsOver() {
        admitSupplier();
        now = START.plus(TrustAnchor.LIFETIME.dividedBy(2)).minusSeconds(1);
        anchor.renewIfDue();
        assertThat(anchorTerritory.registerState()).map(Territory.RegisterState::version).contains(1L);
        now = now.plusSeconds(1);
        anchor.renewIfDue();
        assertThat(anchorTerritory.registerState()).map(Territory.RegisterState::version).contains(2L);
    }

    @Test
    void neverTakesALowerVersionEvenAfterARestart() {
        admitSupplier();
        byte[] first = served.get(TerritoryDocument.REGISTER);
        try (Territory territory = member()) {
            anchor.suspend(supplier.did());
            publish();
            territory.refresh();
        }
        memberDatabase.close();
        memberDatabase = Database.openFile(memberFolder);
        served.put(TerritoryDocument.REGISTER, first);
        try (Territory territory = member()) {
            assertRefused(territory, Refusal.SUSPENDED);
            assertThat(territory.accept(TerritoryDocument.REGISTER, first)).isEqualTo(new Reception.Known(1));
            assertRefused(territory, Refusal.SUSPENDED);
        }
    }

    @Test
    void refusesALowerVersionThatItNeverSaw() {
        admitSupplier();
        byte[] first = served.get(TerritoryDocument.REGISTER);
        anchor.suspend(supplier.did());
        publish();
        try (Territory territory = member()) {
            assertThat(territory.accept(TerritoryDocument.REGISTER, first)).isInstanceOf(Reception.Refused.class);
            assertRefused(territory, Refusal.SUSPENDED);
        }
    }

    @Test
    void closesOnTwoRegistersWithOneVersionUntilAHigherOneEvenAcrossARestart() {
        admitSupplier();
        try (Territory territory = member()) {
            Register other = new Register(1, START, START.plusSeconds(60), List.of());
            byte[] bytes = sign(TerritoryDocument.REGISTER, other).bytes();
            assertThat(territory.accept(TerritoryDocument.REGISTER, bytes)).isEqualTo(new Reception.Conflict(1));
            assertRefused(territory, Refusal.REGISTER_CONFLICT);
        }
        try (Territory territory = member()) {
            assertRefused(territory, Refusal.REGISTER_CONFLICT);
            anchor.admit(Adherence.sign(supplier, charterHash(), supplierKeys),
                new Grant(Set.of("provider", "holder"), Set.of(), "firms"));
            publish();
            territory.refresh();
            assertThat(territory.standing(supplier.did())).isInstanceOf(Standing.Active.class);
        }
    }

    @Test
    void refusesARegisterSignedByAnybodyElse() {
        admitSupplier();
        Register register = new Register(7, START, START.plusSeconds(60), List.of());
        byte[] foreign = Envelope.sign(Tag.REGISTER, register.json(), pinned.did(), NodeKeys.fresh()).bytes();
        byte[] named = Envelope.sign(Tag.REGISTER, register.json(), supplier.did(), anchorKeys).bytes();
        byte[] mistaken = Envelope.sign(Tag.PROJECTS, register.json(), pinned.did(), anchorKeys).bytes();
        try (Territory territory = member()) {
            for (byte[] bytes : new byte[][] {foreign, named, mistaken, new byte[0], "{}".getBytes()}) {
                assertThat(territory.accept(TerritoryDocument.REGISTER, bytes)).isInstanceOf(Reception.Refused.class);
            }
            assertThat(territory.standing(supplier.did())).isInstanceOf(Standing.Active.class);
        }
    }

    @Test
    void refusesARegisterWithAnyByteChanged() {
        admitSupplier();
        byte[] good = served.get(TerritoryDocument.REGISTER);
        served.clear();
        try (Territory territory = member()) {
            for (int i = 0; i < good.length; i++) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) (1 << i % 8);
                assertThat(territory.accept(TerritoryDocument.REGISTER, bad)).isInstanceOf(Reception.Refused.class);
            }
            assertThat(territory.accept(TerritoryDocument.REGISTER, good)).isEqualTo(new Reception.Taken(1));
        }
    }

    @Test
    void goesOnWithTheRegisterItHasWhileTheTrustAnchorIsAway() {
        admitSupplier();
        try (Territory territory = member()) {
            server.stop(0);
            now = now.plus(Duration.ofHours(1));
            territory.refresh();
            assertThat(territory.standing(supplier.did())).isInstanceOf(Standing.Active.class);
        }
    }

    @Test
    void refusesToStartOnTheDocumentsOfAnotherTrustAnchor() {
        admitSupplier();
        member().close();
        TrustAnchorKey other = new TrustAnchorKey(pinned.did(), NodeKeys.fresh().verificationKey());
        assertThatThrownBy(() -> Territory.of(other, anchorUrl(), memberDatabase, () -> now))
            .isInstanceOfSatisfying(SetupException.class, e -> assertThat(e.french()).contains("trustAnchor"));
    }

    @Test
    void admitsOnlyUnderTheCharterInForce() {
        assertThat(anchor.admit(Adherence.sign(supplier, "sha-256:" + "0".repeat(64), supplierKeys), GRANT))
            .isInstanceOf(Publication.Refused.class);
        anchor.signCharter(CHARTER);
        assertThat(anchor.admit(Adherence.sign(supplier, "sha-256:" + "0".repeat(64), supplierKeys), GRANT))
            .isInstanceOf(Publication.Refused.class);
        assertThat(anchor.admit(Adherence.sign(supplier, charterHash(), supplierKeys), GRANT))
            .isInstanceOf(Publication.Published.class);
    }

    @Test
    void changesAnActiveMembersKeysOnlyAfterItsSuspension() {
        admitSupplier();
        NodeKeys fresh = NodeKeys.fresh();
        Adherence moved = Adherence.sign(profile(9101, fresh), charterHash(), fresh);
        assertThat(anchor.admit(moved, GRANT)).isInstanceOf(Publication.Refused.class);
        anchor.suspend(supplier.did());
        assertThat(anchor.admit(moved, GRANT)).isInstanceOf(Publication.Published.class);
        assertThat(anchorTerritory.standing(supplier.did())).isInstanceOfSatisfying(Standing.Active.class,
            active -> assertThat(active.member().verificationKey()).isEqualTo(fresh.verificationKey()));
    }

    @Test
    void repeatedActsChangeNothing() {
        admitSupplier();
        assertThat(anchor.signCharter(CHARTER)).isInstanceOf(Publication.Unchanged.class);
        assertThat(anchor.admit(Adherence.sign(supplier, charterHash(), supplierKeys), GRANT))
            .isInstanceOf(Publication.Unchanged.class);
        assertThat(anchor.register(project("climate-plan-2026", 600, 2026))).isInstanceOf(Publication.Published.class);
        assertThat(anchor.register(project("climate-plan-2026", 600, 2026))).isInstanceOf(Publication.Unchanged.class);
    }

    @Test
    void refusesALowerOrEqualCharterVersion() {
        anchor.signCharter("{\"version\":2}");
        assertThat(anchor.signCharter("{\"version\":1}")).isInstanceOf(Publication.Refused.class);
        assertThat(anchor.signCharter("{\"version\":2,\"x\":1}")).isInstanceOf(Publication.Refused.class);
        assertThat(anchor.signCharter("{\"version\":\"3\"}")).isInstanceOf(Publication.Refused.class);
        assertThat(anchor.signCharter("{\"version\":3}")).isInstanceOf(Publication.Published.class);
    }

    @Test
    void registersProjectsWhoseSimultaneousSharesFitTheBudget() {
        admitSupplier();
        assertThat(anchor.register(project("first", 600, 2026))).isInstanceOf(Publication.Published.class);
        assertThat(anchor.register(project("second", 401, 2026))).isInstanceOf(Publication.Refused.class);
        assertThat(anchor.register(project("second", 400, 2026))).isInstanceOf(Publication.Published.class);
        assertThat(anchor.register(project("third", 1000, 2027))).isInstanceOf(Publication.Published.class);
        publish();
        try (Territory territory = member()) {
            assertThat(territory.projects()).extracting(Project::id).containsExactly("first", "second", "third");
            assertThat(territory.project("second")).map(Project::budgetPerMille).contains(400);
            assertThat(territory.project("fourth")).isEmpty();
        }
    }

    @Test
    void refusesAProjectWhoseOwnerIsNoActiveMember() {
        admitSupplier();
        anchor.suspend(supplier.did());
        assertThat(anchor.register(project("first", 600, 2026))).isInstanceOf(Publication.Refused.class);
    }

    @Test
    void invitesANewcomerWithTheCharterAndTheKeyToCompare() {
        admitSupplier();
        assertThat(Invitation.fetch(anchorUrl())).isInstanceOfSatisfying(Opened.Valid.class, valid -> {
            Invitation invitation = (Invitation) valid.value();
            assertThat(invitation.anchor()).isEqualTo(pinned);
            assertThat(invitation.charter().hash()).isEqualTo(charterHash());
            assertThat(invitation.fingerprint().replace(" ", "")).isEqualTo(pinned.key().x());
        });
    }

    @Test
    void readsAProjectFromYamlAndNamesWhatIsWrong() {
        String yaml = """
            id: climate-plan
            title: {fr: Plan climat, en: Climate plan}
            owner: did:web:127.0.0.1%3A9101
            purposes: [statistics, climate-plan]
            from: 2026-01-01
            until: 2026-12-31
            budgetPerMille: 250
            """;
        assertThat(Project.fromYaml(yaml).purposes()).containsExactlyInAnyOrder("climate-plan", "statistics");
        for (String field : new String[] {"id", "title", "owner", "purposes", "from", "until", "budgetPerMille"}) {
            assertThatThrownBy(() -> Project.fromYaml(yaml.replaceAll("(?m)^" + field + ":.*\n", "")))
                .isInstanceOf(Flaw.class).hasMessageContaining("\"" + field + "\" is missing");
            assertThatThrownBy(() -> Project.fromYaml(yaml.replace(field + ":", field + "x:")))
                .isInstanceOf(Flaw.class);
        }
        assertThatThrownBy(() -> Project.fromYaml(yaml + "x: 1\n")).hasMessageContaining("unknown field \"x\"");
        assertThatThrownBy(() -> Project.fromYaml(yaml + "id: twice\n")).isInstanceOf(Flaw.class);
    }

    private void admitSupplier() {
        assertThat(anchor.signCharter(CHARTER)).isInstanceOf(Publication.Published.class);
        assertThat(anchor.admit(Adherence.sign(supplier, charterHash(), supplierKeys), GRANT))
            .isInstanceOf(Publication.Published.class);
        publish();
    }

    private String charterHash() {
        return anchorTerritory.view().charter().hash();
    }

    private void publish() {
        for (TerritoryDocument kind : TerritoryDocument.values()) {
            anchorTerritory.document(kind).ifPresent(document -> served.put(kind, document.bytes()));
        }
    }

    private Territory member() {
        Territory territory = Territory.of(pinned, anchorUrl(), memberDatabase, () -> now);
        territory.refresh();
        return territory;
    }

    private Envelope sign(TerritoryDocument kind, Register register) {
        return Envelope.sign(kind.tag(), register.json(), pinned.did(), anchorKeys);
    }

    private void assertRefused(Territory territory, Refusal reason) {
        assertThat(territory.standing(supplier.did())).isEqualTo(new Standing.Refused(reason));
    }

    private Project project(String id, int perMille, int year) {
        return new Project(id, Map.of("fr", "Plan climat", "en", "Climate plan"), supplier.did(),
            Set.of("climate-plan"), LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), perMille);
    }

    private URI anchorUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = path.equals("/.well-known/did.json")
                ? DidDocument.of(profile(server.getAddress().getPort(), anchorKeys))
                : kind(path).map(served::get).orElse(null);
            String known = exchange.getRequestHeaders().getFirst("If-None-Match");
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (known != null && kind(path).flatMap(anchorTerritory::document)
                .filter(document -> known.equals("\"" + document.hash() + "\"")).isPresent()) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static Optional<TerritoryDocument> kind(String path) {
        for (TerritoryDocument kind : TerritoryDocument.values()) {
            if (kind.path().equals(path)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static Profile profile(int port, NodeKeys keys) {
        return new Profile(URI.create("http://127.0.0.1:" + port), keys.verificationKey(), keys.encryptionKey(),
            "Organisation " + port, "000000018", "FR", "FR");
    }
}
