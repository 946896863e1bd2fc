package eu.bocage.connector.edc.tck;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands between the kit and the node. The kit's name for itself is fixed and is no DID; here it is replaced in
 * whatever the kit sends by the DID that the node knows the kit by. Apart from that the node's own port gets every
 * message as it is, and two webhooks are added.
 */
final class Front implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final String HOST = "127.0.0.1";

    private final Vertx vertx;
    private final WebClient client;
    private final Router router;
    private HttpServer server;
    private volatile int target;

    Front(Vertx vertx, String kitDid) {
        this.vertx = vertx;
        this.client = WebClient.create(vertx);
        this.router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false)).handler(context -> translate(context, kitDid));
    }

    URI open() {
        server = vertx.createHttpServer().requestHandler(router).listen(0, HOST).await();
        return URI.create("http://" + HOST + ":" + server.actualPort());
    }

    /** Posts to {@code path} are handled by {@code hook}, on a thread that may block. */
    void webhook(String path, Consumer<JsonObject> hook) {
        router.post(path).handler(context -> {
            JsonObject request = context.<Buffer>get("body").toJsonObject();
            Thread.ofVirtual().start(() -> {
                try {
                    hook.accept(request);
                    context.response().setStatusCode(204).end();
                } catch (RuntimeException e) {
                    LOG.error("{} failed", path, e);
                    context.response().setStatusCode(500).end();
                }
            });
        });
    }

    /** Everything else goes to the node from now on. */
    void passTo(int port) {
        target = port;
        router.route().last().handler(this::pass);
    }

    private static void translate(RoutingContext context, String did) {
        Buffer body = context.body().buffer();
        context.put("body", body == null ? Buffer.buffer()
            : Buffer.buffer(body.toString().replace(KitMember.NAME, did)));
        context.next();
    }

    private void pass(RoutingContext context) {
        Buffer body = context.get("body");
        client.request(context.request().method(), target, HOST, context.request().uri())
            .putHeaders(context.request().headers())
            .putHeader("Content-Length", Integer.toString(body.length()))
            .followRedirects(false)
            .sendBuffer(body)
            .onSuccess(answer -> {
                context.response().setStatusCode(answer.statusCode());
                String type = answer.getHeader("Content-Type");
                if (type != null) {
                    context.response().putHeader("Content-Type", type);
                }
                context.response().end(answer.body() == null ? Buffer.buffer() : answer.body());
            })
            .onFailure(failure -> {
                LOG.error("{} was not passed on", context.request().uri(), failure);
                context.response().setStatusCode(502).end();
            });
    }

    @Override
    public void close() {
        server.close().await();
        client.close();
    }
}
