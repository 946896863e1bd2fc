package eu.bocage.compute;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Reads a written decimal as a whole number of a measure's steps, in integers only. */
final class StepReader {

    /** Below every possible value; what was wrong. */
    static final long EMPTY = Long.MIN_VALUE;
    static final long COMMA = Long.MIN_VALUE + 1;
    static final long NO_NUMBER = Long.MIN_VALUE + 2;
    static final long OFF_GRID = Long.MIN_VALUE + 3;
    static final long BELOW = Long.MIN_VALUE + 4;
    static final long ABOVE = Long.MIN_VALUE + 5;
    static final long NAN = Long.MIN_VALUE + 6;
    static final long INFINITE_BELOW = Long.MIN_VALUE + 7;
    static final long INFINITE_ABOVE = Long.MIN_VALUE + 8;

    private static final int MAX_DIGITS = 400;
    private static final int SAFE_DIGITS = 17;
    private static final Set<String> INFINITY = Set.of("infinity", "inf", "+infinity", "+inf");

    private final Measure measure;
    private final int decimals;
    private final long step;
    /** By number of decimals written, what the last of them is worth in units of the last that is taken. */
    private final long[] stepsOf;

    StepReader(Measure measure) {
        this.measure = measure;
        BigDecimal size = measure.step();
        this.decimals = Math.max(0, size.scale());
        this.step = size.setScale(decimals).unscaledValue().longValueExact();
        this.stepsOf = new long[decimals + 1];
        Arrays.setAll(stepsOf, fraction -> BigDecimal.TEN.pow(decimals - fraction).longValueExact());
    }

    /** @return the number of steps, or one of the constants above */
    long steps(char[] text, int offset, int length) {
        int end = offset + length;
        int first = length > 0 && text[offset] == '-' ? offset + 1 : offset;
        int point = end;
        long value = 0;
        int i = first;
        for (; i < end; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
            } else if (digit == '.' - '0' && point == end && i > first) {
                point = i;
            } else {
                break;
            }
        }
        int fraction = point == end ? 0 : end - point - 1;
        if (i < end || i == first || point == end - 1 || fraction > decimals || length + decimals > SAFE_DIGITS) {
            return carefully(text, offset, length);
        }
        value *= stepsOf[fraction];
        long whole = step == 1 ? value : value / step;
        return whole * step != value ? OFF_GRID : bounded(first > offset ? -whole : whole);
    }

    /** As {@link #steps}, also for what is not a short plain number. */
    long carefully(char[] text, int offset, int length) {
        int end = offset + length;
        int i = offset;
        if (length == 0) {
            return EMPTY;
        }
        boolean negative = text[i] == '-';
        i += negative ? 1 : 0;
        long value = 0;
        boolean huge = false;
        boolean offGrid = false;
        int digits = 0;
        int fraction = -1;
        for (; i < end; i++) {
            char c = text[i];
            if (c == '.' && fraction < 0 && digits > 0) {
                fraction = 0;
                continue;
            }
            if (c < '0' || c > '9') {
                return c == ',' ? COMMA : word(text, offset, length);
            }
            digits++;
            if (fraction >= 0 && ++fraction > decimals) {
                offGrid |= c != '0';
            } else {
                huge |= digits > SAFE_DIGITS && value > (Long.MAX_VALUE - 9) / 10;
                value = huge ? value : value * 10 + c - '0';
            }
        }
        if (digits == 0 || fraction == 0) {
            return NO_NUMBER;
        }
        for (int more = Math.max(0, fraction); more < decimals; more++) {
            huge |= value > (Long.MAX_VALUE - 9) / 10;
            value = huge ? value : value * 10;
        }
        long whole = step == 1 ? value : value / step;
        if (offGrid || !huge && whole * step != value) {
            return OFF_GRID;
        }
        long steps = negative ? -whole : whole;
        return huge ? negative ? BELOW : ABOVE : bounded(steps);
    }

    /** Whether this stands for what was wrong. */
    static boolean wrong(long steps) {
        return steps <= INFINITE_ABOVE;
    }

    /** What is wrong, by its declared name. */
    static Trouble trouble(long wrong) {
        if (wrong == EMPTY) {
            return Trouble.EMPTY;
        }
        if (wrong == COMMA || wrong == NO_NUMBER) {
            return Trouble.UNREADABLE;
        }
        if (wrong == OFF_GRID) {
            return Trouble.OFF_GRID;
        }
        return wrong == NAN ? Trouble.NAN : wrong == BELOW || wrong == ABOVE ? Trouble.OUT_OF_RANGE : Trouble.INFINITE;
    }

    /** The bound that a value out of range is moved to. */
    long clamped(long wrong) {
        return wrong == BELOW || wrong == INFINITE_BELOW ? measure.min() : measure.max();
    }

    /** The steps of what {@link #steps} found off the grid, rounded half to even; may then be out of range. */
    long rounded(char[] text, int offset, int length) {
        if (length > MAX_DIGITS) {
            return NO_NUMBER;
        }
        BigDecimal steps = new BigDecimal(text, offset, length).divide(measure.step(), 0, RoundingMode.HALF_EVEN);
        BigDecimal least = BigDecimal.valueOf(-Measure.MAX_STEPS);
        return steps.compareTo(least) < 0 ? BELOW : steps.compareTo(least.negate()) > 0 ? ABOVE
            : bounded(steps.longValueExact());
    }

    private long bounded(long steps) {
        return steps < measure.min() ? BELOW : steps > measure.max() ? ABOVE : steps;
    }

    private static long word(char[] text, int offset, int length) {
        if (length > 9) {
            return NO_NUMBER;
        }
        String word = new String(text, offset, length).toLowerCase(Locale.ROOT);
        boolean negative = word.startsWith("-");
        return word.equals("nan") ? NAN : INFINITY.contains(word) ? INFINITE_ABOVE
            : negative && INFINITY.contains(word.substring(1)) ? INFINITE_BELOW : NO_NUMBER;
    }

    /** A number of steps in the measure's unit. */
    String shown(long steps) {
        return measure.step().multiply(BigDecimal.valueOf(steps)).toPlainString();
    }

    /** Tells the owner what a value must be, never what it is. */
    void explain(long wrong, long line, Faults faults) {
        String column = measure.column();
        String min = shown(measure.min());
        String max = shown(measure.max());
        String size = measure.step().toPlainString();
        if (wrong == EMPTY) {
            faults.add(line, column, "est vide ; écrivez un nombre (0 s'il n'y a rien) ou enlevez la ligne",
                "is empty; write a number (0 if there is nothing) or remove the row");
        } else if (wrong == COMMA) {
            faults.add(line, column, "a une virgule ; écrivez un point décimal et pas de séparateur de milliers",
                "has a comma; write a decimal point and no thousands separator");
        } else if (wrong == NO_NUMBER || wrong == NAN || trouble(wrong) == Trouble.INFINITE) {
            faults.add(line, column, "n'est pas un nombre écrit comme -12 ou 3.5, sans espace ni unité",
                "is not a number written as -12 or 3.5, without spaces or a unit");
        } else if (wrong == OFF_GRID) {
            faults.add(line, column, "n'est pas un multiple du pas " + size + " ; arrondissez, ou prenez un pas plus "
                + "fin dans la fiche", "is not a multiple of the step " + size + "; round it, or take a finer step in "
                + "the card");
        } else {
            faults.add(line, column, "n'est pas entre " + min + " et " + max + " ; corrigez la valeur, ou les bornes "
                + "de la fiche", "is not between " + min + " and " + max + "; mend the value, or the card's bounds");
        }
    }
}
