package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PrivacyLossTest {

    /** Canonne, Kamath, Steinke give ε = 1 for ρ = 0.0244, 3 for 0.185, 5 for 0.463 and 10 for 1.539 at δ = 10^-6. */
    @Test
    void convertsToTheKnownEpsilons() {
        assertThat(epsilon(24_400)).isBetween(995L, 1005L);
        assertThat(epsilon(185_000)).isBetween(2990L, 3010L);
        assertThat(epsilon(463_000)).isBetween(4985L, 5015L);
        assertThat(epsilon(1_539_000)).isBetween(9970L, 10_030L);
        assertThat(epsilon(0)).isZero();
    }

    /** Bun and Steinke's conversion ρ + 2√(ρ ln 1/δ) holds too and is never better. */
    @Property
    void neverExceedsTheSimplerConversion(@ForAll @LongRange(min = 1, max = 1_000_000_000) long microRho) {
        double rho = microRho / 1e6;
        assertThat(epsilon(microRho) / 1000.0).isPositive()
            .isLessThanOrEqualTo(rho + 2 * Math.sqrt(rho * Math.log(1e6)) + 0.0011);
    }

    /** What is told is at least the formula's value at a dense grid of orders, to 30 digits for ρ's part. */
    @Property(tries = 50)
    void isRoundedUpAndAsGoodAsAnyOrder(@ForAll @LongRange(min = 1, max = 100_000_000) long microRho) {
        BigDecimal told = BigDecimal.valueOf(epsilon(microRho)).movePointLeft(3);
        double best = Double.POSITIVE_INFINITY;
        for (double a = 1e-3; a < 1e5; a *= 1.002) {
            best = Math.min(best, (1 + a) * microRho / 1e6 + Math.log(1e6) / a + Math.log(a / (1 + a))
                - Math.log(1 + a) / a);
        }
        assertThat(told.subtract(new BigDecimal(best), MathContext.DECIMAL64).doubleValue())
            .isBetween(-best * 1e-5, 0.0011 + best * 1e-5);
    }

    @Test
    void takesTheDeltaOfPrivateKeysOutOfTheWhole() {
        assertThat(new PrivacyLoss(24_400, 999_999).epsilonPerMille(1_000_000))
            .isGreaterThan(new PrivacyLoss(24_400, 10_000).epsilonPerMille(1_000_000));
        assertThatThrownBy(() -> new PrivacyLoss(1, 1_000_000).epsilonPerMille(1_000_000))
            .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addsUpAndNeverWraps() {
        assertThat(new PrivacyLoss(1, 2).plus(new PrivacyLoss(3, 4))).isEqualTo(new PrivacyLoss(4, 6));
        assertThat(new PrivacyLoss(1, 900_000_000_000L).plus(new PrivacyLoss(1, 900_000_000_000L)).picoDelta())
            .isEqualTo(1_000_000_000_000L);
        PrivacyLoss most = new PrivacyLoss(Long.MAX_VALUE, 0);
        assertThatThrownBy(() -> most.plus(new PrivacyLoss(1, 0))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new PrivacyLoss(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static long epsilon(long microRho) {
        return new PrivacyLoss(microRho, 0).epsilonPerMille(PrivacyLoss.USUAL_DELTA);
    }
}
