package eu.bocage.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import eu.bocage.compute.geography.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether the cells that an answer shows are those that its rules let it show, worked out from the answer's own figures
 * and bounds and from nothing else. So whoever holds an answer can check it, years later and without the card, the rows
 * or the provider; and what is hidden cannot hang on anything that was not released.
 */
public final class HidingCheck {

    /** Of cells that are wrong, how many of a level are named at most. */
    public static final int NAMED = 100;

    private final JsonNode answer;
    private final long minimumGroup;
    private final int percent;
    private final Set<String> dominated;
    private final int[] bins;
    private long left;

    private HidingCheck(JsonNode answer) {
        this.answer = answer;
        this.minimumGroup = answer.path("disclosure").path("minimumGroup").longValue();
        this.percent = answer.path("disclosure").path("dominancePercent").intValue();
        this.dominated = dominated();
        this.bins = new int[answer.path("measures").size()];
        long figures = 0;
        for (int column = 0; column < bins.length; column++) {
            JsonNode measure = answer.path("measures").path(column);
            bins[column] = measure.has("edges") ? measure.path("edges").size() + 1 : 0;
            figures += Math.max(1, Math.max(bins[column], measure.path("perMille").size()));
        }
        this.left = 2 * Question.MAX_VALUES / (figures + 1);
    }

    /** The cells of an answer, for one look at each. */
    public interface Cells {

        /** @param level 0 for those of the asked places, then the coarser ones in the order of {@code levels} */
        void each(int level, Consumer<JsonNode> cell);
    }

    /**
     * As {@link #wrong(JsonNode, Cells)}, for an answer that is a tree already.
     *
     * @param answer as {@link Answer#json} gave it, parsed
     */
    public static List<String> wrong(JsonNode answer) {
        return wrong(answer, (level, cell) -> (level == 0 ? answer : answer.path("levels").path(level - 1))
            .path("cells").forEach(cell));
    }

    /**
     * The cells that are not as the rules say, each by level and keys, as {@code epci 243700754 gas}, the first {@value
     * #NAMED} of each level; none when all are. A shown cell is wrong when its figures do not clear a rule or are not
     * there; a hidden one when it has figures, names no rule that the answer has, or follows from others that are
     * shown; any when there is no place above that it is part of. The cells of a level above have to clear each rule as
     * many times over as the level says that one unit may count in one of them. Under a rule on the share of one unit
     * none may be shown unless the answer tells the largest value of a unit for every measure asked, and each total
     * clears it; so histograms and quantiles are shown with a total only.
     *
     * <p>Cells are looked at one by one; of those of a level above, some counts are kept. Each has parts, so that there
     * are no more of them than of those below.
     *
     * @param answer as {@link Answer#json} gave it, parsed, with or without its cells
     * @throws IllegalArgumentException when there are more than twice as many cells as any question may ask for
     */
    public static List<String> wrong(JsonNode answer, Cells cells) {
        HidingCheck check = new HidingCheck(answer);
        List<String> levels = new ArrayList<>(List.of(answer.path("question").path("zoning").asText()));
        answer.path("levels").forEach(level -> levels.add(level.path("zoning").asText()));
        List<List<String>> wrong = new ArrayList<>();
        Optional<Families> families = Optional.empty();
        for (int level = levels.size() - 1; level >= 0; level--) {
            families = check.level(cells, level, levels, families, wrong);
        }
        return wrong.reversed().stream().flatMap(List::stream).toList();
    }

    /** @param above those that the cells are parts of. @return those whose parts are to come */
    private Optional<Families> level(Cells cells, int level, List<String> names, Optional<Families> above,
                                     List<List<String>> all) {
        String name = names.get(level);
        long times = level == 0 ? 1 : answer.path("levels").path(level - 1).path("timesPerUnit").longValue();
        Optional<Families> below = level == 0 ? Optional.empty() : Optional.of(new Families(name, bins));
        List<String> wrong = new ArrayList<>();
        long rest = level == 0 ? 0 : left / 2;
        cells.each(level, cell -> {
            if (--left < rest) {
                throw new IllegalArgumentException("there are far more cells than a question may ask for");
            }
            boolean fits = below.isEmpty() || below.get().place(cell);
            if (!(fits && right(cell, times) && (above.isEmpty() || above.get().part(name, cell)))) {
                add(wrong, name(name, cell));
            }
        });
        above.ifPresent(families -> families.alone(one -> add(wrong, one)));
        all.add(wrong);
        return below;
    }

    private static void add(List<String> wrong, String name) {
        if (wrong.size() < NAMED) {
            wrong.add(name);
        }
    }

    /** @param times how often one unit may count in a cell; nothing clears a rule where that is not told */
    private boolean right(JsonNode cell, long times) {
        return cell.path("hidden").booleanValue() ? !cell.has("values") && known(cell.path("rule").asText())
            : times > 0 && clearsCount(cell, times) && clearsDominance(cell, times) && clearsBins(cell, times);
    }

    /**
     * Places and their parts: of each family none or at least two are hidden, and so is each bin of a histogram, else
     * it follows from the others. Kept are counts of those that are hidden, not the cells.
     */
    private static final class Families {

        private final Map<String, Family> families = new HashMap<>();
        private final String level;
        private final int[] bins;

        Families(String level, int[] bins) {
            this.level = level;
            this.bins = bins;
        }

        /** @return whether it is the first of its keys */
        boolean place(JsonNode cell) {
            Family family = new Family(Arrays.stream(bins).sum());
            family.add(level, cell, bins);
            return families.putIfAbsent(cell.path("keys").toString(), family) == null;
        }

        /** @return whether there is a place that it is part of */
        boolean part(String below, JsonNode cell) {
            if (!(cell.path("keys").deepCopy() instanceof ArrayNode keys) || keys.isEmpty()) {
                return false;
            }
            keys.set(0, Tiers.parent(Level.of(below).orElseThrow(), keys.path(0).asText(),
                Level.of(level).orElseThrow()));
            Family family = families.get(keys.toString());
            if (family != null) {
                family.add(below, cell, bins);
            }
            return family != null;
        }

        /** Tells what follows by subtraction: a hidden cell, or the place of a bin. */
        void alone(Consumer<String> wrong) {
            families.values().forEach(family -> {
                if (family.hidden == 1) {
                    wrong.accept(family.lastHidden);
                }
                if (Arrays.stream(family.shown).anyMatch(shown -> family.members - shown == 1)) {
                    wrong.accept(family.name);
                }
            });
        }
    }

    private static final class Family {

        private static final int[] NO_BINS = {};

        private final int[] shown;
        private String name = "";
        private String lastHidden = "";
        private int members;
        private int hidden;

        Family(int bins) {
            shown = bins == 0 ? NO_BINS : new int[bins];
        }

        void add(String level, JsonNode cell, int[] bins) {
            name = members == 0 && shown.length > 0 ? HidingCheck.name(level, cell) : name;
            members++;
            if (cell.path("hidden").booleanValue()) {
                hidden++;
                lastHidden = hidden == 1 ? HidingCheck.name(level, cell) : "";
            }
            int first = 0;
            for (int column = 0; column < bins.length; first += bins[column++]) {
                JsonNode values = cell.path("values").path(column).path("bins");
                for (int bin = 0; bin < bins[column]; bin++) {
                    shown[first + bin] += values.path(bin).isNumber() ? 1 : 0;
                }
            }
        }
    }

    private static String name(String level, JsonNode cell) {
        StringBuilder name = new StringBuilder(level);
        cell.path("keys").forEach(key -> name.append(' ').append(key.asText()));
        return name.toString();
    }

    /** As many bins as were asked for, of enough units, and never a single one that is left out. */
    private boolean clearsBins(JsonNode cell, long times) {
        for (int column = 0; column < bins.length; column++) {
            JsonNode all = cell.path("values").path(column).path("bins");
            int leftOut = 0;
            for (JsonNode bin : all) {
                leftOut += bin.isNumber() ? 0 : 1;
                if (minimumGroup > 0 && bin.isNumber() && bin.longValue() < minimumGroup * times) {
                    return false;
                }
            }
            if (leftOut == 1 || all.size() != bins[column]) {
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
