package eu.bocage.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import eu.bocage.compute.geography.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the cells that an answer shows are those that its rules let it show, worked out from the answer's own figures
 * and bounds and from nothing else. So whoever holds an answer can check it, years later and without the card, the rows
 * or the provider; and what is hidden cannot hang on anything that was not released.
 */
public final class HidingCheck {

    private final JsonNode answer;
    private final long minimumGroup;
    private final int percent;
    private final Set<String> dominated;

    private HidingCheck(JsonNode answer) {
        this.answer = answer;
        this.minimumGroup = answer.path("disclosure").path("minimumGroup").longValue();
        this.percent = answer.path("disclosure").path("dominancePercent").intValue();
        this.dominated = dominated();
    }

    /**
     * The cells that are not as the rules say, each by level and keys, as {@code epci 243700754 gas}; none when all
     * are. A shown cell is wrong when its figures do not clear a rule or are not there; a hidden one when it has
     * figures, names no rule that the answer has, or follows from others that are shown. Under a rule on the share of
     * one unit none may be shown unless the answer tells the largest value of a unit for every measure asked, and each
     * total clears it; so histograms and quantiles are shown with a total only. The cells of a level above have to
     * clear each rule as many times over as the level says that one unit may count in one of them.
     *
     * @param answer as {@link Answer#json} gave it, parsed
     */
    public static List<String> wrong(JsonNode answer) {
        HidingCheck check = new HidingCheck(answer);
        List<String> wrong = new ArrayList<>();
        String level = answer.path("question").path("zoning").asText();
        JsonNode cells = answer.path("cells");
        check.cells(cells, level, 1, wrong);
        for (JsonNode above : answer.path("levels")) {
            check.cells(above.path("cells"), above.path("zoning").asText(), above.path("timesPerUnit").longValue(),
                wrong);
            families(cells, level, above.path("cells"), above.path("zoning").asText(), wrong);
            cells = above.path("cells");
            level = above.path("zoning").asText();
        }
        return wrong;
    }

    /** A place and its parts have no hidden one or at least two: else it follows from the others. */
    private static void families(JsonNode parts, String level, JsonNode places, String above, List<String> wrong) {
        Map<String, List<JsonNode>> families = new HashMap<>();
        Level from = Level.of(level).orElseThrow();
        Level to = Level.of(above).orElseThrow();
        places.forEach(cell -> families.computeIfAbsent(cell.path("keys").toString(), key -> new ArrayList<>())
            .add(cell));
        for (JsonNode cell : parts) {
            ArrayNode keys = cell.path("keys").deepCopy();
            keys.set(0, Tiers.parent(from, keys.path(0).asText(), to));
            families.computeIfAbsent(keys.toString(), key -> new ArrayList<>()).add(cell);
        }
        families.values().forEach(family -> {
            List<JsonNode> hidden = family.stream().filter(one -> one.path("hidden").booleanValue()).toList();
            if (hidden.size() == 1) {
                wrong.add(name(family.getFirst() == hidden.getFirst() ? above : level, hidden.getFirst()));
            }
            if (singleBin(family)) {
                wrong.add(name(above, family.getFirst()));
            }
        });
    }

    /** Whether some bin of a histogram is left out of one member of a family only. */
    private static boolean singleBin(List<JsonNode> family) {
        Map<String, Integer> left = new HashMap<>();
        Map<String, Integer> all = new HashMap<>();
        for (JsonNode cell : family) {
            for (int column = 0; column < cell.path("values").size(); column++) {
                JsonNode bins = cell.path("values").path(column).path("bins");
                for (int bin = 0; bin < bins.size(); bin++) {
                    all.merge(column + " " + bin, 1, Integer::sum);
                    left.merge(column + " " + bin, bins.path(bin).isNull() ? 1 : 0, Integer::sum);
                }
            }
        }
        return all.entrySet().stream().anyMatch(one ->
            family.size() - one.getValue() + left.get(one.getKey()) == 1);
    }

    /** @param times how often one unit may count in a cell; nothing clears a rule where that is not told */
    private void cells(JsonNode cells, String level, long times, List<String> wrong) {
        for (JsonNode cell : cells) {
            boolean right = cell.path("hidden").booleanValue()
                ? !cell.has("values") && known(cell.path("rule").asText())
                : times > 0 && clearsCount(cell, times) && clearsDominance(cell, times) && clearsBins(cell, times);
            if (!right) {
                wrong.add(name(level, cell));
            }
        }
    }

    private static String name(String level, JsonNode cell) {
        StringBuilder name = new StringBuilder(level);
        cell.path("keys").forEach(key -> name.append(' ').append(key.asText()));
        return name.toString();
    }

    /** Bins of enough units, and never a single one that is left out. */
    private boolean clearsBins(JsonNode cell, long times) {
        for (JsonNode value : cell.path("values")) {
            int left = 0;
            for (JsonNode bin : value.path("bins")) {
                left += bin.isNull() ? 1 : 0;
                if (minimumGroup > 0 && bin.isNumber() && bin.longValue() < minimumGroup * times) {
                    return false;
                }
            }
            if (left == 1) {
                return false;
            }
        }
        return true;
    }

    private boolean known(String rule) {
        return rule.equals(Hiding.Rule.MINIMUM_GROUP.text()) && minimumGroup > 0
            || rule.equals(Hiding.Rule.DOMINANCE.text()) && percent > 0
            || rule.equals(Hiding.Rule.SUBTRACTION.text()) && !answer.path("levels").isEmpty();
    }

    private boolean clearsCount(JsonNode cell, long times) {
        return minimumGroup == 0 || column("count", "").map(at -> cell.path("values").path(at).path("value"))
            .filter(JsonNode::isNumber).or(() -> Optional.of(cell.path("clears").path("count")))
            .filter(JsonNode::isNumber).filter(count -> count.longValue() >= minimumGroup * times).isPresent();
    }

    /** The figures that are looked at by their size, as the answer calls them, from what was asked. */
    private Set<String> dominated() {
        Set<String> names = new HashSet<>();
        for (JsonNode one : percent == 0 ? List.<JsonNode>of() : answer.path("measures")) {
            String function = one.path("function").asText();
            names.add(function.equals("rows") ? function : one.path("measure").asText());
            names.add(one.path("over").asText());
        }
        names.removeAll(Set.of("", "count"));
        return names;
    }

    private boolean clearsDominance(JsonNode cell, long times) {
        if (!dominated.stream().allMatch(answer.path("disclosure").path("largest")::has)) {
            return false;
        }
        for (Map.Entry<String, JsonNode> one : answer.path("disclosure").path("largest").properties()) {
            BigDecimal largest = one.getValue().decimalValue().multiply(BigDecimal.valueOf(100 * times));
            Optional<BigDecimal> floor = floor(cell, one.getKey());
            if (floor.isEmpty() || floor.get().multiply(BigDecimal.valueOf(percent)).compareTo(largest) <= 0) {
                return false;
            }
        }
        return true;
    }

    private Optional<BigDecimal> floor(JsonNode cell, String measure) {
        Optional<Integer> column = measure.equals("rows") ? column("rows", "") : column("sum", measure);
        Optional<JsonNode> sum = column.map(at -> cell.path("values").path(at));
        if (sum.isPresent()) {
            return sum.filter(one -> one.path("value").isNumber() && one.path("halfWidth95").isNumber()).map(one ->
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
