package eu.bocage.compute;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the rules that an answer names are those that it has to have. {@link HidingCheck} takes the answer's word for
 * them; whoever has the agreement or the card can do better. It looks at what an answer says beside its cells, so that
 * the cells may be left out of what it is given.
 */
public final class RulesCheck {

    private RulesCheck() {
    }

    /** The rules that are laxer than they have to be, as {@code minimumGroup}; none when all are strict enough. */
    public static List<String> laxer(JsonNode answer, Disclosure least) {
        JsonNode rules = answer.path("disclosure");
        int percent = rules.path("dominancePercent").intValue();
        List<String> laxer = new ArrayList<>();
        if (rules.path("minimumGroup").longValue() < least.minimumGroup()) {
            laxer.add("minimumGroup");
        }
        if (least.dominancePercent() > 0 && (percent <= 0 || percent > least.dominancePercent())) {
            laxer.add("dominancePercent");
        }
        return laxer;
    }

    /**
     * What does not follow from the card: rules laxer than the card's, how often a unit may count in a cell of a level
     * above, as {@code timesPerUnit epci}, and the largest value that one may have, as {@code largest consumption}.
     *
     * @throws InvalidInput when the answer's question cannot be asked of such a dataset
     */
    public static List<String> unlike(Card card, JsonNode answer) {
        List<String> unlike = laxer(answer, card.disclosure());
        Question question = Question.read(answer.path("question").toString(), card, 1);
        BoundingPlan plan = new Planner(question.content(), card, Layout.of(card)).plan("0".repeat(32));
        Tiers tiers = Tiers.of(question.content(), plan);
        JsonNode levels = answer.path("levels");
        if (levels.size() != tiers.size() - 1) {
            unlike.add("levels");
        }
        for (int tier = 1; tier < tiers.size(); tier++) {
            if (levels.path(tier - 1).path("timesPerUnit").longValue()
                != tiers.timesPerUnit(tier, plan.cellsPerUnit())) {
                unlike.add("timesPerUnit " + tiers.all().get(tier).level().text());
            }
        }
        int percent = Math.clamp(answer.path("disclosure").path("dominancePercent").longValue(), 0, 99);
        JsonNode largest = answer.path("disclosure").path("largest");
        Hiding.dominated(new Disclosure(0, percent), question.content().asks()).forEach(figure -> {
            JsonNode told = largest.path(Hiding.name(figure));
            BigDecimal bound = Hiding.step(figure).multiply(BigDecimal.valueOf(figure.bound()));
            if (!told.isNumber() || told.decimalValue().compareTo(bound) != 0) {
                unlike.add("largest " + Hiding.name(figure));
            }
        });
        return unlike;
    }
}
