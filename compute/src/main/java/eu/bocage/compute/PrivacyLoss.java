package eu.bocage.compute;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What an answer costs: ρ of zero-concentrated differential privacy, in whole millionths, and the probability δ that
 * the guarantee does not hold, in whole 10^-12. Both add up over answers (Bun, Steinke 2016, lemma 1.7 and, for the
 * approximate kind, section 8), so that a budget is kept in integers. Immutable.
 *
 * @param microRho  ρ · 10^6, at least 0
 * @param picoDelta δ · 10^12, 0 to 10^12
 */
public record PrivacyLoss(long microRho, long picoDelta) {

    /** δ · 10^12 of a conversion, for those who want one figure: 10^-6. */
    public static final long USUAL_DELTA = 1_000_000;

    static final long ONE = 1_000_000_000_000L;

    public PrivacyLoss {
        if (microRho < 0 || picoDelta < 0 || picoDelta > ONE) {
            throw new IllegalArgumentException("rho from 0, delta from 0 to 1");
        }
    }

    /** Of both together. @throws ArithmeticException past what can be counted; δ never passes 1 */
    public PrivacyLoss plus(PrivacyLoss other) {
        return new PrivacyLoss(Math.addExact(microRho, other.microRho), Math.min(ONE, picoDelta + other.picoDelta));
    }

    /**
     * The least ε found, in thousandths and rounded up, such that this loss is (ε, δ)-differentially private.
     *
     * <p>ρ-zero-concentrated privacy is (ε, δ)-private for ε = αρ + ln(1/δ)/(α − 1) + ln(1 − 1/α) − ln(α)/(α − 1) with
     * <em>every</em> order α &gt; 1 (Canonne, Kamath, Steinke 2020, corollary 13), and an approximate δ₀ adds to δ. So
     * whichever α the search ends at gives a true bound. Rounding: doubles are off by less than 10^-9 of the value
     * here, which is added before it is rounded up.
     *
     * @param picoDelta the whole δ · 10^12, above {@link #picoDelta}
     */
    public long epsilonPerMille(long picoDelta) {
        if (picoDelta <= this.picoDelta || picoDelta > ONE) {
            throw new IllegalArgumentException("the whole delta is above what the answer itself took, and at most 1");
        }
        if (microRho == 0) {
            return 0;
        }
        double rho = microRho / 1e6;
        double log = StrictMath.log(1e12 / (picoDelta - this.picoDelta));
        double low = 1e-6;
        double high = 2 + 2 * Math.sqrt((log + 1) / rho);
        for (int i = 0; i < 200; i++) {
            double a = low + (high - low) / 3;
            double b = high - (high - low) / 3;
            if (epsilon(rho, log, 1 + a) < epsilon(rho, log, 1 + b)) {
                high = b;
            } else {
                low = a;
            }
        }
        double epsilon = Math.max(0, epsilon(rho, log, 1 + low));
        return BigDecimal.valueOf(epsilon * (1 + 1e-9) + 1e-9).movePointRight(3).setScale(0, RoundingMode.CEILING)
            .longValueExact();
    }

    private static double epsilon(double rho, double log, double alpha) {
        return alpha * rho + log / (alpha - 1) + StrictMath.log1p(-1 / alpha) - StrictMath.log(alpha) / (alpha - 1);
    }
}
