package eu.bocage.compute.audit;

import java.util.Arrays;

/**
 * What two samples prove of the privacy loss between the mechanisms that gave them, by one event: a figure of at least
 * some threshold. The threshold is chosen on other runs, so that nothing has to be corrected for the choice.
 *
 * <p>If a mechanism is ρ-zCDP, then for every event, of probabilities p and q, the Rényi divergence of order α of the
 * two is at most αρ, for each α from 1 on (Bun, Steinke 2016, definition 1.1 and lemma 1.8, post-processing); and if it
 * is (ε, δ)-private, p ≤ e^ε q + δ. Both are looked at in both directions, with the ends of {@link Bounds} in place of
 * p and q that lie nearer to each other.
 *
 * @param rho     at least so much is spent
 * @param epsilon at least, at the δ that was asked for
 */
record Certificate(double rho, double epsilon) {

    /** Bounds that one certificate looks at. */
    static final int TESTS = 2;

    private static final double[] ORDERS = {1.25, 1.5, 2, 3, 5, 9, 17, 33};

    /** The event of the other runs by which the greatest loss would be shown. */
    static double threshold(double[] without, double[] with, double delta, boolean epsilon) {
        double[] all = new double[without.length + with.length];
        System.arraycopy(without, 0, all, 0, without.length);
        System.arraycopy(with, 0, all, without.length, with.length);
        Arrays.sort(all);
        double best = -1;
        double found = all[all.length / 2];
        for (int i = 1; i < all.length; i++) {
            if (all[i] > all[i - 1]) {
                double middle = all[i - 1] / 2 + all[i] / 2;
                Certificate one = of((hits(with, middle) + 1.0) / (with.length + 2),
                    (hits(without, middle) + 1.0) / (without.length + 2), delta);
                double shown = epsilon ? one.epsilon : one.rho;
                if (shown > best) {
                    best = shown;
                    found = middle;
                }
            }
        }
        return found;
    }

    /** By fresh runs. */
    static Certificate of(double[] without, double[] with, double threshold, double delta) {
        int more = hits(with, threshold);
        int fewer = hits(without, threshold);
        return of(Bounds.least(more, with.length), Bounds.greatest(fewer, without.length), delta);
    }

    private static Certificate of(double p, double q, double delta) {
        if (p <= q) {
            return new Certificate(0, 0);
        }
        double rho = Math.max(Bounds.divergence(p, q), Bounds.divergence(q, p));
        for (double order : ORDERS) {
            rho = Math.max(rho, Math.max(Bounds.renyi(order, p, q), Bounds.renyi(order, q, p)) / order);
        }
        double epsilon = Math.max(Math.log((p - delta) / q), Math.log((1 - q - delta) / (1 - p)));
        return new Certificate(rho, Math.max(0, epsilon));
    }

    private static int hits(double[] all, double threshold) {
        return (int) Arrays.stream(all).filter(one -> one >= threshold).count();
    }
}
