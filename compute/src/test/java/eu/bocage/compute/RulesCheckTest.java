package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules that an answer names, against what an agreement and a card demand. */
class RulesCheckTest {

    private static final String QUESTION = """
        {"dataset":"energy-consumption","purpose":"climate-plan","groupBy":["zoning","energy"],"zoning":"departement",
         "rollUp":["region"],"measures":[{"function":"count"},{"function":"sum","measure":"bill"}],"microRho":50000}""";
    private static final Disclosure RULES = new Disclosure(10, 85);
    private static final Card CARD = Card.fromYaml(Cards.ENERGY
        + "disclosure: {minimumGroup: 10, dominancePercent: 85}\n");

    /** Whoever asked has the card without its columns. */
    private final Card shown = Card.fromPublicJson(CARD.publicJson());
    private final ObjectNode answer = Json.read(Answer.to(Question.read(QUESTION, CARD, 1), CARD,
        Rows.table(Rows.of(300, 5).lines(), CARD), new DataVersion("0".repeat(32), "sha-256:0", "0"), RULES,
        new byte[32]).json());

    @Test
    void findsNothingInAnAnswer() {
        assertThat(answer.get("levels")).isNotEmpty();
        assertThat(RulesCheck.unlike(shown, answer)).isEmpty();
        assertThat(RulesCheck.laxer(answer, RULES)).isEmpty();
        assertThat(RulesCheck.laxer(answer, Disclosure.NONE)).isEmpty();
    }

    @Test
    void needsNoCells() {
        answer.without(List.of("cells", "labels"));
        answer.get("levels").forEach(level -> ((ObjectNode) level).remove("cells"));
        assertThat(RulesCheck.unlike(shown, answer)).isEmpty();
        answer.remove("levels");
        assertThat(RulesCheck.unlike(shown, answer)).contains("levels");
    }

    @Test
    void namesRulesThatAreLaxerThanDemanded() {
        assertThat(RulesCheck.laxer(answer, new Disclosure(11, 0))).containsExactly("minimumGroup");
        assertThat(RulesCheck.laxer(answer, new Disclosure(0, 84))).containsExactly("dominancePercent");
        ((ObjectNode) answer.get("disclosure")).put("dominancePercent", 0).put("minimumGroup", 9);
        assertThat(RulesCheck.unlike(shown, answer)).containsExactly("minimumGroup", "dominancePercent");
    }

    @Test
    void namesHowOftenAUnitCountsAndItsLargestValueWhereTheCardSaysOtherwise() {
        ((ObjectNode) answer.get("levels").get(0)).put("timesPerUnit", 0);
        ((ObjectNode) answer.get("disclosure").get("largest")).put("bill", 11_999);
        assertThat(RulesCheck.unlike(shown, answer)).hasSize(2).anyMatch(one -> one.startsWith("timesPerUnit "))
            .contains("largest bill");
    }

    @Test
    void refusesAnAnswerToAQuestionThatTheCardDoesNotKnow() {
        ((ObjectNode) answer.get("question")).put("dataset", "another");
        assertThatThrownBy(() -> RulesCheck.unlike(shown, answer)).isInstanceOf(InvalidInput.class);
    }
}
