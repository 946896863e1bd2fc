package eu.bocage.connector.answer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.bocage.connector.World;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace;
import eu.bocage.connector.member.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A provider that answers over HTTP, and the way to it without the Dataspace Protocol: catalogue, negotiation and
 * transfer are calls, and everything behind the query endpoint is the real thing.
 */
final class Counterpart implements Dataspace, AutoCloseable {

    volatile World world;
    volatile Answering answering;
    final List<String> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger posts = new AtomicInteger();
    volatile UnaryOperator<Answering.Reply> disturb = reply -> reply;
    /** Called once a reply has left, or its receiver is gone. */
    volatile Runnable left = () -> { };
    volatile URI endpoint;
    volatile boolean away;
    volatile boolean refusing;
    volatile Optional<String> shownCard = Optional.empty();
    private final Path folder;
    private final HttpServer server;
    private int negotiated;

    Counterpart(Path folder) {
        this.folder = folder;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        world = open(World.START);
        world.publish();
        world.agreements.clear();
        answering = Desks.answering(world);
        endpoint = world.provider.publicUrl().resolve("/query");
        server.createContext("/query", this::serve);
        server.createContext("/again", this::serve);
        server.createContext("/preview", this::serve);
        server.start();
    }

    /** Stops the node, does something to its folder, and starts it again at the same address. */
    void restart(Runnable meanwhile) {
        answering.close();
        world.close();
        meanwhile.run();
        World again = open(world.now);
        again.agreements.putAll(world.agreements);
        world = again;
        answering = Desks.answering(world);
    }

    private World open(Instant now) {
        return new World(folder, World.CHARTER, server.getAddress().getPort(), now);
    }

    @Override
    public List<CatalogueEntry> catalogue(Member provider) {
        calls.add("catalogue");
        refuseWhileAway();
        if (!provider.did().equals(world.provider.did())) {
            return List.of();
        }
        List<CatalogueEntry> entries = new ArrayList<>();
        world.territory.projects().stream().filter(project -> project.owner().equals(world.consumer.did()))
            .forEach(project -> entries.add(new CatalogueEntry("energy-consumption", "Consommation",
                shownCard.orElseGet(() -> world.datasets.find("energy-consumption").orElseThrow().card().publicJson()),
                world.policy(project.id()), project.id())));
        return entries;
    }

    @Override
    public Agreement negotiate(Member provider, CatalogueEntry entry) {
        calls.add("negotiate");
        refuseWhileAway();
        negotiated++;
        return world.agree("agreement-" + negotiated, world.consumer.did(), (String) entry.handle());
    }

    @Override
    public Access access(Member provider, Agreement agreement) {
        calls.add("access");
        refuseWhileAway();
        return new Access(endpoint, calls.contains("released " + agreement.id()) || !calls.contains("stolen")
            ? world.grants.grant("transfer-" + agreement.id(), agreement.id()) : "revoked");
    }

    @Override
    public void release(Agreement agreement) {
        calls.add("released " + agreement.id());
    }

    @Override
    public void close() {
        server.stop(0);
        answering.close();
        world.close();
    }

    private void refuseWhileAway() {
        if (away) {
            throw new DataspaceException(DataspaceException.Kind.UNREACHABLE, "Le nœud ne répond pas.",
                "The node does not reply.");
        }
        if (refusing) {
            throw new DataspaceException(DataspaceException.Kind.REFUSED, "Réservé aux communes.",
                "Reserved for communes.");
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            posts.incrementAndGet();
            String bearer = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answering.Reply reply = disturb.apply(switch (exchange.getRequestURI().getPath()) {
                case "/preview" -> answering.preview(bearer, body);
                case "/again" -> answering.again(bearer, body);
                default -> answering.answer(bearer, body);
            });
            if (reply.status() == 302) {
                exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
            }
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        } finally {
            left.run();
        }
    }
}
