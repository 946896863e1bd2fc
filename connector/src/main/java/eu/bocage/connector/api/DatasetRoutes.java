package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.Source;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.dataset.IntakeProgram;
import eu.bocage.connector.member.Json;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What this node publishes. A file is named by its path, for the rows never travel: whoever may publish is the operator
 * of this machine.
 */
record DatasetRoutes(Datasets datasets) {

    ObjectNode list(Exchange exchange) {
        ObjectNode object = Json.object();
        ArrayNode array = object.putArray("datasets");
        datasets.all().forEach(dataset -> array.add(json(dataset).put("closed", datasets.closed(dataset))));
        datasets.unreadable().forEach((id, why) -> array.addObject().put("id", id).put("closed", true)
            .put("why", why.getMessage()));
        return object;
    }

    /** {@code card}, and {@code file} or {@code jdbc} with {@code query}; the result has the report of the intake. */
    ObjectNode publish(Exchange exchange) {
        ObjectNode body = exchange.body();
        Datasets.Published published = datasets.publish(Exchange.text(body, "card"), source(body),
            rows -> exchange.progress(Json.object().put("rows", rows)));
        return withReport(published);
    }

    /** What intake counted when a dataset was last published: {@code ?dataset=ID}. */
    ObjectNode report(Exchange exchange) {
        String id = exchange.parameter("dataset").orElseThrow(() ->
            ApiError.input("Nommez le jeu de données : ?dataset=…", "Name the dataset: ?dataset=…"));
        return withReport(datasets.find(id).orElseThrow(() -> ApiError.missing(
            "Ce nœud ne publie pas « " + id + " ». « bocage dataset list » montre ce qu'il publie.",
            "This node does not publish \"" + id + "\". \"bocage dataset list\" shows what it does.")));
    }

    private ObjectNode withReport(Datasets.Published published) {
        ObjectNode object = json(published);
        datasets.intakeReport(published).ifPresent(report -> object.set("intake", Json.read(report)));
        return object;
    }

    private static Source source(ObjectNode body) {
        return Exchange.optional(body, "jdbc")
            .map(url -> Source.jdbc(url, Exchange.optional(body, "user"), Exchange.optional(body, "password"),
                Exchange.text(body, "query")))
            .orElseGet(() -> Source.file(file(Exchange.text(body, "file")), IntakeProgram.reader()));
    }

    private static Path file(String text) {
        try {
            Path file = Path.of(text);
            if (file.isAbsolute() && Files.isReadable(file) && Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw ApiError.input("Le nœud ne peut lire " + text + ". Vérifiez le chemin et les droits.",
            "The node cannot read " + text + ". Check the path and the permissions.");
    }

    private static ObjectNode json(Datasets.Published dataset) {
        Card card = dataset.card();
        ObjectNode object = Json.object().put("id", card.id()).put("version", dataset.version().id())
            .put("commitment", dataset.version().commitment()).put("since", dataset.since().toString())
            .put("unitSpace", card.unitSpace()).put("period", card.period());
        object.set("card", Json.read(card.publicJson()));
        return object;
    }
}
