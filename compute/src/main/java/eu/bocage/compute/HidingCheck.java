package eu.bocage.compute;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the cells that an answer shows are those that its rules let it show, worked out from the answer's own figures
 * and bounds and from nothing else. So whoever holds an answer can check it, years later and without the card, the rows
 * or the provider; and what is hidden cannot hang on anything that was not released.
 */
public final class HidingCheck {

    private final JsonNode answer;
    private final long minimumGroup;
    private final int percent;

    private HidingCheck(JsonNode answer) {
        this.answer = answer;
        this.minimumGroup = answer.path("disclosure").path("minimumGroup").longValue();
        this.percent = answer.path("disclosure").path("dominancePercent").intValue();
    }

    /**
     * The cells that are not as the rules say, each by level and keys, as {@code epci 243700754 gas}; none when all are.
     * A shown cell is wrong when its figures do not clear a rule or are not there; a hidden one when it has figures, or
     * names no rule that the answer has.
     *
     * @param answer as {@link Answer#json} gave it, parsed
     */
    public static List<String> wrong(JsonNode answer) {
        HidingCheck check = new HidingCheck(answer);
        List<String> wrong = new ArrayList<>();
        check.cells(answer.path("cells"), answer.path("question").path("zoning").asText(), wrong);
        answer.path("levels").forEach(level ->
            check.cells(level.path("cells"), level.path("zoning").asText(), wrong));
        return wrong;
    }

    private void cells(JsonNode cells, String level, List<String> wrong) {
        for (JsonNode cell : cells) {
            boolean right = cell.path("hidden").booleanValue() ? !cell.has("values") && known(cell.path("rule").asText())
                : clearsCount(cell) && clearsDominance(cell);
            if (!right) {
                StringBuilder name = new StringBuilder(level);
                cell.path("keys").forEach(key -> name.append(' ').append(key.asText()));
                wrong.add(name.toString());
            }
        }
    }

    private boolean known(String rule) {
        return rule.equals(Hiding.Rule.MINIMUM_GROUP.text()) && minimumGroup > 0
            || rule.equals(Hiding.Rule.DOMINANCE.text()) && percent > 0;
    }

    private boolean clearsCount(JsonNode cell) {
        return minimumGroup == 0 || column("count", "").map(at -> cell.path("values").path(at).path("value"))
            .filter(JsonNode::isNumber).or(() -> Optional.of(cell.path("clears").path("count")))
            .filter(JsonNode::isNumber).filter(count -> count.longValue() >= minimumGroup).isPresent();
    }

    private boolean clearsDominance(JsonNode cell) {
        for (Map.Entry<String, JsonNode> one : answer.path("disclosure").path("largest").properties()) {
            BigDecimal largest = one.getValue().decimalValue().multiply(BigDecimal.valueOf(100));
            Optional<BigDecimal> floor = floor(cell, one.getKey());
            if (floor.isEmpty() || floor.get().multiply(BigDecimal.valueOf(percent)).compareTo(largest) <= 0) {
                return false;
            }
        }
        return true;
    }

    private Optional<BigDecimal> floor(JsonNode cell, String measure) {
        Optional<JsonNode> sum = column("sum", measure).map(at -> cell.path("values").path(at));
        if (sum.isPresent()) {
            return sum.filter(one -> one.path("value").isNumber()).map(one ->
                one.path("value").decimalValue().abs().subtract(one.path("halfWidth95").decimalValue()));
        }
        return Optional.of(cell.path("clears").path(measure)).filter(JsonNode::isNumber).map(JsonNode::decimalValue);
    }

    private Optional<Integer> column(String function, String measure) {
        int at = 0;
        for (JsonNode one : answer.path("measures")) {
            if (one.path("function").asText().equals(function) && one.path("measure").asText().equals(measure)) {
                return Optional.of(at);
            }
            at++;
        }
        return Optional.empty();
    }
}
