package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.agreement.Simulation;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Project;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Territory;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Decision;
import eu.bocage.policies.OutputRules;
import eu.bocage.policies.Promise;
import eu.bocage.policies.Reason;
import eu.bocage.policies.Requester;
import eu.bocage.policies.Scope;
import eu.bocage.policies.Spent;
import eu.bocage.policies.Words;
import eu.bocage.policies.Zoning;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What would be allowed, before anybody asks. */
record PolicyRoutes(Territory territory, Gate gate, Datasets datasets, InstantSource clock) {

    private static final String SOMEBODY = "did:web:somebody.example";

    ObjectNode simulate(Exchange exchange) {
        ObjectNode body = exchange.body();
        Charter charter = gate.charter().orElseThrow(() -> ApiError.setup("Aucune charte n'est en vigueur.",
            "No charter is in force."));
        Card card = card(Exchange.text(body, "dataset"));
        Optional<Did> did = Exchange.optional(body, "requester").map(Did::new);
        Project project = project(Exchange.optional(body, "project"), did);
        Zoning zoning = Exchange.optional(body, "zoning").map(text -> Zoning.of(text).orElseThrow(() -> ApiError.input(
            "« " + text + " » n'est pas une maille : address, iris, commune, epci, departement, region, territory.",
            "\"" + text + "\" is no level of places: address, iris, commune, epci, departement, region, territory.")))
            .orElse(Zoning.TERRITORY);
        Requester requester = did.map(this::member).orElseGet(() -> new Requester(SOMEBODY,
            Exchange.texts(body, "roles"), Exchange.texts(body, "labels"),
            Exchange.optional(body, "college").orElse(""), Exchange.optional(body, "jurisdiction").orElse(""),
            Exchange.optional(body, "hostJurisdiction").orElse(""),
            Optional.of(Exchange.texts(body, "labels").contains(Gate.CONTRIBUTOR))));
        ObjectNode object = Json.object().put("dataset", card.id()).put("project", project.id())
            .put("requester", requester.did()).put("zoning", zoning.text()).put("charter", charter.hash());
        ArrayNode array = object.putArray("moments");
        new Simulation(requester, body.path("promised").asBoolean(), zoning,
            new Spent(Optional.of(0L), Optional.of(0L), Optional.of(0))).run(charter, card, project, clock.instant())
            .forEach((scope, decision) -> array.add(json(scope, decision, charter)));
        return object;
    }

    private static ObjectNode json(Scope scope, Decision decision, Charter charter) {
        ObjectNode object = Json.object().put("moment", scope.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        Words words = Words.of(decision, charter);
        switch (decision) {
            case Decision.Permitted(OutputRules rules, List<Promise> promises) -> {
                object.put("decision", "permitted").put("minimumGroup", rules.minimumGroup())
                    .put("dominancePercent", rules.dominancePercent());
                PromiseJson.put(object.putArray("promises"), promises);
            }
            case Decision.NeedsApproval(var what, List<Reason> reasons) ->
                reasons(object.put("decision", "needs-approval"), reasons);
            case Decision.Denied(List<Reason> reasons) -> reasons(object.put("decision", "denied"), reasons);
        }
        return object.put("fr", words.french()).put("en", words.english());
    }

    private static void reasons(ObjectNode object, List<Reason> reasons) {
        ArrayNode array = object.putArray("reasons");
        reasons.forEach(reason -> array.addObject().put("term", reason.term()).put("clause", reason.clause())
            .put("fr", reason.french()).put("en", reason.english())
            .put("changeFr", reason.change().french()).put("changeEn", reason.change().english()));
    }

    private Card card(String id) {
        return datasets.find(id).map(Datasets.Published::card).orElseThrow(() -> {
            String there = datasets.all().stream().map(each -> each.card().id()).sorted()
                .collect(Collectors.joining(", "));
            return ApiError.input("Ce nœud ne publie pas « " + id + " ». Il publie : " + (there.isEmpty() ? "rien"
                : there) + ".", "This node does not publish \"" + id + "\". It publishes: " + (there.isEmpty()
                    ? "nothing" : there) + ".");
        });
    }

    private Project project(Optional<String> named, Optional<Did> owner) {
        List<Project> fitting = territory.projects().stream()
            .filter(project -> named.map(project.id()::equals).orElse(true))
            .filter(project -> owner.map(project.owner()::equals).orElse(true)).toList();
        if (fitting.isEmpty() || fitting.size() > 1 && named.isEmpty()) {
            String there = new TreeSet<>(territory.projects().stream().map(Project::id).toList()).toString();
            throw ApiError.input("Nommez un projet de ce demandeur par --project. Inscrits : " + there + ".",
                "Name a project of this requester by --project. Registered: " + there + ".");
        }
        return fitting.getFirst();
    }

    private Requester member(Did did) {
        return switch (territory.standing(did)) {
            case Standing.Active(Member member) -> Gate.requester(member);
            case Standing.Refused(var reason) -> throw ApiError.refused("membership",
                did + " : " + reason.french() + ".", did + ": " + reason.english() + ".");
        };
    }
}
