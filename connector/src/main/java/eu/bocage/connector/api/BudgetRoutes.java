package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.answer.Reconciliation;
import eu.bocage.connector.budget.Book;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.budget.Place;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Territory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What this node's budgets were spent on, and how a node that was restored from an older copy is opened again. */
record BudgetRoutes(Gate gate, Territory territory, Datasets datasets, Budgets budgets,
                    Reconciliation reconciliation) {

    /** {@code places}: of each unit space and period what was spent, by whom, and what is left, in micro-rho. */
    ObjectNode list(Exchange exchange) {
        ObjectNode object = Json.object();
        ArrayNode places = object.putArray("places");
        gate.charter().ifPresent(charter -> object.put("perRequest", charter.budget().perRequest()));
        budgets.books(reconciliation.places()).forEach(book -> places.add(json(book)));
        return object;
    }

    /** {@code receipts}: envelopes, as {@code GET /receipts} at a counterpart gave them. */
    ObjectNode show(Exchange exchange) {
        List<String> receipts = new ArrayList<>();
        exchange.body().path("receipts").forEach(receipt -> receipts.add(Json.text(Json.canonical(receipt))));
        Reconciliation.Seen seen = reconciliation.show(receipts);
        return Json.object().put("known", seen.known()).put("charged", seen.charged()).put("before", seen.before());
    }

    /** {@code places}: those that this copy does not know of, beside those that it does. */
    ObjectNode open(Exchange exchange) {
        List<Place> more = new ArrayList<>();
        for (JsonNode each : exchange.body().path("places")) {
            if (!(each instanceof ObjectNode place)) {
                throw ApiError.input("Le champ « places » n'est pas une liste d'objets.",
                    "Field \"places\" is not a list of objects.");
            }
            more.add(place(place));
        }
        long price = gate.dearest().orElseThrow(() -> ApiError.setup(
            "Le prix d'une question n'est pas connu : aucune charte n'est signée, ou ce programme n'en comprend pas"
                + " toutes les versions. Mettez-le à jour, ou voyez avec l'ancre de confiance.",
            "The price of a question is not known: no charter is signed, or this program does not understand all its"
                + " versions. Update it, or ask the trust anchor."));
        ObjectNode object = Json.object();
        ArrayNode opened = object.putArray("opened");
        reconciliation.open(more, price).forEach(settled -> opened.addObject()
            .put("unitSpace", settled.place().unitSpace()).put("period", settled.place().period())
            .put("unexplained", settled.unexplained()).put("microRho", settled.microRho()));
        return object;
    }

    /** {@code unitSpace}, {@code period}. */
    ObjectNode declareSpent(Exchange exchange) {
        Place place = place(exchange.body());
        return Json.object().put("changed", reconciliation.declareSpent(place)).put("unitSpace", place.unitSpace())
            .put("period", place.period());
    }

    private static Place place(ObjectNode body) {
        return new Place(Exchange.text(body, "unitSpace"), Exchange.text(body, "period"));
    }

    private ObjectNode json(Book book) {
        Place place = book.place();
        ObjectNode json = Json.object().put("unitSpace", place.unitSpace()).put("period", place.period())
            .put("state", book.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .put("microRho", book.microRho()).put("picoDelta", book.picoDelta())
            .put("unexplained", reconciliation.unexplained(place));
        ArrayNode ids = json.putArray("datasets");
        datasets.all().stream().map(Datasets.Published::card)
            .filter(card -> card.unitSpace().equals(place.unitSpace()) && card.period().equals(place.period()))
            .forEach(card -> ids.add(card.id()));
        ArrayNode projects = json.putArray("projects");
        gate.charter().ifPresent(charter -> {
            long total = charter.budget().perUnitSpace();
            json.put("limit", total).put("left", left(book, total - book.microRho()));
            spenders(book).forEach((id, spent) -> {
                ObjectNode each = projects.addObject().put("project", id).put("microRho", spent.microRho())
                    .put("picoDelta", spent.picoDelta());
                territory.project(id).ifPresent(project -> {
                    Budgets.Limits limits = Budgets.Limits.of(charter, project.budgetPerMille());
                    Budgets.Balance balance = budgets.balance(
                        new Budgets.Scope(place.unitSpace(), place.period(), id), limits);
                    each.put("share", limits.projectShare())
                        .put("left", Math.min(balance.leftProject(), balance.leftTotal()))
                        .put("leftToday", balance.leftToday()).put("perDay", limits.perDay());
                });
            });
        });
        return json;
    }

    private static long left(Book book, long left) {
        return switch (book.state()) {
            case OPEN -> Math.max(left, 0);
            case CLOSED, DECLARED_SPENT -> 0;
        };
    }

    /** Those who have spent something, and all current projects, by name. */
    private TreeMap<String, Book.ProjectBook> spenders(Book book) {
        TreeMap<String, Book.ProjectBook> all = new TreeMap<>();
        territory.projects().forEach(project -> all.put(project.id(), new Book.ProjectBook(project.id(),
            budgets.spent(new Budgets.Scope(book.place().unitSpace(), book.place().period(), project.id())).byProject()
                .orElse(0L), 0)));
        book.projects().forEach(project -> all.put(project.project(), project));
        return all;
    }
}
