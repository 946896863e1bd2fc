package eu.bocage.compute;

import java.util.List;

/**
 * Counts of units in each node of each cell's tree, with noise, and the quantiles read from them.
 *
 * <p>Cost: the nodes of a level are disjoint, so a unit changes one node of each level of each of its L0 cells by one;
 * each of the {@code height} levels is released for a part ρ/height of the share.
 *
 * @param levels by level from the top, the noisy nodes of all cells: node n of cell c at c · 16^level + n
 * @param noise  variance of each
 */
record NoisyTree(QuantileTree tree, long[][] levels, double noise) {

    private static final int B = QuantileTree.BRANCHES;

    /**
     * A quantile in steps; the exact one of the bounded totals lies from low to high in 95 % of the releases. All three
     * lie within the declared bounds of a unit's total.
     */
    record Quantile(long value, long low, long high) {
    }

    static NoisyTree of(long[] leaves, QuantileTree tree, DiscreteGaussian noise, Adding adding,
                        RandomStream random) {
        long[][] levels = new long[tree.height()][];
        long[] exact = leaves;
        long[][] all = new long[tree.height()][];
        for (int level = tree.height() - 1; level >= 0; level--) {
            all[level] = exact;
            long[] above = new long[exact.length / B];
            for (int i = 0; i < exact.length; i++) {
                above[i / B] += exact[i];
            }
            exact = above;
        }
        for (int level = 0; level < levels.length; level++) {
            levels[level] = adding.added(noise, all[level], random);
        }
        return new NoisyTree(tree, levels, noise.variance());
    }

    /**
     * The values below which {@code perMille} thousandths of the units lie. With q the share and F(x) the number of
     * units below x, the quantile's leaf from a to b has F(a) ≤ qN ≤ F(b). T(x) = F(x) − qN is known for the start of
     * each leaf with noise of known σ; the leaf is in the interval unless T(a) &gt; zσ or T(b) &lt; −zσ with z = 1.96,
     * each of which noise alone does in at most 2.5 % of the releases. Leaves above the greatest total are never the
     * quantile's and so never in it; where noise leaves no other, it is the whole range of totals. The value is found
     * by walking down the tree, and lies in the interval.
     */
    List<Quantile> quantiles(int cell, List<Integer> perMille) {
        long[] reached = reached(cell);
        return perMille.stream().map(one -> quantile(cell, one / 1000.0, reached)).toList();
    }

    private Quantile quantile(int cell, double q, long[] reached) {
        double step = Math.sqrt(noise) + 0.26;
        long units = sum(0, cell, 0, B);
        int leaves = tree.possible();
        int low = -1;
        int high = -1;
        double before = -q * units;
        boolean below = before <= 1.96 * step * q * Math.sqrt(B);
        for (int leaf = 0; leaf < leaves; leaf++) {
            double after = reached[leaf + 1] - q * units;
            double slack = 1.96 * step * Math.sqrt(weight(leaf + 1, q));
            if (below && after >= -slack) {
                low = low < 0 ? leaf : low;
                high = leaf;
            }
            below = after <= slack;
        }
        if (low < 0) {
            low = 0;
            high = leaves - 1;
        }
        long first = tree.least() + low * tree.width();
        long last = tree.last(high);
        return new Quantile(Math.clamp(walk(cell, q), first, last), first, last);
    }

    /** By leaf, and one more at the end, the units below its start, from as few nodes as can be. */
    private long[] reached(int cell) {
        long[] reached = new long[tree.leaves() + 1];
        for (int level = 0; level < levels.length; level++) {
            int nodes = B << 4 * level;
            int size = tree.leaves() / nodes;
            long sum = 0;
            for (int node = 0; node < nodes; node++) {
                sum = node % B == 0 ? 0 : sum;
                for (int leaf = node * size; leaf < (node + 1) * size; leaf++) {
                    reached[leaf] += sum;
                }
                sum += levels[level][cell * nodes + node];
            }
            reached[tree.leaves()] += level == 0 ? sum : 0;
        }
        return reached;
    }

    /** By how much the noise of T weighs, in variances of one node. */
    private double weight(int leaves, double q) {
        int size = tree.leaves() / B;
        int top = leaves / size;
        double weight = top * (1 - q) * (1 - q) + (B - top) * q * q;
        for (int rest = leaves % size; rest > 0; rest %= size) {
            size /= B;
            weight += rest / size;
        }
        return weight;
    }

    private long walk(int cell, double q) {
        int node = 0;
        double share = q;
        for (int level = 0; level < levels.length; level++) {
            double[] counts = new double[B];
            double all = 0;
            for (int i = 0; i < B; i++) {
                counts[i] = Math.max(0, levels[level][cell * (B << 4 * level) + node * B + i]);
                all += counts[i];
            }
            int child = 0;
            double left = share * all;
            while (child < B - 1 && left > counts[child]) {
                left -= counts[child++];
            }
            share = counts[child] > 0 ? Math.min(1, left / counts[child]) : 0.5;
            node = node * B + child;
        }
        return tree.least() + node * tree.width() + (long) (share * (tree.width() - 1));
    }

    private long sum(int level, int cell, int from, int nodes) {
        int start = cell * (B << 4 * level) + from;
        long sum = 0;
        for (int i = start; i < start + nodes; i++) {
            sum += levels[level][i];
        }
        return sum;
    }
}
