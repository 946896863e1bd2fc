package eu.bocage.compute.audit;

/**
 * Bounds that hold for every number of runs, not only in the limit. Each fails to hold with probability at most
 * {@link #ALARM}; an audit makes at most {@link #MOST} statistical tests, so all of it gives a false alarm in fewer
 * than one audit in a million.
 */
final class Bounds {

    /** Of one test. */
    static final double ALARM = 5e-11;

    /**
     * Tests of one audit: 16 000 · 5·10^-11 is below 10^-6. A card with the most measures, with rows to count and with
     * both hierarchies of places takes some 13 000.
     */
    static final int MOST = 16_000;

    private static final double LOG = -Math.log(ALARM);

    private Bounds() {
    }

    /** The least probability that k hits in n leave possible (Chernoff; Hoeffding 1963, theorem 1). */
    static double least(int k, int n) {
        return edge((double) k / n, n, 0);
    }

    /** The greatest probability that k hits in n leave possible. */
    static double greatest(int k, int n) {
        return edge((double) k / n, n, 1);
    }

    /** Solves n · KL(seen ‖ p) = ln(1/ALARM) between what was seen and 0 or 1. */
    private static double edge(double seen, int n, double end) {
        double inside = seen;
        double outside = end;
        for (int i = 0; i < 100; i++) {
            double middle = (inside + outside) / 2;
            if (n * divergence(seen, middle) < LOG) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return outside;
    }

    /** Kullback-Leibler divergence of two events, in nats. */
    static double divergence(double p, double q) {
        return part(p, q) + part(1 - p, 1 - q);
    }

    private static double part(double p, double q) {
        return p == 0 ? 0 : q <= 0 ? Double.POSITIVE_INFINITY : p * Math.log(p / q);
    }

    /** Rényi divergence of order above 1 of two events with probabilities strictly between 0 and 1, in nats. */
    static double renyi(double order, double p, double q) {
        return Math.log(Math.pow(p, order) * Math.pow(q, 1 - order)
            + Math.pow(1 - p, order) * Math.pow(1 - q, 1 - order)) / (order - 1);
    }

    /**
     * The greatest mean of n squared draws, each over its declared variance. A discrete Gaussian is sub-Gaussian with
     * its σ (Canonne, Kamath, Steinke 2020, section 3), so the sum has the moments of a chi-square at most, and
     * P(mean ≥ 1 + t) ≤ exp(−n (t − ln(1 + t)) / 2).
     */
    static double greatestSquare(long n) {
        double low = 0;
        double high = 1e6;
        for (int i = 0; i < 200; i++) {
            double t = (low + high) / 2;
            if (n * (t - Math.log1p(t)) / 2 < LOG) {
                low = t;
            } else {
                high = t;
            }
        }
        return 1 + high;
    }

    /**
     * The least mean of n squared draws, each over its declared variance of 1 or more: for what is never negative
     * P(mean ≤ E − t) ≤ exp(−n t² / 2 E[Y²]) (Maurer 2003). E[Y] ≥ 1 − 10^-6 and E[Y²] ≤ 3 + 10^-4 from σ² = 1 on.
     */
    static double leastSquare(long n) {
        return 1 - 1e-6 - Math.sqrt(2 * 3.0001 * LOG / n);
    }

    /** P(X ≥ from) of the discrete Gaussian of that variance, from 0, by its law. */
    static double tail(double variance, long from) {
        double all = 1;
        double tail = from <= 0 ? 1 : 0;
        long last = Math.max(from, (long) (12 * Math.sqrt(variance))) + 50;
        for (long n = last; n > 0; n--) {
            double weight = Math.exp(-(double) n * n / (2 * variance));
            all += 2 * weight;
            tail += n >= from ? weight : 0;
        }
        return tail / all;
    }

    /** P(D ≥ seen) at most, of the Kolmogorov–Smirnov distance of two exchangeable samples of n each. */
    static double farApart(double seen, int n) {
        int far = (int) Math.round(seen * n);
        double log = Math.log(2);
        for (int i = 0; i < far; i++) {
            log += Math.log(n - i) - Math.log(n + i + 1);
        }
        return Math.min(1, Math.exp(log));
    }
}
