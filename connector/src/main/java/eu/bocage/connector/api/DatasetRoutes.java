package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.Source;
import eu.bocage.connector.answer.Reconciliation;
import eu.bocage.connector.budget.Continuity;
import eu.bocage.connector.budget.Place;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.dataset.IntakeProgram;
import eu.bocage.connector.member.Json;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What this node publishes. A file is named by its path, for the rows never travel: whoever may publish is the operator
 * of this machine, and chooses the queries that are put to databases too.
 */
record DatasetRoutes(Datasets datasets, Reconciliation reconciliation) {

    ObjectNode list(Exchange exchange) {
        ObjectNode object = Json.object();
        ArrayNode array = object.putArray("datasets");
        datasets.all().forEach(dataset -> {
            ObjectNode one = json(dataset).put("closed", datasets.closed(dataset) || restored(dataset));
            datasets.refused(dataset).ifPresent(why -> one.putObject("remedy").put("fr", why.french())
                .put("en", why.english()));
            array.add(one);
        });
        datasets.unreadable().forEach((id, why) -> array.addObject().put("id", id).put("closed", true)
            .put("why", why.getMessage()));
        return object;
    }

    /** Whether its budget waits to be reconciled. */
    private boolean restored(Datasets.Published dataset) {
        return reconciliation.state(new Place(dataset.card().unitSpace(), dataset.card().period()))
            == Continuity.State.CLOSED;
    }

    ObjectNode publish(Exchange exchange, Heartbeat told) {
        ObjectNode body = exchange.body();
        Datasets.Published dataset = datasets.publish(Exchange.text(body, "card"), source(body),
            body.path("sameRowsNewBudget").booleanValue(), told);
        ObjectNode result = json(dataset);
        datasets.intakeReport(dataset).ifPresent(report -> result.set("intake", Json.read(report)));
        return result;
    }

    /** What intake counted in the current version, {@code ?dataset=…}. */
    ObjectNode intake(Exchange exchange) {
        String id = exchange.parameter("dataset").orElse("");
        return datasets.find(id).flatMap(datasets::intakeReport).map(Json::read).orElseThrow(() -> ApiError.input(
            "Aucun compte rendu de lecture pour « " + id + " ». Vérifiez l'identifiant (bocage dataset list), ou"
                + " publiez de nouveau.",
            "There is no intake report for \"" + id + "\". Check the identifier (bocage dataset list), or publish"
                + " again."));
    }

    private static Source source(ObjectNode body) {
        if (body.get("jdbc") instanceof ObjectNode jdbc) {
            return Source.jdbc(Exchange.text(jdbc, "url"), Exchange.optional(jdbc, "user"),
                Exchange.optional(jdbc, "password"), Exchange.text(jdbc, "query"));
        }
        return Source.file(file(Exchange.text(body, "file")), IntakeProgram.reader());
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
