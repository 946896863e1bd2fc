package eu.bocage.compute;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may leave: every cell of every figure with its noise. The exact figures end here.
 *
 * @param count noisy counts of units, when they were asked or decide what is shown
 * @param sums  noisy sums, in the order of the plan
 */
record Release(Optional<Figure> count, List<Figure> sums) {

    /**
     * One figure over all cells.
     *
     * @param noisy       by cell, exact plus noise, in steps
     * @param halfWidth95 in steps
     */
    record Figure(long[] noisy, BigInteger halfWidth95) {
    }

    static Release of(ExactAggregate exact, BoundingPlan plan, Shares shares, byte[] seed, String domain) {
        Optional<Figure> count = shares.count() == 0 ? Optional.empty()
            : Optional.of(figure(exact.counts(), DiscreteGaussian.of(plan.cellsPerUnit(), 1, shares.count()),
                new RandomStream(seed, domain + "count")));
        List<Figure> sums = new ArrayList<>();
        for (int f = 0; f < plan.figures().size(); f++) {
            BoundingPlan.Figure figure = plan.figures().get(f);
            DiscreteGaussian noise = DiscreteGaussian.of(plan.cellsPerUnit(), figure.bound(), shares.figures()[f]);
            sums.add(figure(exact.figures()[f], noise, new RandomStream(seed, domain + "figure|" + f)));
        }
        return new Release(count, List.copyOf(sums));
    }

    /** Exact figures lie within ±2^62 by the card's bounds, and noise of the greatest deviation far within that. */
    private static Figure figure(long[] exact, DiscreteGaussian noise, RandomStream random) {
        long[] noisy = new long[exact.length];
        for (int cell = 0; cell < exact.length; cell++) {
            noisy[cell] = Math.addExact(exact[cell], noise.sample(random));
        }
        return new Figure(noisy, noise.halfWidth95());
    }
}
