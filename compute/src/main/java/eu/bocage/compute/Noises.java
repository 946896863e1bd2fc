package eu.bocage.compute;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The noise that a plan's mechanisms get for their shares, from declared facts alone. Each mechanism is one discrete
 * Gaussian for each tier that is answered, and its share is split evenly over them: with k parts a part costs ρ/k for
 * σ² = k·Δ²/2ρ.
 */
record Noises(BoundingPlan plan, Tiers tiers, Shares shares, Adding adding) {

    /** Past this σ² a sample or a sum could leave what integers of 64 bits hold. */
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(102);

    Noises(BoundingPlan plan, Tiers tiers, Shares shares) {
        this(plan, tiers, shares, Adding.REAL);
    }

    Noises with(Adding other) {
        return new Noises(plan, tiers, shares, other);
    }

    /** Whether all of it can be drawn. @throws InvalidInput when some is too wide for the numbers that hold it */
    void check(List<Ask> asks) {
        if (shares.count() > 0) {
            count();
        }
        IntStream.range(0, plan.figures().size()).forEach(this::figure);
        List<Ask> spread = asks.stream().filter(ask -> ask.spread().isPresent()).toList();
        for (int s = 0; s < spread.size(); s++) {
            if (spread.get(s) instanceof Ask.Quantiles quantiles) {
                nodes(s, quantiles.tree());
            } else {
                bins(s);
            }
        }
    }

    /** By tier, that of the count of units. */
    List<DiscreteGaussian> count() {
        return byTier(1, shares.count());
    }

    /** By tier. */
    List<DiscreteGaussian> figure(int index) {
        return byTier(plan.figures().get(index).bound(), shares.figures()[index]);
    }

    /** By tier, that of each bin: one unit counts in one bin of each of its cells. */
    List<DiscreteGaussian> bins(int spread) {
        return byTier(1, shares.spreads()[spread]);
    }

    /** That of each node of a tree, each of whose levels is a part. */
    DiscreteGaussian nodes(int spread, QuantileTree tree) {
        return gaussian(BigInteger.valueOf(plan.cellsPerUnit()).multiply(BigInteger.valueOf(tree.height())),
            shares.spreads()[spread]);
    }

    /** The least noisy count that tells of a cell of a private key. */
    long threshold() {
        return Threshold.of(count().getFirst().variance(), plan.cellsPerUnit());
    }

    private List<DiscreteGaussian> byTier(long bound, long microRho) {
        return IntStream.range(0, tiers.size()).mapToObj(tier -> gaussian(
            BigInteger.valueOf(Tiers.squaredReach(tier, plan.cellsPerUnit())).multiply(BigInteger.valueOf(bound).pow(2))
                .multiply(BigInteger.valueOf(tiers.size())), microRho)).toList();
    }

    private static DiscreteGaussian gaussian(BigInteger squared, long microRho) {
        if (squared.multiply(BigInteger.valueOf(1_000_000)).compareTo(
                MOST.multiply(BigInteger.valueOf(microRho).shiftLeft(1))) > 0) {
            throw Json.invalid("microRho", "est trop petit : le bruit dépasserait tout nombre possible ; donnez-en "
                    + "plus, ou groupez par moins de clés",
                "is too small: the noise would be past every possible number; give more, or group by fewer keys");
        }
        return DiscreteGaussian.of(squared, microRho);
    }
}
