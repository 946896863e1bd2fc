package eu.bocage.compute;

/**
 * A figure worked out from noisy figures, with an interval that holds the same figure of the exact bounded cell in at
 * least 95 % of the releases. NaN where there is no value, infinite where an end is not known.
 */
record Estimate(double value, double low, double high) {

    /** Of a normal law, two-sided: 95 %. */
    static final double Z = 1.96;

    /** 97.5 % each, so that two of them hold together in 95 % (Bonferroni). */
    private static final double Z_OF_TWO = 2.2415;

    static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);

    /**
     * s / n after Fieller (1954): all θ with |s − θn| ≤ z √(vs + θ² vn). The noises of s and n are independent, so
     * s − θn has that variance at the true θ, and the set holds it as often as the normal law says, however small n is.
     * Where the denominator may be zero by noise alone the set has no end, and the ratio is unknown.
     */
    static Estimate ratio(double s, double deviationS, double n, double deviationN) {
        return ratio(s, deviationS, n, deviationN, Z);
    }

    private static Estimate ratio(double s, double deviationS, double n, double deviationN, double z) {
        double vs = z * z * deviationS * deviationS;
        double vn = z * z * deviationN * deviationN;
        double a = n * n - vn;
        if (a <= 0) {
            return UNKNOWN;
        }
        double root = Math.sqrt(Math.max(0, vs * a + vn * s * s));
        return new Estimate(s / n, (s * n - root) / a, (s * n + root) / a);
    }

    /** Fieller's for a denominator that counts units: below zero or unknown, it tells nothing. */
    static Estimate mean(double s, double deviationS, double n, double deviationN, double least, double greatest) {
        Estimate mean = ratio(s, deviationS, n, deviationN);
        return n <= 0 ? UNKNOWN.within(least, greatest) : mean.within(least, greatest);
    }

    /**
     * Of totals around their middle: Q/n − (s/n)². Both quotients have Fieller intervals of 97.5 %; the variance lies
     * between the extremes over both.
     *
     * @param q      sum of squares
     * @param cut    by how much each square was rounded down at most
     * @param reach  the greatest distance from the middle
     */
    static Estimate variance(double q, double deviationQ, double cut, double s, double deviationS, double n,
                             double deviationN, double reach) {
        Estimate square = ratio(q, deviationQ, n, deviationN, Z_OF_TWO);
        Estimate mean = ratio(s, deviationS, n, deviationN, Z_OF_TWO).within(-reach, reach);
        if (n <= 0 || Double.isNaN(square.value)) {
            return UNKNOWN.within(0, reach * reach);
        }
        double most = Math.max(mean.low * mean.low, mean.high * mean.high);
        double least = mean.low <= 0 && mean.high >= 0 ? 0 : Math.min(mean.low * mean.low, mean.high * mean.high);
        return new Estimate(square.value - mean.value * mean.value, square.low - most, square.high + cut - least)
            .within(0, reach * reach);
    }

    Estimate plus(double more) {
        return new Estimate(value + more, low + more, high + more);
    }

    Estimate times(double factor) {
        return new Estimate(value * factor, low * factor, high * factor);
    }

    /** Cut off at what is possible by the declared bounds. */
    Estimate within(double least, double greatest) {
        return new Estimate(Double.isNaN(value) ? value : Math.clamp(value, least, greatest),
            Math.clamp(low, least, greatest), Math.clamp(high, least, greatest));
    }

    boolean known() {
        return !Double.isNaN(value);
    }
}
