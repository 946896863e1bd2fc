package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Problem;
import eu.bocage.compute.Source;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.answer.Reconciliation;
import eu.bocage.connector.budget.Continuity;
import eu.bocage.connector.budget.Place;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.dataset.IntakeProgram;
import eu.bocage.connector.member.Json;
import eu.bocage.policies.Charter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What this node publishes. A file is named by its path, for the rows never travel: whoever may publish is the operator
 * of this machine, and chooses the queries that are put to databases too.
 */
record DatasetRoutes(Datasets datasets, Reconciliation reconciliation, Gate gate) {

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
        datasets.withdrawn().forEach((id, since) -> array.addObject().put("id", id).put("closed", true)
            .put("withdrawn", since.toString()));
        return object;
    }

    /** {@code {"dataset":…}}: closes it until it is published again. */
    ObjectNode withdraw(Exchange exchange) {
        String id = Exchange.text(exchange.body(), "dataset");
        datasets.withdraw(id);
        return Json.object().put("withdrawn", id);
    }

    /** Whether its budget waits to be reconciled. */
    private boolean restored(Datasets.Published dataset) {
        return reconciliation.state(new Place(dataset.card().unitSpace(), dataset.card().period()))
            == Continuity.State.CLOSED;
    }

    ObjectNode publish(Exchange exchange, Heartbeat told) {
        ObjectNode body = exchange.body();
        String written = Exchange.text(body, "card");
        Card card = Card.fromYaml(written);
        if (datasets.place(card.id()).isEmpty()) {
            card.unusualPeriod().ifPresent(problem -> {
                throw new InvalidInput(List.of(problem));
            });
            refuseAnotherSpelling(card);
        }
        Datasets.Published dataset = datasets.publish(written, source(body),
            body.path("sameRowsNewBudget").booleanValue(), told);
        ObjectNode result = json(dataset);
        ArrayNode doubts = result.putArray("doubts");
        card.doubts().forEach(doubt -> doubts.add(json(doubt)));
        foreignPurposes(card).ifPresent(doubt -> doubts.add(json(doubt)));
        datasets.intakeReport(dataset).ifPresent(report -> result.set("intake", Json.read(report)));
        return result;
    }

    /** One quarter, written in English and in French, would have two budgets. */
    private void refuseAnotherSpelling(Card card) {
        datasets.all().stream().map(Datasets.Published::card)
            .filter(other -> other.unitSpace().equals(card.unitSpace())).map(Card::period)
            .filter(other -> !other.equals(card.period()) && quarter(other).equals(quarter(card.period())))
            .findFirst().ifPresent(other -> {
                throw new InvalidInput(List.of(new Problem("period",
                    "est le même trimestre que « " + other + " » d'un autre jeu de données : écrivez-le ainsi, car"
                        + " les deux n'ont qu'un budget",
                    "is the same quarter as \"" + other + "\" of another dataset: write it like that, for both have"
                        + " one budget only")));
            });
    }

    private static String quarter(String period) {
        return period.replace("-T", "-Q");
    }

    /** Purposes of a card that the charter in force does not have, so that nobody can ask for them. */
    private Optional<Problem> foreignPurposes(Card card) {
        Set<String> admitted = gate.charter().map(Charter::purposes).orElse(card.purposes());
        String foreign = card.purposes().stream().filter(one -> !admitted.contains(one))
            .collect(Collectors.joining(", "));
        String there = String.join(", ", new TreeSet<>(admitted));
        return foreign.isEmpty() ? Optional.empty() : Optional.of(new Problem("purposes",
            "la charte en vigueur n'a pas : " + foreign + ", donc personne ne peut le demander ; elle a : " + there,
            "the charter in force does not have: " + foreign + ", so nobody can ask for it; it has: " + there));
    }

    private static ObjectNode json(Problem doubt) {
        return Json.object().put("place", doubt.path()).put("fr", doubt.french()).put("en", doubt.english());
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
