package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.approval.Approvals;
import eu.bocage.connector.approval.Outcome;
import eu.bocage.connector.approval.Request;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Territory;

/** What the committee is asked, and this node's part in it. Every figure is this node's own count. */
record ApprovalRoutes(Territory territory, Approvals approvals) {

    ObjectNode list(Exchange exchange) {
        ObjectNode object = Json.object();
        ArrayNode array = object.putArray("approvals");
        approvals.list().forEach(counted -> array.add(json(counted)));
        return object;
    }

    ObjectNode request(Exchange exchange) {
        ObjectNode body = exchange.body();
        return json(approvals.request(new Request.Matter(new Did(Exchange.text(body, "provider")),
            Exchange.text(body, "dataset"), Exchange.text(body, "project")), Exchange.text(body, "reason").strip()));
    }

    ObjectNode show(Exchange exchange) {
        return json(approvals.show(Exchange.text(exchange.body(), "request")));
    }

    ObjectNode vote(Exchange exchange) {
        ObjectNode body = exchange.body();
        return json(approvals.vote(Exchange.text(body, "request"), body.path("yes").asBoolean(),
            Exchange.optional(body, "reason").orElse("").strip()));
    }

    private ObjectNode json(Approvals.Counted counted) {
        Request request = counted.votes().request();
        ObjectNode object = Json.object().put("request", request.id()).put("requester", request.requester().text())
            .put("organisation", organisation(request.requester()))
            .put("provider", request.matter().provider().text()).put("dataset", request.matter().dataset())
            .put("project", request.matter().project()).put("charter", request.charter())
            .put("reason", request.reason()).put("opened", request.opened().toString());
        ObjectNode outcome = object.putObject("outcome");
        switch (counted.outcome()) {
            case Outcome.Open open -> outcome.put("state", "open");
            case Outcome.Granted(boolean whole) -> outcome.put("state", whole ? "granted" : "partly-granted");
            case Outcome.Refused(String french, String english) ->
                outcome.put("state", "refused").put("fr", french).put("en", english);
        }
        ArrayNode colleges = object.putArray("colleges");
        counted.colleges().forEach(college -> colleges.addObject().put("college", college.name())
            .put("yes", college.yes()).put("no", college.no()).put("members", college.members())
            .put("quorum", college.quorum()).put("majorityPercent", college.majorityPercent())
            .put("closes", college.closes().toString()));
        ArrayNode votes = object.putArray("votes");
        counted.votes().votes().forEach(vote -> votes.addObject().put("voter", vote.voter().text())
            .put("organisation", organisation(vote.voter())).put("yes", vote.yes()).put("reason", vote.reason())
            .put("at", vote.at().toString()));
        return object;
    }

    private String organisation(Did did) {
        return territory.all().stream().filter(member -> member.did().equals(did)).map(Member::organisation)
            .findFirst().orElse(did.text());
    }
}
