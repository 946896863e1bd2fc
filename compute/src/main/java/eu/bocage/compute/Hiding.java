package eu.bocage.compute;

import eu.bocage.compute.BoundingPlan.Figure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which cells are shown. It is given noisy figures and declared bounds and nothing else, so that hiding is
 * post-processing and costs nothing; {@link HidingCheck} comes to the same from the bytes of an answer.
 *
 * <p>A cell is shown when its noisy count of units is at least the minimum group and, under a dominance rule, when for
 * each measure that the question looks at by its total the interval of the total's absolute value has a lower end above
 * the largest value that one unit may have by its declared bound, divided by the share. Then no unit makes up more than
 * the share, whatever it is, in 95 % of the releases at least. The number of rows is looked at likewise, with the most
 * rows that the card lets a unit have. Histograms and quantiles are shown by the total of their measure, which {@link
 * Question#requireTotals} wants asked; where it is not known, none of their cells is. A count has no total. Of a
 * histogram in a shown cell, bins with fewer units than the minimum group are left out too.
 *
 * <p>A place above the asked ones counts a unit once for each of its cells below, at most m times ({@link
 * Tiers#timesPerUnit}). So m times the minimum group and m times the largest value are needed there: then at least that
 * group of units is behind the noisy count, and none has more than its share, however often each one counts.
 *
 * <p>After a roll-up some more are hidden, so that nothing hidden follows by subtraction: see {@link Families}. A
 * single bin would follow from the count of units less the other bins; so where one alone is left out, the one with
 * the fewest units of the others is left out too.
 */
final class Hiding {

    /** Why a cell is hidden. */
    enum Rule {
        MINIMUM_GROUP("minimumGroup"), DOMINANCE("dominancePercent"), SUBTRACTION("subtraction");

        private final String text;

        Rule(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private final Disclosure disclosure;
    private final Release release;
    private final BoundingPlan plan;
    private final List<Figure> dominated;
    private final Tiers tiers;
    private final int[] times;
    private final Rule[][] rules;

    Hiding(Disclosure disclosure, Release release, Noises noises, List<Ask> asks) {
        this.disclosure = disclosure;
        this.release = release;
        this.plan = noises.plan();
        this.tiers = noises.tiers();
        this.dominated = dominated(disclosure, asks);
        this.times = IntStream.range(0, tiers.size()).map(tier -> tiers.timesPerUnit(tier,
            plan.cellsPerUnit())).toArray();
        this.rules = new Rule[tiers.size()][];
        for (int tier = 0; tier < rules.length; tier++) {
            rules[tier] = new Rule[tiers.cells(tier)];
            for (int cell = 0; cell < rules[tier].length; cell++) {
                rules[tier][cell] = own(tier, cell).orElse(null);
            }
        }
        boolean[][] hidden = new boolean[rules.length][];
        for (int tier = 0; tier < rules.length; tier++) {
            hidden[tier] = new boolean[rules[tier].length];
            for (int cell = 0; cell < hidden[tier].length; cell++) {
                hidden[tier][cell] = rules[tier][cell] != null;
            }
        }
        new Families(tiers, 1, hidden, (tier, cell) -> release.count().isEmpty() ? 0
            : units((int) tier, (int) cell)).complete();
        for (int tier = 0; tier < rules.length; tier++) {
            for (int cell = 0; cell < hidden[tier].length; cell++) {
                rules[tier][cell] = hidden[tier][cell] && rules[tier][cell] == null ? Rule.SUBTRACTION
                    : rules[tier][cell];
            }
        }
    }

    /** The figures that are looked at by their size: totals of measures, and rows; none without a rule for them. */
    static List<Figure> dominated(Disclosure disclosure, List<Ask> asks) {
        return disclosure.dominancePercent() == 0 ? List.of()
            : asks.stream().flatMap(Hiding::totals).distinct().toList();
    }

    /** Whether a figure that is looked at by its size follows from what a plan adds up. */
    static boolean known(BoundingPlan plan, Figure figure) {
        return plan.figures().contains(figure) || figure instanceof Figure.Total(Measure measure)
            && plan.figures().contains(new Figure.Centred(measure));
    }

    private static Stream<Figure> totals(Ask ask) {
        return Stream.concat(ask.measures().stream().map(Figure.Total::new),
            ask.figures().stream().filter(Figure.Rows.class::isInstance));
    }

    /** Which bins of a histogram are left out, by tier and bin of a cell; all those of hidden cells. */
    boolean[][] bins(Noisy noisy, int width) {
        boolean[][] left = new boolean[rules.length][];
        for (int tier = 0; tier < rules.length; tier++) {
            long[] units = noisy.layer(tier).noisy();
            left[tier] = new boolean[units.length];
            for (int bin = 0; bin < units.length; bin++) {
                left[tier][bin] = rules[tier][bin / width] != null
                    || disclosure.minimumGroup() > 0 && units[bin] < minimumGroup(tier);
            }
        }
        Families families = new Families(tiers, width, left,
            (tier, bin) -> noisy.layer((int) tier).noisy()[(int) bin]);
        do {
            families.complete();
        } while (pair(left, noisy, width));
        return left;
    }

    /** Leaves out a second bin where one alone is. @return whether there was such a cell */
    private static boolean pair(boolean[][] left, Noisy noisy, int width) {
        boolean changed = false;
        for (int tier = 0; tier < left.length; tier++) {
            long[] units = noisy.layer(tier).noisy();
            for (int first = 0; first < left[tier].length; first += width) {
                int number = 0;
                int fewest = -1;
                for (int bin = first; bin < first + width; bin++) {
                    number += left[tier][bin] ? 1 : 0;
                    fewest = !left[tier][bin] && (fewest < 0 || units[bin] < units[fewest]) ? bin : fewest;
                }
                if (number == 1 && fewest >= 0) {
                    left[tier][fewest] = true;
                    changed = true;
                }
            }
        }
        return changed;
    }

    List<Figure> dominated() {
        return dominated;
    }

    /** How often one unit may count in a cell of a tier. */
    int timesPerUnit(int tier) {
        return times[tier];
    }

    private long minimumGroup(int tier) {
        return (long) disclosure.minimumGroup() * times[tier];
    }

    /** The rule that hides a cell; empty when it is shown. */
    Optional<Rule> rule(int tier, int cell) {
        return Optional.ofNullable(rules[tier][cell]);
    }

    private Optional<Rule> own(int tier, int cell) {
        if (disclosure.needsCount() && units(tier, cell) < minimumGroup(tier)) {
            return Optional.of(Rule.MINIMUM_GROUP);
        }
        for (Figure figure : dominated) {
            if (!known(plan, figure) || !clears(floor(figure, tier, cell), figure.bound() * times[tier],
                disclosure.dominancePercent())) {
                return Optional.of(Rule.DOMINANCE);
            }
        }
        return Optional.empty();
    }

    /** The noisy count. */
    long units(int tier, int cell) {
        return release.count().orElseThrow().layer(tier).noisy()[cell];
    }

    /** The lower end of the interval of the figure's absolute value, in steps; below zero when it may be nothing. */
    BigInteger floor(Figure figure, int tier, int cell) {
        int total = plan.figures().indexOf(figure);
        if (total >= 0 || !(figure instanceof Figure.Total(Measure measure))) {
            Noisy.Layer layer = release.figures().get(total).layer(tier);
            return BigInteger.valueOf(layer.noisy()[cell]).abs().subtract(layer.halfWidth95(cell));
        }
        Noisy.Layer centred = release.figures().get(plan.figures().indexOf(new Figure.Centred(measure)))
            .layer(tier);
        Noisy.Layer count = release.count().orElseThrow().layer(tier);
        BigInteger middle = BigInteger.valueOf(measure.middle());
        BigInteger value = middle.multiply(BigInteger.valueOf(count.noisy()[cell]))
            .add(BigInteger.valueOf(centred.noisy()[cell]));
        double width = Estimate.Z * StrictMath.hypot(centred.deviation(cell), measure.middle() * count.deviation(cell));
        return value.abs().subtract(BigInteger.valueOf((long) Math.ceil(width)));
    }

    /** What an answer calls a figure that is looked at by its size. */
    static String name(Figure figure) {
        return figure instanceof Figure.Total(Measure measure) ? measure.name() : "rows";
    }

    /** The size of a step of such a figure, in its unit. */
    static BigDecimal step(Figure figure) {
        return figure instanceof Figure.Total(Measure measure) ? measure.step() : BigDecimal.ONE;
    }

    /** Whether the floor is above {@code largest} divided by the share. */
    static boolean clears(BigInteger floor, long largest, int percent) {
        return floor.multiply(BigInteger.valueOf(percent))
            .compareTo(BigInteger.valueOf(largest).multiply(BigInteger.valueOf(100))) > 0;
    }
}
