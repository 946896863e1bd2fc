package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Grant;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.Publication;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.member.TerritoryDocument;
import eu.bocage.connector.member.TrustAnchor;
import eu.bocage.connector.member.TrustAnchorKey;
import eu.bocage.connector.storage.Database;
import eu.bocage.connector.web.HttpPort;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A trust anchor that serves its documents, and nodes of members that it admits; all in this process, over HTTP. */
final class TestTerritory implements AutoCloseable {

    private final Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final NodeKeys keys = NodeKeys.fresh();
    private final List<TestNode> nodes = new ArrayList<>();
    private final URI url;
    private final TrustAnchorKey pinned;
    private final Database database;
    private final Territory territory;
    private final TrustAnchor anchor;
    private final HttpPort port;
    private final String charter;

    TestTerritory(Path folder) {
        this.folder = folder;
        this.url = URI.create("http://127.0.0.1:" + freePort());
        this.pinned = new TrustAnchorKey(Did.of(url), keys.verificationKey());
        this.database = Database.openFile(folder.resolve("anchor"));
        this.territory = Territory.ofAnchor(pinned, database, InstantSource.system());
        this.anchor = new TrustAnchor(territory, keys, act -> { }, InstantSource.system());
        this.port = new HttpPort(vertx, "127.0.0.1", url.getPort());
        for (TerritoryDocument kind : TerritoryDocument.values()) {
            port.router().get(kind.path()).handler(context -> territory.document(kind).ifPresentOrElse(
                document -> context.end(Buffer.buffer(document.bytes())), () -> context.fail(404)));
        }
        port.listen();
        this.charter = ((Publication.Published) anchor.signCharter("{\"id\":\"climate\",\"version\":1}")).hash();
    }

    /** A node of an admitted member, running. */
    TestNode node(String name) {
        TestNode node = stranger(name);
        admit(node);
        node.start();
        return node;
    }

    /** A node of an admitted member, running, that others reach by way of a proxy. */
    TestNode nodeBehind(LossyProxy proxy, String name) {
        TestNode node = stranger(name, proxy.port(), proxy.target());
        admit(node);
        node.start();
        return node;
    }

    /** A node that is configured for the territory but not admitted, not running. */
    TestNode stranger(String name) {
        int port = freePort();
        return stranger(name, port, port);
    }

    private TestNode stranger(String name, int publicPort, int ownPort) {
        TestNode node = new TestNode(name, folder.resolve(name), vertx, pinned, url, publicPort, ownPort);
        nodes.add(node);
        return node;
    }

    /** Admits a member and lets every running node know. */
    void admit(TestNode node) {
        assertThat(anchor.admit(Adherence.sign(node.profile(), charter, node.keys()),
            new Grant(Set.of("member"), Set.of(), "firms"))).isInstanceOf(Publication.Published.class);
        nodes.forEach(TestNode::refresh);
    }

    /** Suspends a member and lets every running node know. */
    void suspend(TestNode node) {
        assertThat(anchor.suspend(node.did())).isInstanceOf(Publication.Published.class);
        nodes.forEach(TestNode::refresh);
    }

    static Profile profile(int port, String name, NodeKeys keys) {
        return new Profile(URI.create("http://127.0.0.1:" + port), keys.verificationKey(), keys.encryptionKey(),
            name, "000000018", "FR", "FR");
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(TestNode::stop);
        port.close();
        anchor.close();
        territory.close();
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
