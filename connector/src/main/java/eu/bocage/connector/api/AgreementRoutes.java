package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Agreements;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.agreement.Promises;
import eu.bocage.connector.agreement.Revocations;
import eu.bocage.connector.answer.Promising;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.SignedCharter;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Territory;
import java.util.Optional;

/** Agreements of this node, on either side, with the charter that each is under and what was promised. */
record AgreementRoutes(Territory territory, Agreements agreements, Promises promises, Promising promising,
                       Revocations revocations) {

    ObjectNode list(Exchange exchange) {
        ObjectNode object = Json.object();
        ArrayNode array = object.putArray("agreements");
        agreements.all().forEach(agreement -> array.add(json(agreement)));
        return object;
    }

    /** Shows what an offer asks to promise; signs it and hands it over when the body says {@code sign}. */
    ObjectNode promise(Exchange exchange) {
        ObjectNode body = exchange.body();
        String dataset = Exchange.text(body, "dataset");
        String project = Exchange.text(body, "project");
        Member provider = active(new Did(Exchange.text(body, "provider")));
        Promising.Offered offered = promising.offered(provider, dataset, project);
        boolean sign = body.path("sign").asBoolean() && !offered.promises().isEmpty();
        ObjectNode object = Json.object().put("dataset", dataset).put("project", project)
            .put("provider", provider.did().text()).put("charter", offered.charter()).put("signed", sign);
        PromiseJson.put(object.putArray("promises"), offered.promises());
        if (sign) {
            object.put("document", promising.promise(provider, dataset, project, offered).envelope().hash());
        }
        return object;
    }

    ObjectNode revoke(Exchange exchange) {
        String id = Exchange.text(exchange.body(), "agreement");
        Agreement agreement = agreements.find(id).orElseThrow(() -> ApiError.input(
            "Aucun accord « " + id + " ». « bocage agreement list » les montre.",
            "There is no agreement \"" + id + "\". \"bocage agreement list\" shows them."));
        return switch (revocations.revoke(agreement, Exchange.text(exchange.body(), "reason"))) {
            case DONE -> Json.object().put("agreement", id).put("changed", true);
            case ALREADY -> Json.object().put("agreement", id).put("changed", false);
            case NOT_OURS -> throw ApiError.refused("refused",
                "Seul le fournisseur révoque un accord ; ici c'est " + agreement.provider() + ".",
                "Only the provider revokes an agreement; here that is " + agreement.provider() + ".");
            case NOT_REVOCABLE -> throw ApiError.refused("refused",
                "La charte de cet accord ne prévoit pas la révocation (« revocable »).",
                "The charter of this agreement does not provide for revocation (\"revocable\").");
        };
    }

    private ObjectNode json(Agreement agreement) {
        ObjectNode object = Json.object().put("agreement", agreement.id()).put("dataset", agreement.dataset())
            .put("provider", agreement.provider().text()).put("consumer", agreement.consumer().text())
            .put("signed", agreement.signedAt().toString()).put("revoked", revocations.revoked(agreement.id()));
        Optional<String> project = Gate.project(agreement.policy());
        project.ifPresent(id -> object.put("project", id));
        Optional<String> charter = Gate.charterHash(agreement.policy());
        charter.ifPresent(hash -> object.put("charter", hash));
        charter.flatMap(territory.charters()::find).ifPresent(signed -> object.put("charterVersion", signed.version())
            .put("until", signed.until().toString()).put("newerCharter", territory.charter()
                .map(SignedCharter::version).filter(version -> version > signed.version()).isPresent()));
        PromiseJson.put(object.putArray("promised"), promises.all(agreement.consumer()).stream()
            .filter(kept -> kept.provider().equals(agreement.provider())
                && kept.dataset().equals(agreement.dataset()) && project.filter(kept.project()::equals).isPresent()
                && charter.filter(kept.charter()::equals).isPresent())
            .map(Promises.Kept::promise).toList());
        return object;
    }

    private Member active(Did did) {
        return switch (territory.standing(did)) {
            case Standing.Active(Member member) -> member;
            case Standing.Refused(var reason) -> throw ApiError.refused("membership",
                did + " : " + reason.french() + ".", did + ": " + reason.english() + ".");
        };
    }
}
