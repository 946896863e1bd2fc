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
 * <p>After a roll-up the places of a tier add up to those of the next, so a single hidden one of a place and its parts
 * would follow from the others. There another one is hidden, the one with the fewest units by the noisy count, until
 * each such family has none or at least two. Then nothing hidden follows: a change of a hidden part can be made up for
 * by another hidden one of its family, and further down and up by those of theirs, since families form a tree.
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
        if (rules.length > 1) {
            completeFamilies();
        }
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

    private void completeFamilies() {
        int[][][] children = tiers.children();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int tier = 1; tier < rules.length; tier++) {
                for (int cell = 0; cell < rules[tier].length; cell++) {
                    changed |= complete(tier, cell, children[tier][cell / tiers.stride()]);
                }
            }
        }
    }

    /** Hides one more of a place and its parts where just one is hidden; says whether it did. */
    private boolean complete(int tier, int cell, int[] children) {
        int hidden = rules[tier][cell] == null ? 0 : 1;
        int fewest = -1;
        for (int child : children) {
            int part = child * tiers.stride() + cell % tiers.stride();
            if (rules[tier - 1][part] != null) {
                hidden++;
            } else if (fewest < 0 || weight(tier - 1, part) < weight(tier - 1, fewest)) {
                fewest = part;
            }
        }
        if (hidden != 1) {
            return false;
        }
        if (fewest >= 0) {
            rules[tier - 1][fewest] = Rule.SUBTRACTION;
        } else {
            rules[tier][cell] = Rule.SUBTRACTION;
        }
        return true;
    }

    /** Without counts, any one will do: the first. */
    private long weight(int tier, int cell) {
        return release.count().isPresent() ? units(tier, cell) : 0;
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
