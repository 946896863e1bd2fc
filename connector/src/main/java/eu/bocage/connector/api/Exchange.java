package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.answer.Body;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.web.HttpPort;
import eu.bocage.connector.web.LongBodies;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call at the private port: a JSON object in, JSON or lines of JSON out. Runs on a virtual thread. */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final RoutingContext context;

    private Exchange(RoutingContext context) {
        this.context = context;
    }

    /** Work that ends in one JSON object. */
    interface Answer {
        ObjectNode to(Exchange exchange);
    }

    /** Work that tells on the way and ends in one JSON object. */
    interface Telling {
        ObjectNode to(Exchange exchange, Heartbeat told);
    }

    /** As {@link Telling}, ending in an object that may be long: UTF-8, without a line's end in it. */
    interface TellingLong {
        Body to(Exchange exchange, Heartbeat told);
    }

    static Handler<RoutingContext> answering(Answer work) {
        return HttpPort.blocking(context -> {
            Exchange exchange = new Exchange(context);
            HttpServerResponse response = context.response().putHeader("Content-Type", "application/json");
            ObjectNode object;
            try {
                object = work.to(exchange);
            } catch (RuntimeException e) {
                ApiError error = error(e);
                response.setStatusCode(error.status());
                object = error.json();
            }
            response.end(Buffer.buffer(Json.bytes(object.toString())));
        });
    }

    /**
     * Lines of JSON (NDJSON): any number of {@code {"progress":…}}, then one {@code {"result":…}} or
     * {@code {"error":…,"status":…}}. The first, empty progress goes out at once, and another one with every beat until
     * the last line does: who calls waits as long as the work takes. A stream without its last line was cut.
     *
     * @param beat less than the port lets a connection idle
     */
    static Handler<RoutingContext> telling(Duration beat, Telling work) {
        return tellingLong(new LongBodies(), beat,
            (exchange, told) -> Body.of(Json.bytes(work.to(exchange, told).toString())));
    }

    /** As {@link #telling}, for an object that may be long. */
    static Handler<RoutingContext> tellingLong(LongBodies bodies, Duration beat, TellingLong work) {
        return HttpPort.blocking(context -> {
            HttpServerResponse response = context.response().setChunked(true)
                .putHeader("Content-Type", "application/x-ndjson");
            try (Heartbeat told = new Heartbeat(object -> progress(response, object), response::closed, beat)) {
                told.once(Json.object());
                Body last = last(new Exchange(context), told, work);
                if (last.isLong()) {
                    bodies.send(context, pieces -> {
                        told.close();
                        last.to(pieces);
                    });
                } else {
                    told.close();
                    response.end(Buffer.buffer(last.bytes()));
                }
            }
        });
    }

    private static Body last(Exchange exchange, Heartbeat told, TellingLong work) {
        try {
            return Body.of(List.of(Body.of(Json.bytes("{\"result\":")), work.to(exchange, told),
                Body.of(Json.bytes("}\n"))));
        } catch (RuntimeException e) {
            ApiError error = error(e);
            ObjectNode last = Json.object().put("status", error.status());
            last.set("error", error.json());
            return Body.of(Json.bytes(last + "\n"));
        }
    }

    /** A caller that has gone does not stop work that has begun. */
    private static void progress(HttpServerResponse response, ObjectNode object) {
        ObjectNode line = Json.object();
        line.set("progress", object);
        response.write(line + "\n");
    }

    /** The object in the body. */
    ObjectNode body() {
        try {
            return Json.read(context.body().asString() == null ? "" : context.body().asString());
        } catch (IllegalArgumentException e) {
            throw ApiError.input(
                "Le corps de la requête n'est pas un objet JSON (détail technique, en anglais : "
                    + e.getMessage() + ").",
                "The request's body is not a JSON object: " + e.getMessage());
        }
    }

    /** A member's DID in the address, as {@code ?member=did:web:…}. */
    Optional<Did> member() {
        return Optional.ofNullable(context.request().getParam("member")).map(Did::new);
    }

    /** A parameter of the address, as {@code ?dataset=…}. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(context.request().getParam(name));
    }

    static String text(ObjectNode body, String name) {
        return optional(body, name).orElseThrow(() ->
            ApiError.input("Le champ « " + name + " » manque.", "Field \"" + name + "\" is missing."));
    }

    static Optional<String> optional(ObjectNode body, String name) {
        JsonNode node = body.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw ApiError.input("Le champ « " + name + " » n'est pas un texte.",
                "Field \"" + name + "\" is not a text.");
        }
        return Optional.of(node.textValue());
    }

    static Set<String> texts(ObjectNode body, String name) {
        Set<String> all = new TreeSet<>();
        for (JsonNode each : body.path(name)) {
            if (!each.isTextual()) {
                throw ApiError.input("Le champ « " + name + " » n'est pas une liste de textes.",
                    "Field \"" + name + "\" is not a list of texts.");
            }
            all.add(each.textValue());
        }
        return all;
    }

    private static ApiError error(RuntimeException failure) {
        ApiError known = ApiError.of(failure);
        if (known != null) {
            return known;
        }
        String number = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        LOG.error("Unexpected error no. {}", number, failure);
        return ApiError.fault(number);
    }
}
