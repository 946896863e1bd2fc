package eu.bocage.connector.api;

import eu.bocage.connector.agreement.Promises;
import eu.bocage.connector.approval.ApprovalRefusedException;
import eu.bocage.connector.approval.Approvals;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.member.TerritoryDocument;
import eu.bocage.connector.web.HttpPort;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Signed documents at the public port, beside {@link PublicRoutes}: every version of the charter; at the trust anchor
 * {@code /approvals}, what committees are asked and how they voted; and {@code POST /promises}, what others promise to
 * this node. Whoever sends one proves itself by the signature in it.
 */
public record SignedRoutes(Territory territory, Approvals approvals, Promises promises) {

    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,15}");

    public void addTo(Router router) {
        router.get(TerritoryDocument.CHARTERS_PATH + "/:version").handler(HttpPort.blocking(this::charter));
        router.get("/approvals").handler(HttpPort.blocking(this::approvals));
        router.post("/approvals").handler(HttpPort.blocking(context -> take(context, approvals::receiveRequest)));
        router.post("/approvals/votes").handler(HttpPort.blocking(context -> take(context, approvals::receiveVote)));
        router.post("/promises").handler(HttpPort.blocking(this::promise));
    }

    /** A version of the charter as it was signed; it never changes. */
    private void charter(RoutingContext context) {
        String version = context.pathParam("version");
        Optional<byte[]> bytes = VERSION.matcher(version).matches() ? territory.charter(Long.parseLong(version))
            : Optional.empty();
        if (bytes.isEmpty()) {
            context.response().setStatusCode(404).end();
        } else {
            context.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(bytes.get()));
        }
    }

    /** Requests and votes as their authors signed them, for every node to count. */
    private void approvals(RoutingContext context) {
        try {
            approvals.published(Optional.ofNullable(context.request().getParam("provider")).map(Did::new))
                .ifPresentOrElse(bytes -> context.response().putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-cache").end(Buffer.buffer(bytes)),
                    () -> context.response().setStatusCode(404).end());
        } catch (IllegalArgumentException e) {
            context.response().setStatusCode(400).end();
        }
    }

    /** A signed document; a refusal says why, in both languages. */
    private static void take(RoutingContext context, Consumer<byte[]> desk) {
        context.response().putHeader("Content-Type", "application/json");
        try {
            desk.accept(body(context));
            context.response().end("{}");
        } catch (ApprovalRefusedException e) {
            ApiError error = ApiError.of(e);
            context.response().setStatusCode(error.status())
                .end(Buffer.buffer(Json.bytes(error.json().toString())));
        }
    }

    private void promise(RoutingContext context) {
        Optional<Promises.Unkept> why = promises.receive(body(context));
        context.response().putHeader("Content-Type", "application/json").setStatusCode(why.isPresent() ? 403 : 200)
            .end(Buffer.buffer(Json.bytes(why.map(no -> Json.object().put("fr", no.french())
                .put("en", no.english())).orElseGet(Json::object).toString())));
    }

    private static byte[] body(RoutingContext context) {
        return context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
    }
}
