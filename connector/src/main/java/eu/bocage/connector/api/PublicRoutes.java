package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.agreement.Promises;
import eu.bocage.connector.answer.Answering;
import eu.bocage.connector.approval.ApprovalRefusedException;
import eu.bocage.connector.approval.Approvals;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.DidDocument;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.member.TerritoryDocument;
import eu.bocage.connector.web.HttpPort;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What others reach at the public port beside the Dataspace Protocol: the node's DID document, the territory's signed
 * documents with every version of the charter, {@code POST /promises}, {@code POST /query} and {@code /preview}, which
 * the token of a started transfer opens, and at the trust anchor {@code /approvals}, what committees are asked and how
 * they voted. Everything else is 404 without a body.
 *
 * @param profile of this node
 */
public record PublicRoutes(Profile profile, Territory territory, Answering answering, Approvals approvals,
                           Promises promises) {

    private static final int MAX_QUESTION = 64 << 10;
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,15}");
    private static final String BEARER = "Bearer ";

    public void addTo(Router router) {
        Buffer did = Buffer.buffer(DidDocument.of(profile));
        router.get("/.well-known/did.json").handler(context ->
            context.response().putHeader("Content-Type", "application/did+json").end(did));
        for (TerritoryDocument kind : TerritoryDocument.values()) {
            router.get(kind.path()).handler(context -> document(context, kind));
        }
        router.get(TerritoryDocument.CHARTERS_PATH + "/:version").handler(HttpPort.blocking(this::charter));
        router.get("/health").handler(context -> context.response()
            .putHeader("Content-Type", "application/json").end("{\"status\":\"up\"}"));
        router.get("/approvals").handler(HttpPort.blocking(this::approvals));
        router.post("/approvals").handler(HttpPort.blocking(context -> take(context, approvals::receiveRequest)));
        router.post("/approvals/votes").handler(HttpPort.blocking(context -> take(context, approvals::receiveVote)));
        router.post("/promises").handler(HttpPort.blocking(this::promise));
        router.post("/query").handler(HttpPort.blocking(context -> reply(context, answering::answer)));
        router.post("/preview").handler(HttpPort.blocking(context -> reply(context, answering::preview)));
        router.errorHandler(404, PublicRoutes::bare);
        router.errorHandler(405, PublicRoutes::bare);
    }

    private void document(RoutingContext context, TerritoryDocument kind) {
        Optional<Territory.SignedBytes> document = territory.document(kind);
        if (document.isEmpty()) {
            context.response().setStatusCode(404).end();
            return;
        }
        String tag = "\"" + document.get().hash() + "\"";
        context.response().putHeader("ETag", tag).putHeader("Cache-Control", "no-cache");
        if (tag.equals(context.request().getHeader("If-None-Match"))) {
            context.response().setStatusCode(304).end();
        } else {
            context.response().putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(document.get().bytes()));
        }
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

    private static void reply(RoutingContext context, BiFunction<String, byte[], Answering.Reply> work) {
        String header = context.request().getHeader("Authorization");
        String bearer = header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
        byte[] body = body(context);
        if (body.length > MAX_QUESTION) {
            context.response().setStatusCode(413).putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(Json.bytes(tooLong().toString())));
            return;
        }
        Answering.Reply reply = work.apply(bearer, body);
        context.response().setStatusCode(reply.status()).putHeader("Content-Type", "application/json")
            .putHeader("Cache-Control", "no-store").end(Buffer.buffer(reply.body()));
    }

    private static ObjectNode tooLong() {
        ObjectNode refusal = Json.object().put("code", "malformed");
        refusal.putArray("reasons").addObject().put("term", "malformed").put("clause", "")
            .put("fr", "La demande dépasse 64 Kio. Filtrez par moins de valeurs.")
            .put("en", "The request is longer than 64 KiB. Filter by fewer values.");
        return refusal;
    }

    private static void bare(RoutingContext context) {
        if (!context.response().ended()) {
            context.response().setStatusCode(context.statusCode() > 0 ? context.statusCode() : 404).end();
        }
    }
}
