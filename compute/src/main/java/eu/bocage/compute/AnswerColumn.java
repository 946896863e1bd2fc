package eu.bocage.compute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** One thing that was asked, cell by cell, as canonical JSON. */
sealed interface AnswerColumn {

    /** Most thousandths of a value that a half-width is told to be. */
    long MAX_PER_MILLE = 1_000_000;

    void write(StringBuilder out, int tier, int cell);

    /** The half-width by the absolute value in thousandths, rounded up; empty where there is not one of each. */
    OptionalLong perMille(int cell);

    /** @param spread which one of the plan it has, where it has one */
    static AnswerColumn of(Ask ask, Release release, BoundingPlan plan, int spread,
                           Hiding hiding) {
        Worked worked = new Worked(release, plan);
        return switch (ask) {
            case Ask.Count count -> new Plain(release.count().orElseThrow(), new Shown(BigDecimal.ONE));
            case Ask.Rows(int most) ->
                new Plain(worked.noisy(new BoundingPlan.Figure.Rows(most)), new Shown(BigDecimal.ONE));
            case Ask.Sum(Measure measure) ->
                new Plain(worked.noisy(new BoundingPlan.Figure.Total(measure)), new Shown(measure.step()));
            case Ask.Mean(Measure measure) -> new Ranged(Shown.decimals(measure.step(), 1),
                (tier, cell) -> worked.mean(measure, tier, cell));
            case Ask.Variance(Measure measure) -> new Ranged(Shown.decimals(measure.step(), 2),
                (tier, cell) -> worked.variance(measure, tier, cell));
            case Ask.Ratio ratio -> new Ranged(Shown.MAX_DECIMALS,
                (tier, cell) -> worked.ratio(ratio, tier, cell));
            case Ask.Histogram histogram -> {
                Noisy noisy = release.bins().get(spread).orElseThrow();
                int bins = histogram.edges().size() + 1;
                yield new Bins(noisy, bins, hiding.bins(noisy, bins));
            }
            case Ask.Quantiles quantiles -> new Quantiles(release.trees().get(spread).orElseThrow(),
                quantiles.perMille(), new Shown(quantiles.measure().step()));
        };
    }

    /** A noisy figure as it is. */
    record Plain(Noisy noisy, Shown shown) implements AnswerColumn {

        @Override
        public void write(StringBuilder out, int tier, int cell) {
            Noisy.Layer layer = noisy.layer(tier);
            out.append("{\"halfWidth95\":").append(shown.of(layer.halfWidth95(cell)))
                .append(",\"value\":").append(shown.of(layer.noisy()[cell])).append('}');
        }

        @Override
        public OptionalLong perMille(int cell) {
            Noisy.Layer layer = noisy.layer(0);
            BigInteger value = BigInteger.valueOf(layer.noisy()[cell]).abs();
            BigInteger width = layer.halfWidth95(cell).multiply(BigInteger.valueOf(1000));
            return OptionalLong.of(value.signum() == 0 ? MAX_PER_MILLE : width.add(value).subtract(BigInteger.ONE)
                .divide(value).min(BigInteger.valueOf(MAX_PER_MILLE)).longValueExact());
        }
    }

    /**
     * A figure worked out from noisy ones, whose interval is not even: it has both its ends, and as half-width the
     * farther of them. What is not known is null.
     *
     * @param decimals that are shown; the ends are rounded away from the value
     */
    record Ranged(int decimals, BiFunction<Integer, Integer, Estimate> estimate) implements AnswerColumn {

        @Override
        public void write(StringBuilder out, int tier, int cell) {
            Estimate one = estimate.apply(tier, cell);
            double width = Math.max(one.value() - one.low(), one.high() - one.value());
            out.append("{\"halfWidth95\":").append(number(one.known() ? width : Double.NaN, RoundingMode.CEILING))
                .append(",\"high95\":").append(number(one.high(), RoundingMode.CEILING))
                .append(",\"low95\":").append(number(one.low(), RoundingMode.FLOOR))
                .append(",\"value\":").append(number(one.value(), RoundingMode.HALF_EVEN)).append('}');
        }

        private String number(double value, RoundingMode mode) {
            return Double.isFinite(value) ? Shown.of(value, decimals, mode) : "null";
        }

        @Override
        public OptionalLong perMille(int cell) {
            Estimate one = estimate.apply(0, cell);
            double width = Math.max(one.value() - one.low(), one.high() - one.value());
            double ratio = Math.ceil(1000 * width / Math.abs(one.value()));
            return OptionalLong.of(ratio <= MAX_PER_MILLE ? (long) ratio : MAX_PER_MILLE);
        }
    }

    /** The bins of a histogram; one that is left out is null. */
    record Bins(Noisy noisy, int bins, boolean[][] left) implements AnswerColumn {

        @Override
        public void write(StringBuilder out, int tier, int cell) {
            Noisy.Layer layer = noisy.layer(tier);
            out.append("{\"bins\":[");
            for (int b = 0; b < bins; b++) {
                int bin = cell * bins + b;
                out.append(b == 0 ? "" : ",")
                    .append(left[tier][bin] ? "null" : String.valueOf(layer.noisy()[bin]));
            }
            out.append("],\"halfWidth95\":").append(layer.halfWidth95(cell * bins)).append('}');
        }

        @Override
        public OptionalLong perMille(int cell) {
            return OptionalLong.empty();
        }
    }

    /**
     * Quantiles in the order of their shares. A later one is never told below an earlier one: where its interval ends
     * before that, it is widened up to it, and so holds no less often.
     */
    record Quantiles(NoisyTree tree, List<Integer> perMilles, Shown shown) implements AnswerColumn {

        @Override
        public void write(StringBuilder out, int tier, int cell) {
            List<String> all = new ArrayList<>();
            long least = Long.MIN_VALUE;
            for (NoisyTree.Quantile one : tree.quantiles(cell, perMilles)) {
                long value = Math.max(least, one.value());
                long high = Math.max(one.high(), value);
                least = value;
                all.add("{\"halfWidth95\":" + shown.of(Math.max(value - one.low(), high - value))
                    + ",\"high95\":" + shown.of(high) + ",\"low95\":" + shown.of(one.low()) + ",\"value\":"
                    + shown.of(value) + "}");
            }
            out.append("{\"quantiles\":[").append(String.join(",", all)).append("]}");
        }

        @Override
        public OptionalLong perMille(int cell) {
            return OptionalLong.empty();
        }
    }
}
