package eu.bocage.compute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as canonical JSON has them: whole multiples of a decimal step, no longer than a double keeps apart. */
final class Shown {

    /** A double, which is what RFC 8785 knows, keeps 15 decimal digits; a figure beyond is shown as this. */
    private static final BigInteger MAX = BigInteger.valueOf(999_999_999_999_999L);

    /** Below 10^-6 a canonical number has an exponent. */
    static final int MAX_DECIMALS = 6;

    /** From 10^21 a canonical number has an exponent. */
    private static final double MAX_WORKED = 9e20;

    private final int decimals;
    private final BigInteger unscaled;
    private final boolean plain;

    /** Multiples of a positive step. */
    Shown(BigDecimal step) {
        this.decimals = Math.max(0, step.scale());
        this.unscaled = step.setScale(decimals).unscaledValue();
        this.plain = decimals == 0 && unscaled.equals(BigInteger.ONE);
    }

    String of(long steps) {
        return plain && steps > -999_999_999_999_999L && steps < 999_999_999_999_999L ? Long.toString(steps)
            : of(BigInteger.valueOf(steps));
    }

    String of(BigInteger steps) {
        BigInteger bounded = steps.multiply(unscaled).min(MAX).max(MAX.negate());
        return bounded.signum() == 0 ? "0" : trimmed(new BigDecimal(bounded, decimals)).toPlainString();
    }

    /** How many decimals a figure gets that is worked out: three more than a step's power has, if they can be told. */
    static int decimals(BigDecimal step, int power) {
        return Math.min(MAX_DECIMALS, Math.max(0, step.scale()) * power + 3);
    }

    /** A number rounded in the given direction to that many decimals and to 15 digits. */
    static String of(double value, int decimals, RoundingMode mode) {
        BigDecimal exact = new BigDecimal(Math.clamp(value, -MAX_WORKED, MAX_WORKED));
        BigDecimal digits = exact.round(new MathContext(15, mode));
        BigDecimal rounded = digits.scale() > decimals ? digits.setScale(decimals, mode) : digits;
        return rounded.signum() == 0 ? "0" : trimmed(rounded).toPlainString();
    }

    /** Without zeros behind the last decimal, and not as a power of ten. */
    static BigDecimal trimmed(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
