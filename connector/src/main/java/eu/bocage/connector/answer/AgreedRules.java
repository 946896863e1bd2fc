package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.Disclosure;
import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.RulesCheck;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.member.JsonBytes;
import eu.bocage.policies.OutputRules;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Whether an answer hides at least what it has to. {@link Receipts} holds it against the rules that it names itself;
 * here those are held against what both sides agreed, the minimum group and the share of the agreement's policy. Where
 * it tells of larger places too, what it says of how often a unit counts there and of the largest value of one is held
 * against the card as the provider's catalogue shows it when the question is sent; where the provider cannot be reached
 * then, or offers the dataset no more, that is left out. Thread-safe.
 */
final class AgreedRules {

    private static final ObjectMapper JSON = JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final Dataspace dataspace;

    AgreedRules(Dataspace dataspace) {
        this.dataspace = dataspace;
    }

    /**
     * @param card as {@link #card} gave it, if the question asks for larger places
     * @return the receipt
     * @throws IllegalArgumentException when the answer hides less than it has to
     */
    static Receipt required(Agreeing.Agreed agreed, Optional<String> card, byte[] answer, Receipt receipt) {
        ObjectNode content = Head.of(JsonBytes.of(answer)).tree(AgreedRules::exact);
        OutputRules rules = agreed.agreement().policy().outputRules();
        List<String> laxer = RulesCheck.laxer(content, new Disclosure(rules.minimumGroup(),
            rules.dominancePercent() % 100));
        if (!laxer.isEmpty()) {
            throw new IllegalArgumentException("the rules of the answer are laxer than was agreed: "
                + String.join(", ", laxer));
        }
        if (!content.path("levels").isEmpty()) {
            card.ifPresent(text -> requireLike(text, content));
        }
        return receipt;
    }

    /** With each decimal as it stands. */
    private static JsonNode exact(JsonBytes part) {
        try {
            return JSON.readTree(part.bytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("the answer cannot be read", e);
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

    /** Calls the provider: not while others wait for what one holds. @return empty where it cannot be had */
    Optional<String> card(Agreeing.Agreed agreed) {
        Agreement agreement = agreed.agreement();
        Optional<String> project = Gate.project(agreement.policy());
        try {
            return dataspace.catalogue(agreed.provider()).stream()
                .filter(entry -> entry.dataset().equals(agreement.dataset())
                    && Gate.project(entry.policy()).equals(project))
                .map(Dataspace.CatalogueEntry::card).findFirst();
        } catch (DataspaceException e) {
            return Optional.empty();
        }
    }
}
