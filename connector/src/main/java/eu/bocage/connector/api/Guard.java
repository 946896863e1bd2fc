package eu.bocage.connector.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * Who may use the private port: a caller that shows the token of {@code api.token} and reached the port by its own
 * address. A page in the operator's browser has neither: it cannot read the file, its requests carry an
 * {@code Origin} of elsewhere, and a foreign name that resolves to this machine (DNS rebinding) is a foreign
 * {@code Host}. Whatever is wrong, the answer tells nothing but the status.
 */
final class Guard implements Handler<RoutingContext> {

    private final ApiToken token;

    Guard(ApiToken token) {
        this.token = token;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String host = request.getHeader("Host");
        if (!isOwn(host, request.localAddress()) || !isSameOrigin(request.getHeader("Origin"), host)) {
            context.response().setStatusCode(403).end();
        } else if (!token.opens(request.getHeader("Authorization"))) {
            context.response().setStatusCode(401).putHeader("WWW-Authenticate", "Bearer").end();
        } else {
            context.next();
        }
    }

    private static boolean isOwn(String host, SocketAddress address) {
        String ip = address.hostAddress();
        String literal = ip.contains(":") ? "[" + ip + "]" : ip;
        return host != null && (host.equals(literal + ":" + address.port())
            || host.equals("localhost:" + address.port()));
    }

    private static boolean isSameOrigin(String origin, String host) {
        return origin == null || origin.equals("http://" + host);
    }
}
