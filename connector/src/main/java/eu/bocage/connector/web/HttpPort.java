package eu.bocage.connector.web;

import eu.bocage.connector.member.SetupException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP port of the node, on Vert.x. Routes are added before {@link #listen}.
 *
 * <p><b>Limits.</b> A body is at most {@link #MAX_BODY} bytes (413 otherwise). A request that has no answer after
 * {@link #PATIENCE_MILLIS} ms, be it because its sender dawdles or because the node does, gets 503 and its connection
 * is closed; an answer that has begun may take as long as it needs, and a long one as {@link LongBodies} says.
 *
 * <p><b>Silence.</b> A failure is answered with its status and that status's standard words, as JSON. What went wrong
 * goes to the log; no stack trace, class name or message ever leaves by this port unless a route writes it.
 */
public final class HttpPort implements AutoCloseable {

    /** In bytes. */
    public static final int MAX_BODY = 1 << 20;
    /** From the first line of a request to the first byte of its answer: four of the longest time slots. */
    public static final long PATIENCE_MILLIS = 120_000;

    /** Without a byte, until a connection is ended; more than that patience: who waits for an answer is silent. */
    public static final Duration IDLE = Duration.ofSeconds(180);

    private static final long LINGER_MILLIS = 100;
    private static final int CLOSE_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

    private final String host;
    private final int port;
    private final Router router;
    private final HttpServer server;

    /** @param host the address to bind, as {@code 127.0.0.1}; @param port 0 for any free one */
    public HttpPort(Vertx vertx, String host, int port) {
        this(vertx, host, port, PATIENCE_MILLIS);
    }

    HttpPort(Vertx vertx, String host, int port, long patienceMillis) {
        this.host = host;
        this.port = port;
        this.router = Router.router(vertx);
        router.route().handler(context -> bePatient(vertx, context, patienceMillis));
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.route().failureHandler(context -> answerFailure(context, context.failure(), context.statusCode()));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setIdleTimeout((int) IDLE.toSeconds())
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true))
            .requestHandler(router);
    }

    /** Where routes are added. */
    public Router router() {
        return router;
    }

    /** A handler that runs blocking code on a virtual thread; what it throws becomes a 500 without detail. */
    public static Handler<RoutingContext> blocking(Consumer<RoutingContext> work) {
        return context -> Thread.ofVirtual().name("http").start(() -> {
            try {
                work.accept(context);
            } catch (Throwable e) {
                answerFailure(context, e, 500);
            }
        });
    }

    /**
     * Opens the port. Blocks; not to be called on an event loop.
     *
     * @return the port that is open
     * @throws SetupException when it is in use or may not be opened, naming it and what to do
     */
    public int listen() {
        CompletableFuture<HttpServer> listening =
            server.listen(port, host).toCompletionStage().toCompletableFuture();
        try {
            return listening.get().actualPort();
        } catch (ExecutionException e) {
            throw refused(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(e);
        }
    }

    /** Takes no more requests and ends the connections. */
    @Override
    public void close() {
        try {
            server.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Port {} did not close cleanly: {}", port, e.getMessage());
        }
    }

    private static void bePatient(Vertx vertx, RoutingContext context, long patienceMillis) {
        long timer = vertx.setTimer(patienceMillis, fired -> {
            if (!context.response().headWritten() && !context.response().ended()) {
                context.response().putHeader("Connection", "close");
                answerFailure(context, null, 503);
                vertx.setTimer(LINGER_MILLIS, later -> context.request().connection().close());
            }
        });
        context.addEndHandler(ended -> vertx.cancelTimer(timer));
        context.next();
    }

    private static void answerFailure(RoutingContext context, Throwable failure, int statusCode) {
        int status = statusCode < 400 ? 500 : statusCode;
        if (failure != null && status >= 500) {
            LOG.error("{} {} failed", context.request().method(), context.request().path(), failure);
        }
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            context.request().connection().close();
            return;
        }
        response.setStatusCode(status).putHeader("Content-Type", "application/json")
            .end("{\"code\":\"" + status + "\",\"reason\":[\"" + response.getStatusMessage() + "\"]}");
    }

    private SetupException refused(Throwable cause) {
        return switch (cause) {
            case BindException e when port < 1024 && isPermission(e) -> notPermitted();
            case BindException e when isUnassigned(e) -> unknownHost();
            case BindException e -> new SetupException(
                "Le port " + port + " de " + host + " est déjà pris. Arrêtez le programme qui l'occupe, "
                    + "ou choisissez un autre port dans node.yaml.",
                "Port " + port + " of " + host + " is in use. Stop the program that holds it, "
                    + "or choose another port in node.yaml.");
            case UnresolvedAddressException e -> unknownHost();
            case UnknownHostException e -> unknownHost();
            case SocketException e when isPermission(e) -> notPermitted();
            case null, default -> new SetupException(
                "Le port " + port + " de " + host + " ne s'ouvre pas : " + cause + ". Vérifiez node.yaml.",
                "Port " + port + " of " + host + " does not open: " + cause + ". Check node.yaml.");
        };
    }

    private SetupException notPermitted() {
        return new SetupException(
            "Le port " + port + " ne peut être ouvert sans droits particuliers. Choisissez dans node.yaml un port "
                + "à partir de 1024.",
            "Port " + port + " may not be opened without special rights. Choose a port from 1024 up in node.yaml.");
    }

    private SetupException unknownHost() {
        return new SetupException(
            "L'adresse " + host + " (port " + port + ") n'est pas de cette machine. Corrigez-la dans node.yaml.",
            "The address " + host + " (port " + port + ") is not of this machine. Put it right in node.yaml.");
    }

    private static boolean isPermission(SocketException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("permission denied");
    }

    private static boolean isUnassigned(BindException e) {
        return String.valueOf(e.getMessage()).contains("assign requested address");
    }
}
