package eu.bocage.connector.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Fields;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Opened;
import java.util.ArrayList;
import java.util.List;

/**
 * A request and votes on it, as they are kept and as they travel: {@code {"request":{…},"votes":[{…}]}}, each signed by
 * its author. Nothing of it is proven before a {@link Committee} counts it.
 */
public record Case(Request request, List<Vote> votes) {

    public Case {
        votes = List.copyOf(votes);
    }

    ObjectNode json() {
        ObjectNode object = Json.object();
        object.set("request", request.envelope().json());
        votes.forEach(vote -> object.withArray("votes").add(vote.envelope().json()));
        object.withArray("votes");
        return object;
    }

    /** @throws IllegalArgumentException unless every part is well formed; votes on another request are left out */
    static Case of(ObjectNode object) {
        return Fields.read(object, fields -> {
            Request request = part(Request::parse, fields.object("request"));
            List<Vote> votes = new ArrayList<>();
            fields.objects("votes").forEach(vote -> votes.add(part(Vote::parse, vote)));
            return new Case(request, votes.stream().filter(vote -> vote.request().equals(request.id())).toList());
        });
    }

    private interface Parser<T> {
        Opened<T> of(byte[] bytes);
    }

    private static <T> T part(Parser<T> parser, JsonNode node) {
        return parser.of(Json.canonical(node)).orThrow();
    }
}
