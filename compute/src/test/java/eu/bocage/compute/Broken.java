package eu.bocage.compute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Mechanisms that are wrong on purpose, for an audit to find out. */
public final class Broken {

    private Broken() {
    }

    /** Noise whose σ² is the declared one times a factor. */
    public static UnsafeAuditSeam scaled(Question question, Card card, double factor) {
        return adding(question, card, (noise, exact, random) -> new DiscreteGaussian(
            new BigDecimal(noise.variance(), MathContext.DECIMAL64).multiply(BigDecimal.valueOf(factor))
                .movePointRight(6).toBigInteger(), BigInteger.valueOf(1_000_000)).added(exact, random));
    }

    /** Each of the tiers of a roll-up has the noise that one alone would need. */
    public static UnsafeAuditSeam withLevelsForNothing(Question question, Card card) {
        return scaled(question, card, 1.0 / (1 + question.content().rollUp().size()));
    }

    /** Cells that nobody is in come without noise. */
    public static UnsafeAuditSeam noiselessWhereEmpty(Question question, Card card) {
        return adding(question, card, (noise, exact, random) -> {
            long[] noisy = noise.added(exact, random);
            for (int i = 0; i < exact.length; i++) {
                noisy[i] = exact[i] == 0 ? 0 : noisy[i];
            }
            return noisy;
        });
    }

    /** The noise of one seed is the same in every question. */
    public static UnsafeAuditSeam sameNoiseInEveryQuestion(Question question, Card card, byte[] key) {
        return adding(question, card, (noise, exact, random) -> noise.added(exact, new RandomStream(key, "same")));
    }

    /** Units count in all of their cells. */
    public static UnsafeAuditSeam withoutCellBound(Question question, Card card) {
        return new UnsafeAuditSeam(question, card, table -> plan -> new ColumnCells(table.columns(), table.layout())
            .cells(new BoundingPlan(plan.axes(), plan.filters(), plan.figures(), plan.spreads(), Integer.MAX_VALUE,
                plan.salt())), Adding.REAL);
    }

    /** The unit index takes one unit with several rows for two, as after a join of two sources. */
    public static UnsafeAuditSeam countingUnitsTwice(Question question, Card card) {
        return new UnsafeAuditSeam(question, card, table -> new ColumnCells(twice(table.columns()), table.layout()),
            Adding.REAL);
    }

    private static UnsafeAuditSeam adding(Question question, Card card, Adding adding) {
        return new UnsafeAuditSeam(question, card, table -> new ColumnCells(table.columns(), table.layout()), adding);
    }

    /** Every row of a unit after the first of its cell belongs to a second unit of the same name. */
    private static Columns twice(Columns columns) {
        int units = columns.units();
        List<Integer> order = new ArrayList<>();
        int[] starts = new int[2 * units + 1];
        for (int unit = 0; unit < units; unit++) {
            for (int half = 0; half < 2; half++) {
                starts[2 * unit + half] = order.size();
                for (int row = columns.unitStart()[unit] + half; row < columns.unitStart()[unit + 1]; row += 2) {
                    order.add(row);
                }
            }
        }
        starts[2 * units] = order.size();
        int[] ids = new int[2 * units + 1];
        List<Byte> names = new ArrayList<>();
        for (int unit = 0; unit < 2 * units; unit++) {
            ids[unit] = names.size();
            for (byte one : columns.unit(unit / 2)) {
                names.add(one);
            }
        }
        ids[2 * units] = names.size();
        byte[] bytes = new byte[names.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = names.get(i);
        }
        int[][] keys = new int[columns.keys().length][];
        for (int k = 0; k < keys.length; k++) {
            int[] of = columns.keys()[k];
            keys[k] = order.stream().mapToInt(row -> of[row]).toArray();
        }
        long[][] values = new long[columns.values().length][];
        for (int m = 0; m < values.length; m++) {
            long[] of = columns.values()[m];
            values[m] = order.stream().mapToLong(row -> of[row]).toArray();
        }
        return new Columns(columns.found(), bytes, ids, starts, keys, values);
    }
}
