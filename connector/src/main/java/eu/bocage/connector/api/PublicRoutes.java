package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.PublishedSchema;
import eu.bocage.connector.answer.Answering;
import eu.bocage.connector.answer.Body;
import eu.bocage.connector.member.DidDocument;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.member.TerritoryDocument;
import eu.bocage.connector.web.HttpPort;
import eu.bocage.connector.web.LongBodies;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What others reach at the public port beside the Dataspace Protocol: the node's DID document, the territory's signed
 * documents, the JSON Schemas of questions, answers and cards below {@code /schemas/}, and {@code POST /query},
 * {@code /again} and {@code /preview}, which the token of a started transfer opens. Everything else is 404 without a
 * body.
 *
 * @param profile of this node
 */
public record PublicRoutes(Profile profile, Territory territory, Answering answering) {

    private static final int MAX_QUESTION = 64 << 10;
    private static final String BEARER = "Bearer ";

    public void addTo(Router router) {
        Buffer did = Buffer.buffer(DidDocument.of(profile));
        router.get("/.well-known/did.json").handler(context ->
            context.response().putHeader("Content-Type", "application/did+json").end(did));
        for (TerritoryDocument kind : TerritoryDocument.values()) {
            router.get(kind.path()).handler(context -> document(context, kind));
        }
        router.get("/health").handler(context -> context.response()
            .putHeader("Content-Type", "application/json").end("{\"status\":\"up\"}"));
        for (PublishedSchema schema : PublishedSchema.values()) {
            Buffer bytes = Buffer.buffer(schema.bytes());
            router.get("/schemas/" + schema.fileName()).handler(context ->
                context.response().putHeader("Content-Type", "application/schema+json").end(bytes));
        }
        LongBodies bodies = new LongBodies();
        router.post("/query").handler(HttpPort.blocking(context -> reply(context, bodies, answering::answer)));
        router.post("/again").handler(HttpPort.blocking(context -> reply(context, bodies, answering::again)));
        router.post("/preview").handler(HttpPort.blocking(context -> reply(context, bodies, answering::preview)));
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

    private static void reply(RoutingContext context, LongBodies bodies,
                              BiFunction<String, byte[], Answering.Reply> work) {
        String header = context.request().getHeader("Authorization");
        String bearer = header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
        byte[] body = context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
        if (body.length > MAX_QUESTION) {
            context.response().setStatusCode(413).putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(Json.bytes(tooLong().toString())));
            return;
        }
        Answering.Reply reply = work.apply(bearer, body);
        HttpServerResponse response = context.response().setStatusCode(reply.status())
            .putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store");
        if (reply.retryAfter() > 0) {
            response.putHeader("Retry-After", Long.toString(reply.retryAfter()));
        }
        Body whole = reply.content();
        if (whole.isLong()) {
            bodies.send(context, reply.asker(), whole::to);
        } else {
            response.end(Buffer.buffer(whole.bytes()));
        }
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
