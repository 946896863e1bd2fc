package eu.bocage.connector.answer;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.Disclosure;
import eu.bocage.compute.HidingCheck;
import eu.bocage.compute.InvalidInput;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.policies.OutputRules;
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

    private final Dataspace dataspace;

    AgreedRules(Dataspace dataspace) {
        this.dataspace = dataspace;
    }

    /** @return the receipt @throws IllegalArgumentException when the answer hides less than it has to */
    Receipt required(Agreeing.Agreed agreed, byte[] answer, Receipt receipt) {
        JsonNode content = Json.read(Json.text(answer));
        OutputRules rules = agreed.agreement().policy().outputRules();
        List<String> laxer = HidingCheck.laxer(content, new Disclosure(rules.minimumGroup(),
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

    private static void requireLike(String card, JsonNode answer) {
        List<String> unlike;
        try {
            unlike = HidingCheck.unlike(Card.fromPublicJson(card), answer);
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
