package eu.bocage.compute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Numbers as canonical JSON has them: whole multiples of a decimal step, no longer than a double keeps apart. */
final class Shown {

    /** A double, which is what RFC 8785 knows, keeps 15 decimal digits; a figure beyond is shown as this. */
    private static final BigInteger MAX = BigInteger.valueOf(999_999_999_999_999L);

    private final int decimals;
    private final BigInteger unscaled;
    private final boolean plain;

    /** Multiples of a positive step. */
    Shown(BigDecimal step) {
        this.decimals = Math.max(0, step.scale());
        this.unscaled = step.setScale(decimals).unscaledValue();
        this.plain = decimals == 0 && unscaled.equals(BigInteger.ONE);
    }

    /** Rounded to {@code digits} decimals of the step. */
    static Shown within(BigDecimal step, int digits) {
        return new Shown(step.movePointLeft(digits).stripTrailingZeros());
    }

    String of(long steps) {
        return plain && steps > -999_999_999_999_999L && steps < 999_999_999_999_999L ? Long.toString(steps)
            : of(BigInteger.valueOf(steps));
    }

    String of(BigInteger steps) {
        BigInteger bounded = steps.multiply(unscaled).min(MAX).max(MAX.negate());
        return bounded.signum() == 0 ? "0" : trimmed(new BigDecimal(bounded, decimals)).toPlainString();
    }

    /** The nearest multiple in the given direction; a double that is not finite is shown as the greatest figure. */
    String of(double steps, RoundingMode mode) {
        return of(Double.isFinite(steps) ? new BigDecimal(steps).setScale(0, mode).toBigInteger()
            : MAX.multiply(BigInteger.valueOf(steps < 0 ? -1 : 1)));
    }

    /** Without zeros behind the last decimal, and not as a power of ten. */
    static BigDecimal trimmed(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
