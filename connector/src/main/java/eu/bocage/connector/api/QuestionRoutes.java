package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.agreement.Dataspace;
import eu.bocage.connector.agreement.Dataspace.CatalogueEntry;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.answer.Asking;
import eu.bocage.connector.answer.Body;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Pseudonyms;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Territory;
import eu.bocage.policies.Charter;
import eu.bocage.policies.Explain;
import eu.bocage.policies.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What this node sees and asks at others. */
record QuestionRoutes(Did self, Pseudonyms pseudonyms, Territory territory, Gate gate, Dataspace dataspace,
                      Asking asking) {

    /** With {@code ?explain=true} each offer is explained too: what is checked when, and against what. */
    ObjectNode catalogue(Exchange exchange) {
        beMember();
        boolean explain = exchange.parameter("explain").filter("true"::equals).isPresent();
        Optional<Did> wanted = exchange.member();
        ObjectNode object = Json.object();
        ArrayNode array = object.putArray("members");
        List<Member> members = wanted.map(did -> List.of(active(did))).orElseGet(() -> territory.all().stream()
            .filter(member -> member.active() && !member.did().equals(self)).toList());
        catalogues(members).forEach((member, catalogue) -> {
            ObjectNode each = array.addObject().put("did", member.did().text())
                .put("organisation", member.organisation());
            ArrayNode entries = each.putArray("datasets");
            switch (catalogue) {
                case Seen(List<CatalogueEntry> seen) -> seen.forEach(entry ->
                    entries.add(json(entry, explain)));
                case Unseen(DataspaceException e) when wanted.isPresent() -> throw e;
                case Unseen(DataspaceException e) ->
                    each.putObject("error").put("fr", e.french()).put("en", e.getMessage());
            }
        });
        return object;
    }

    private sealed interface Catalogue {
    }

    private record Seen(List<CatalogueEntry> entries) implements Catalogue {
    }

    private record Unseen(DataspaceException why) implements Catalogue {
    }

    /** Asks all at once, so that the time of those who do not answer does not add up. */
    private SequencedMap<Member, Catalogue> catalogues(List<Member> members) {
        SequencedMap<Member, CompletableFuture<Catalogue>> asked = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            members.forEach(member -> asked.put(member,
                CompletableFuture.supplyAsync(() -> catalogue(member), threads)));
        }
        SequencedMap<Member, Catalogue> all = new LinkedHashMap<>();
        asked.forEach((member, future) -> all.put(member, future.join()));
        return all;
    }

    private Catalogue catalogue(Member member) {
        try {
            return new Seen(dataspace.catalogue(member));
        } catch (DataspaceException e) {
            return new Unseen(e);
        }
    }

    /** @see Asking#ask; @return an object, with the answer as it came */
    Body ask(Exchange exchange, Heartbeat told) {
        beMember();
        ObjectNode body = exchange.body();
        ArrayNode steps = Json.object().putArray("steps");
        Asking.Asked asked = asking.ask(Exchange.optional(body, "member").map(Did::new),
            Exchange.text(body, "question"), Exchange.optional(body, "project"),
            pseudonyms.of(Exchange.text(body, "person")), step -> {
                ObjectNode line = Json.object().put("step", step.name()).put("millis", step.millis());
                steps.add(line);
                told.once(line);
            });
        return switch (asked) {
            case Asking.Asked.Refused(String code, String french, String english) ->
                throw new ApiError(status(code), code, french, english, List.of());
            case Asking.Asked.Foreseen none -> throw new IllegalStateException("a question ended in a preview");
            case Asking.Asked.Answered(Body answer, String receipt, String french, String english) -> {
                ObjectNode rest = Json.object();
                rest.set("receipt", Json.read(receipt));
                rest.putObject("budget").put("fr", french).put("en", english);
                rest.set("steps", steps);
                yield Body.of(List.of(Body.of(Json.bytes("{\"answer\":")), answer,
                    Body.of(Json.bytes("," + rest.toString().substring(1)))));
            }
        };
    }

    /** @see Asking#preview */
    ObjectNode preview(Exchange exchange, Heartbeat told) {
        beMember();
        ObjectNode body = exchange.body();
        Asking.Asked asked = asking.preview(Exchange.optional(body, "member").map(Did::new),
            Exchange.text(body, "question"), Exchange.optional(body, "project"),
            step -> told.once(Json.object().put("step", step.name()).put("millis", step.millis())));
        return switch (asked) {
            case Asking.Asked.Refused(String code, String french, String english) ->
                throw new ApiError(status(code), code, french, english, List.of());
            case Asking.Asked.Answered none -> throw new IllegalStateException("a preview ended in an answer");
            case Asking.Asked.Foreseen(String json) -> Json.read(json);
        };
    }

    /** What this node got of a provider: a provider that was restored from an old copy needs them. */
    ObjectNode receipts(Exchange exchange) {
        Did provider = exchange.member().orElseThrow(() ->
            ApiError.input("Nommez le membre : ?member=did:web:…", "Name the member: ?member=did:web:…"));
        ObjectNode object = Json.object();
        ArrayNode array = object.putArray("receipts");
        asking.receipts(provider).forEach(receipt -> array.add(Json.read(receipt)));
        return object;
    }

    /** Others would refuse this node with less to say about it. */
    private void beMember() {
        if (territory.standing(self) instanceof Standing.Refused(var reason)) {
            throw ApiError.refused("membership",
                "Ce nœud n'est pas un membre actif du territoire (" + reason.french()
                    + "). Voyez avec l'ancre de confiance, " + territory.anchor().did() + ".",
                "This node is not an active member of the territory (" + reason.english()
                    + "). Ask the trust anchor, " + territory.anchor().did() + ".");
        }
    }

    private static int status(String code) {
        return switch (code) {
            case "input" -> 400;
            case "unreachable", "receipt" -> 502;
            case "busy" -> 503;
            default -> 403;
        };
    }

    private Member active(Did did) {
        return switch (territory.standing(did)) {
            case Standing.Active(Member member) -> member;
            case Standing.Refused(var reason) -> throw ApiError.refused("membership",
                did + " : " + reason.french() + ".", did + ": " + reason.english() + ".");
        };
    }

    private ObjectNode json(CatalogueEntry entry, boolean explain) {
        Optional<Charter> charter = gate.charter(entry.policy());
        Words words = charter.map(known -> Words.of(entry.policy(), known)).orElseGet(() -> Words.of(entry.policy()));
        ObjectNode object = Json.object().put("dataset", entry.dataset()).put("title", entry.title());
        object.set("card", Json.read(entry.card()));
        object.putObject("policy").put("fr", words.french()).put("en", words.english());
        charter.filter(known -> explain && entry.policy().faults().isEmpty())
            .map(known -> Explain.of(entry.policy(), known).words()).ifPresent(explained ->
                object.putObject("explanation").put("fr", explained.french()).put("en", explained.english()));
        return object;
    }
}
