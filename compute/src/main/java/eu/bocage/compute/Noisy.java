package eu.bocage.compute;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One mechanism's figures with their noise, by tier.
 *
 * @param layers the finest tier first
 */
record Noisy(List<Layer> layers) {

    /** Half a step at 1.96 deviations: what whole steps need where their law is taken for a continuous one. */
    static final double LATTICE = 0.26;

    /**
     * The figures of one tier. Variance and half-width come from declared facts alone; there is one for each place, or
     * one for all.
     *
     * @param noisy       in steps
     * @param variance    of the noise
     * @param halfWidth95 in steps
     */
    record Layer(long[] noisy, double[] variance, BigInteger[] halfWidth95) {

        double variance(int index) {
            return variance[place(index)];
        }

        BigInteger halfWidth95(int index) {
            return halfWidth95[place(index)];
        }

        /** A deviation with which a normal law covers at least as much as the figure's own, see {@link #LATTICE}. */
        double deviation(int index) {
            return Math.sqrt(variance(index)) + LATTICE;
        }

        private int place(int index) {
            return variance.length == 1 ? 0 : index / (noisy.length / variance.length);
        }
    }

    Layer layer(int tier) {
        return layers.get(tier);
    }

    /**
     * Adds noise to every figure of every tier.
     *
     * @param exact by cell of the finest tier, {@code width} figures
     * @param noise by tier
     */
    static Noisy of(long[] exact, int width, Tiers tiers, List<DiscreteGaussian> noise, Adding adding,
                    RandomStream random) {
        List<long[]> all = tiers.addedUp(exact, width);
        List<long[]> noisy = new ArrayList<>();
        for (int t = 0; t < all.size(); t++) {
            noisy.add(adding.added(noise.get(t), all.get(t), random));
        }
        if (tiers.size() == 1) {
            return alone(noisy.getFirst(), noise.getFirst());
        }
        double[] variances = variances(noise);
        Consistent consistent = new Consistent(tiers, variances);
        return together(consistent.of(noisy, tiers.stride() * width, variances), consistent);
    }

    /** Zero for each place, with the variances and half-widths that figures will have: no rows are looked at. */
    static Noisy expected(Tiers tiers, List<DiscreteGaussian> noise) {
        List<long[]> zeros = IntStream.range(0, tiers.size()).mapToObj(t -> new long[tiers.places(t)]).toList();
        return tiers.size() == 1 ? alone(zeros.getFirst(), noise.getFirst())
            : together(zeros, new Consistent(tiers, variances(noise)));
    }

    /** As of {@link #expected}, of one tier, by place or one for all; without half-widths, which cost more. */
    static double[] variances(Tiers tiers, List<DiscreteGaussian> noise, int tier) {
        return tiers.size() == 1 ? new double[] {noise.getFirst().variance()}
            : new Consistent(tiers, variances(noise)).variance()[tier].clone();
    }

    private static Noisy alone(long[] figures, DiscreteGaussian noise) {
        return new Noisy(List.of(new Layer(figures, new double[] {noise.variance()},
            new BigInteger[] {noise.halfWidth95()})));
    }

    private static Noisy together(List<long[]> figures, Consistent consistent) {
        List<Layer> layers = new ArrayList<>();
        for (int t = 0; t < figures.size(); t++) {
            layers.add(new Layer(figures.get(t), consistent.variance()[t], consistent.halfWidths(t)));
        }
        return new Noisy(List.copyOf(layers));
    }

    private static double[] variances(List<DiscreteGaussian> noise) {
        return noise.stream().mapToDouble(DiscreteGaussian::variance).toArray();
    }
}
