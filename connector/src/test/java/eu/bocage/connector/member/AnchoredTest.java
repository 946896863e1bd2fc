package eu.bocage.connector.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.bocage.connector.storage.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A trust anchor that serves its documents over HTTP, a supplier that it may admit, and a node that learns of both. */
abstract class AnchoredTest {

    static final Instant START = Instant.parse("2026-11-24T17:00:00Z");
    static final String CHARTER = "{\"id\":\"climate\",\"version\":1}";
    static final Grant GRANT = new Grant(Set.of("provider"), Set.of(), "firms");

    @TempDir
    Path anchorFolder;
    @TempDir
    Path memberFolder;

    final NodeKeys anchorKeys = NodeKeys.fresh();
    final NodeKeys supplierKeys = NodeKeys.fresh();
    final Profile supplier = profile(9101, supplierKeys);
    final Map<TerritoryDocument, byte[]> served = new HashMap<>();
    /** Served in place of a version of the charter that was signed. */
    final Map<Long, byte[]> formers = new HashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    Instant now = START;
    HttpServer server;
    TrustAnchorKey pinned;
    Database anchorDatabase;
    Database memberDatabase;
    Territory anchorTerritory;
    TrustAnchor anchor;

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

    /** A version of the charter. @param predecessor a hash, or an empty text; @param more fields, each with a comma */
    static String charter(int version, String predecessor, String more) {
        return "{" + more + (predecessor.isEmpty() ? "" : "\"predecessor\":\"" + predecessor + "\",")
            + "\"id\":\"climate\",\"version\":" + version + "}";
    }

    void admitSupplier() {
        assertThat(anchor.signCharter(CHARTER)).isInstanceOf(Publication.Published.class);
        assertThat(anchor.admit(Adherence.sign(supplier, charterHash(), supplierKeys), GRANT))
            .isInstanceOf(Publication.Published.class);
        publish();
    }

    String charterHash() {
        return anchorTerritory.view().charter().hash();
    }

    void publish() {
        for (TerritoryDocument kind : TerritoryDocument.values()) {
            anchorTerritory.document(kind).ifPresent(document -> served.put(kind, document.bytes()));
        }
    }

    Territory member() {
        Territory territory = Territory.of(pinned, anchorUrl(), memberDatabase, () -> now);
        territory.refresh();
        return territory;
    }

    URI anchorUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void serve(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = path.equals("/.well-known/did.json")
                ? DidDocument.of(profile(server.getAddress().getPort(), anchorKeys))
                : path.startsWith(TerritoryDocument.CHARTERS_PATH) ? former(path)
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

    private byte[] former(String path) {
        long version = Long.parseLong(path.substring(TerritoryDocument.CHARTERS_PATH.length() + 1));
        return formers.getOrDefault(version, anchorTerritory.charter(version).orElse(null));
    }

    static Optional<TerritoryDocument> kind(String path) {
        for (TerritoryDocument kind : TerritoryDocument.values()) {
            if (kind.path().equals(path)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    static Profile profile(int port, NodeKeys keys) {
        return new Profile(URI.create("http://127.0.0.1:" + port), keys.verificationKey(), keys.encryptionKey(),
            "Organisation " + port, "000000018", "FR", "FR");
    }
}
