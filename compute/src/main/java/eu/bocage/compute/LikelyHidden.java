package eu.bocage.compute;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.compute.BoundingPlan.Figure;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * How many cells of a question are likely to be hidden, as {@link Hiding} would with the figures that were released
 * before and the noise that this question would have. Where a total was not released, the declared bound decides: each
 * unit has the most that it may. It is given no table.
 */
final class LikelyHidden {

    private static final List<String> SAME = List.of("dataset", "groupBy", "zoning", "filters", "period");

    private final JsonNode question;
    private final Disclosure disclosure;
    private final Noises noises;
    private final Tiers tiers;
    private final List<Figure> dominated;

    LikelyHidden(Question question, Disclosure disclosure, Noises noises) {
        this.question = Json.read(question.json());
        this.disclosure = disclosure;
        this.noises = noises;
        this.tiers = noises.tiers();
        this.dominated = Hiding.dominated(disclosure, question.content().asks());
    }

    /** By the newest answer over the same cells that tells enough; empty when none does. */
    OptionalLong number(List<JsonNode> released) {
        if (disclosure.equals(Disclosure.NONE) || noises.plan().hasPrivateKeys()) {
            return OptionalLong.empty();
        }
        List<JsonNode> same = released.reversed().stream().filter(one -> SAME.stream()
            .allMatch(field -> one.path("question").path(field).equals(question.path(field)))).toList();
        Map<Figure, double[][]> widths = new HashMap<>();
        if (!same.isEmpty()) {
            dominated.forEach(one -> widths.put(one, widths(one)));
        }
        return same.stream().map(one -> number(one, widths))
            .filter(OptionalLong::isPresent).findFirst().orElse(OptionalLong.empty());
    }

    private OptionalLong number(JsonNode answer, Map<Figure, double[][]> widths) {
        boolean[][] hidden = new boolean[tiers.size()][];
        double[][] units = new double[tiers.size()][];
        for (int tier = 0; tier < hidden.length; tier++) {
            int now = tier;
            int times = tiers.timesPerUnit(tier, noises.plan().cellsPerUnit());
            units[tier] = figures(answer, tier, cell -> column(answer, cell, "count", ""), "count");
            hidden[tier] = new boolean[tiers.cells(tier)];
            List<double[]> floors = dominated.stream().map(one ->
                floors(answer, one, now, units[now], widths.get(one))).toList();
            for (int cell = 0; cell < hidden[tier].length; cell++) {
                double count = disclosure.needsCount() ? units[tier][cell] : 0;
                hidden[tier][cell] = disclosure.needsCount() && count < (double) disclosure.minimumGroup() * times;
                for (int i = 0; i < floors.size(); i++) {
                    count += floors.get(i)[cell];
                    hidden[tier][cell] |= floors.get(i)[cell] * disclosure.dominancePercent()
                        <= 100.0 * dominated.get(i).bound() * times;
                }
                if (Double.isNaN(count)) {
                    return OptionalLong.empty();
                }
            }
        }
        new Families(tiers, 1, hidden, (tier, cell) -> (long) units[(int) tier][(int) cell]).complete();
        long number = 0;
        for (boolean[] tier : hidden) {
            for (boolean one : tier) {
                number += one ? 1 : 0;
            }
        }
        return OptionalLong.of(number);
    }

    /**
     * In steps, by cell of a tier, the lower end of a total's interval as this question would have it.
     *
     * @param widths of the figure by tier and place
     */
    private double[] floors(JsonNode answer, Figure figure, int tier, double[] units, double[][] widths) {
        if (!Hiding.known(noises.plan(), figure)) {
            double[] none = new double[tiers.cells(tier)];
            Arrays.fill(none, Double.NEGATIVE_INFINITY);
            return none;
        }
        String name = Hiding.name(figure);
        double step = Hiding.step(figure).doubleValue();
        double[] totals = figures(answer, tier, cell -> figure instanceof Figure.Rows
            ? column(answer, cell, "rows", "") : column(answer, cell, "sum", name), "");
        double[] floors = figures(answer, tier, cell -> Json.object().path(name), name);
        double[] result = new double[totals.length];
        Arrays.setAll(result, cell -> {
            double width = widths[tier][cell / tiers.stride()];
            return !Double.isNaN(totals[cell]) ? Math.abs(totals[cell]) / step - width
                : !Double.isNaN(floors[cell]) ? floors[cell] / step : units[cell] * figure.bound() - width;
        });
        return result;
    }

    /**
     * By tier and place, half of the interval's width that {@link Hiding#floor} takes off, after least squares where
     * there is a roll-up; none where the figure does not follow from the plan.
     */
    private double[][] widths(Figure figure) {
        BoundingPlan plan = noises.plan();
        double[][] widths = new double[tiers.size()][];
        if (!Hiding.known(plan, figure)) {
            return widths;
        }
        int at = plan.figures().indexOf(figure);
        if (at >= 0 || !(figure instanceof Figure.Total(Measure measure))) {
            Noisy own = Noisy.expected(tiers, noises.figure(at));
            Arrays.setAll(widths, tier -> by(tier, place -> own.layer(tier).halfWidth95(place).doubleValue()));
            return widths;
        }
        Noisy centred = Noisy.expected(tiers, noises.figure(plan.figures().indexOf(new Figure.Centred(measure))));
        Noisy count = Noisy.expected(tiers, noises.count());
        Arrays.setAll(widths, tier -> by(tier, place -> Estimate.Z * Math.hypot(
            centred.layer(tier).deviation(place), measure.middle() * count.layer(tier).deviation(place))));
        return widths;
    }

    private double[] by(int tier, IntToDoubleFunction place) {
        return IntStream.range(0, tiers.places(tier)).mapToDouble(place).toArray();
    }

    /**
     * By cell of a tier, what was told; nothing where it was hidden, not a number where it was not told. A level that
     * was not asked is added up.
     *
     * @param clears by what name it stands among the figures that were not asked
     */
    private double[] figures(JsonNode answer, int tier, Function<JsonNode, JsonNode> value, String clears) {
        String level = tiers.all().get(tier).level().text();
        JsonNode cells = tier == 0 ? answer.path("cells") : StreamSupport.stream(answer.path("levels").spliterator(),
            false).filter(one -> one.path("zoning").asText().equals(level)).findFirst()
            .map(one -> one.path("cells")).orElse(Json.object());
        double[] all = new double[tiers.cells(tier)];
        if (cells.size() == all.length) {
            Arrays.setAll(all, at -> {
                JsonNode cell = cells.path(at);
                JsonNode told = value.apply(cell);
                JsonNode figure = told.isNumber() ? told : cell.path("clears").path(clears);
                return cell.path("hidden").booleanValue() ? 0 : figure.isNumber() ? figure.doubleValue() : Double.NaN;
            });
        } else if (tier == 0) {
            Arrays.fill(all, Double.NaN);
        } else {
            double[] below = figures(answer, tier - 1, value, clears);
            int[] parent = tiers.all().get(tier - 1).parent();
            for (int cell = 0; cell < below.length; cell++) {
                all[parent[cell / tiers.stride()] * tiers.stride() + cell % tiers.stride()] += below[cell];
            }
        }
        return all;
    }

    private static JsonNode column(JsonNode answer, JsonNode cell, String function, String measure) {
        int at = 0;
        for (JsonNode one : answer.path("measures")) {
            if (one.path("function").asText().equals(function) && one.path("measure").asText().equals(measure)) {
                return cell.path("values").path(at).path("value");
            }
            at++;
        }
        return cell.path("values").path(-1);
    }
}
