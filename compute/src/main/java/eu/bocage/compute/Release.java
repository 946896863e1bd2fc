package eu.bocage.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may leave: every cell of every mechanism with its noise. The exact figures end here.
 *
 * @param count   noisy counts of units, when something asked needs them or they decide what is shown
 * @param figures in the order of the plan
 * @param bins    by spread of the plan, noisy counts by cell and bin where a histogram was asked
 * @param trees   by spread of the plan, where quantiles were asked
 * @param told    by cell, whether it appears at all; empty where every cell does, since its keys are public
 */
record Release(Optional<Noisy> count, List<Noisy> figures, List<Optional<Noisy>> bins, List<Optional<NoisyTree>> trees,
               Optional<boolean[]> told) {

    static Release of(ExactAggregate exact, Noises all, List<Ask> asks, byte[] seed, String domain) {
        BoundingPlan plan = all.plan();
        Noises noises = plan.hasPrivateKeys() ? all.with(new OccupiedCells(exact.counts(), all.adding())) : all;
        Optional<Noisy> count = noises.shares().count() == 0 ? Optional.empty() : Optional.of(Noisy.of(exact.counts(),
            1, noises.tiers(), noises.count(), noises.adding(), new RandomStream(seed, domain + "count")));
        List<Noisy> figures = new ArrayList<>();
        for (int f = 0; f < plan.figures().size(); f++) {
            figures.add(Noisy.of(exact.figures()[f], 1, noises.tiers(), noises.figure(f), noises.adding(),
                new RandomStream(seed, domain + "figure|" + f)));
        }
        List<Optional<Noisy>> bins = new ArrayList<>();
        List<Optional<NoisyTree>> trees = new ArrayList<>();
        for (Ask ask : asks) {
            if (ask.spread().isEmpty()) {
                continue;
            }
            int s = bins.size();
            RandomStream random = new RandomStream(seed, domain + "spread|" + s);
            if (ask instanceof Ask.Quantiles quantiles) {
                bins.add(Optional.empty());
                trees.add(Optional.of(NoisyTree.of(exact.spreads()[s], quantiles.tree(),
                    noises.nodes(s, quantiles.tree()), noises.adding(), random)));
            } else {
                bins.add(Optional.of(Noisy.of(exact.spreads()[s], plan.spreads().get(s).bins(), noises.tiers(),
                    noises.bins(s), noises.adding(), random)));
                trees.add(Optional.empty());
            }
        }
        return new Release(count, List.copyOf(figures), List.copyOf(bins), List.copyOf(trees),
            plan.hasPrivateKeys() ? Optional.of(told(exact, count.orElseThrow(), noises.threshold()))
                : Optional.empty());
    }

    /** The one look at exact counts that decides what appears: {@link Threshold} proves what it may cost. */
    private static boolean[] told(ExactAggregate exact, Noisy count, long threshold) {
        boolean[] told = new boolean[exact.counts().length];
        for (int cell = 0; cell < told.length; cell++) {
            told[cell] = exact.counts()[cell] > 0 && count.layer(0).noisy()[cell] >= threshold;
        }
        return told;
    }

    boolean tells(int cell) {
        return told.isEmpty() || told.get()[cell];
    }

    /** How many cells of the finest places are told. */
    int told(Tiers tiers) {
        int number = 0;
        for (int cell = 0; cell < tiers.cells(0); cell++) {
            number += tells(cell) ? 1 : 0;
        }
        return number;
    }
}
