package eu.bocage.compute;

import eu.bocage.compute.BoundingPlan.Figure;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Which cells are shown. It is given noisy figures and declared bounds and nothing else, so that hiding is
 * post-processing and costs nothing; {@link HidingCheck} comes to the same from the bytes of an answer.
 *
 * <p>A cell is shown when its noisy count of units is at least the minimum group and, under a dominance rule, when for
 * each measure that the question looks at by its total the interval of the total's absolute value has a lower end above
 * the largest value that one unit may have by its declared bound, divided by the share. Then no unit makes up more than
 * the share, whatever it is, in 95 % of the releases at least. Histograms, quantiles and counts have no total. Of a
 * histogram in a shown cell, bins with fewer units than the minimum group are left out too.
 *
 * <p>After a roll-up some more are hidden, so that nothing hidden follows by subtraction: see {@link Families}.
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
    private final List<Measure> dominated;
    private final Tiers tiers;
    private final Rule[][] rules;

    Hiding(Disclosure disclosure, Release release, Noises noises, List<Ask> asks) {
        this.disclosure = disclosure;
        this.release = release;
        this.plan = noises.plan();
        this.tiers = noises.tiers();
        this.dominated = disclosure.dominancePercent() == 0 ? List.of() : asks.stream()
            .filter(ask -> ask.spread().isEmpty()).flatMap(ask -> ask.measures().stream()).distinct().toList();
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

    /** Which bins of a histogram are left out, by tier and bin of a cell; all those of hidden cells. */
    boolean[][] bins(Noisy noisy, int width) {
        boolean[][] left = new boolean[rules.length][];
        for (int tier = 0; tier < rules.length; tier++) {
            long[] units = noisy.layer(tier).noisy();
            left[tier] = new boolean[units.length];
            for (int bin = 0; bin < units.length; bin++) {
                left[tier][bin] = rules[tier][bin / width] != null
                    || disclosure.minimumGroup() > 0 && units[bin] < disclosure.minimumGroup();
            }
        }
        new Families(tiers, width, left, (tier, bin) -> noisy.layer((int) tier).noisy()[(int) bin]).complete();
        return left;
    }

    /** The measures whose totals are looked at. */
    List<Measure> dominated() {
        return dominated;
    }

    /** The rule that hides a cell; empty when it is shown. */
    Optional<Rule> rule(int tier, int cell) {
        return Optional.ofNullable(rules[tier][cell]);
    }

    private Optional<Rule> own(int tier, int cell) {
        if (disclosure.needsCount() && units(tier, cell) < disclosure.minimumGroup()) {
            return Optional.of(Rule.MINIMUM_GROUP);
        }
        for (Measure measure : dominated) {
            if (!clears(floor(measure, tier, cell), measure.perUnit(), disclosure.dominancePercent())) {
                return Optional.of(Rule.DOMINANCE);
            }
        }
        return Optional.empty();
    }

    /** The noisy count. */
    long units(int tier, int cell) {
        return release.count().orElseThrow().layer(tier).noisy()[cell];
    }

    /** The lower end of the interval of the total's absolute value, in steps; below zero when it may be nothing. */
    BigInteger floor(Measure measure, int tier, int cell) {
        int total = plan.figures().indexOf(new Figure.Total(measure));
        if (total >= 0) {
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

    /** Whether the floor is above {@code largest} divided by the share. */
    static boolean clears(BigInteger floor, long largest, int percent) {
        return floor.multiply(BigInteger.valueOf(percent))
            .compareTo(BigInteger.valueOf(largest).multiply(BigInteger.valueOf(100))) > 0;
    }
}
