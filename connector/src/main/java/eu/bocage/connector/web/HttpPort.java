package eu.bocage.connector.web;

import eu.bocage.connector.member.SetupException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** One HTTP port of the node, on Vert.x. Routes are added before {@link #listen}. */
public final class HttpPort implements AutoCloseable {

    /** @param host the address to bind, as {@code 127.0.0.1}; @param port 0 for any free one */
    public HttpPort(Vertx vertx, String host, int port) {
        throw new UnsupportedOperationException();
    }

    /** Where routes are added. */
    public Router router() {
        throw new UnsupportedOperationException();
    }

    /** A handler that runs blocking code on a virtual thread; what it throws becomes a 500 without detail. */
    public static Handler<RoutingContext> blocking(Consumer<RoutingContext> work) {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens the port.
     *
     * @return the port that is open
     * @throws SetupException when it is in use or may not be opened, naming it and what to do
     */
    public int listen() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
