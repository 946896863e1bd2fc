package eu.bocage.connector.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.Disclosure;
import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.RulesCheck;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.policies.OutputRules;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Whether an answer hides at least what it has to. {@link Receipts} holds it against the rules that it names itself;
 * here those are held against what both sides agreed, the minimum group and the share of the agreement's policy. Where
 * it tells of larger places too, what it says of how often a unit counts there and of the largest value of one is held
 * against the card as the provider's catalogue shows it now; where the provider cannot be reached or offers the dataset
 * no more, that is left out. Thread-safe.
 */
final class AgreedRules {

    private static final ObjectMapper JSON = JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final Dataspace dataspace;

    AgreedRules(Dataspace dataspace) {
        this.dataspace = dataspace;
    }

    /** @return the receipt @throws IllegalArgumentException when the answer hides less than it has to */
    Receipt required(Agreeing.Agreed agreed, byte[] answer, Receipt receipt) {
        ObjectNode content = head(answer);
        OutputRules rules = agreed.agreement().policy().outputRules();
        List<String> laxer = RulesCheck.laxer(content, new Disclosure(rules.minimumGroup(),
            rules.dominancePercent() % 100));
        if (!laxer.isEmpty()) {
            throw new IllegalArgumentException("the rules of the answer are laxer than was agreed: "
                + String.join(", ", laxer));
        }
        if (!content.path("levels").isEmpty()) {
            card(agreed.provider(), agreed.agreement()).ifPresent(card -> requireLike(card, content));
        }
        return receipt;
    }

    /** All of an answer but its cells and names of places, of which there may be very many. */
    private static ObjectNode head(byte[] answer) {
        ObjectNode head = Json.object();
        try (JsonParser parser = JSON.createParser(answer)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "cells", "labels" -> parser.skipChildren();
                    case "levels" -> levels(parser, head.putArray(name));
                    default -> head.set(name, JSON.readTree(parser));
                }
            }
            return head;
        } catch (IOException e) {
            throw new IllegalArgumentException("the answer cannot be read", e);
        }
    }

    private static void levels(JsonParser parser, ArrayNode levels) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            ObjectNode level = levels.addObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("cells")) {
                    parser.skipChildren();
                } else {
                    level.set(name, JSON.readTree(parser));
                }
            }
        }
    }

    private static void requireLike(String card, JsonNode answer) {
        List<String> unlike;
        try {
            unlike = RulesCheck.unlike(Card.fromPublicJson(card), answer);
        } catch (InvalidInput e) {
            throw new IllegalArgumentException("the question of the answer, or its card cannot be read", e);
        }
        if (!unlike.isEmpty()) {
            throw new IllegalArgumentException("the answer is not as its card: " + String.join(", ", unlike));
        }
    }

    private Optional<String> card(Member provider, Agreement agreement) {
        Optional<String> project = Gate.project(agreement.policy());
        try {
            return dataspace.catalogue(provider).stream().filter(entry -> entry.dataset().equals(agreement.dataset())
                && Gate.project(entry.policy()).equals(project)).map(Dataspace.CatalogueEntry::card).findFirst();
        } catch (DataspaceException e) {
            return Optional.empty();
        }
    }
}
