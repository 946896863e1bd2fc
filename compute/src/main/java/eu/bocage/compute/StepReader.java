package eu.bocage.compute;

import java.math.BigDecimal;

/** Reads a written decimal as a whole number of a measure's steps, in integers only. */
final class StepReader {

    /** Below every possible value; what was wrong. */
    static final long EMPTY = Long.MIN_VALUE;
    static final long COMMA = Long.MIN_VALUE + 1;
    static final long NO_NUMBER = Long.MIN_VALUE + 2;
    static final long OFF_GRID = Long.MIN_VALUE + 3;
    static final long OUT_OF_BOUNDS = Long.MIN_VALUE + 4;

    private final Measure measure;
    private final int decimals;
    private final long step;

    StepReader(Measure measure) {
        this.measure = measure;
        BigDecimal size = measure.step();
        this.decimals = Math.max(0, size.scale());
        this.step = size.setScale(decimals).unscaledValue().longValueExact();
    }

    /** @return the number of steps, or one of the constants above */
    long steps(char[] text, int offset, int length) {
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
                return c == ',' ? COMMA : NO_NUMBER;
            }
            digits++;
            if (fraction >= 0 && ++fraction > decimals) {
                offGrid |= c != '0';
            } else {
                huge |= value > (Long.MAX_VALUE - 9) / 10;
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
        if (offGrid || !huge && value % step != 0) {
            return OFF_GRID;
        }
        long steps = negative ? -(value / step) : value / step;
        return huge || steps < measure.min() || steps > measure.max() ? OUT_OF_BOUNDS : steps;
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
        } else if (wrong == NO_NUMBER) {
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
