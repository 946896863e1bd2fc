package eu.bocage.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.BoundingPlan.Figure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Works a {@link Preview} out. */
final class Previewing {

    private static final List<Long> COUNTS = List.of(10L, 30L, 100L, 300L, 1000L, 10_000L);

    private final Question question;
    private final Card card;
    private final Disclosure disclosure;
    private final Noises noises;

    Previewing(Question question, Card card, Disclosure disclosure) {
        this.question = question;
        this.card = card;
        this.disclosure = disclosure;
        BoundingPlan plan = new Planner(question.content(), card, Layout.of(card)).plan("");
        this.noises = new Noises(plan, Tiers.of(question.content(), plan),
            Shares.of(question.content(), disclosure.needsCount() || plan.hasPrivateKeys()));
    }

    Preview preview(PrivacyLoss left, List<JsonNode> released) {
        PrivacyLoss loss = question.loss();
        long times = left.microRho() / loss.microRho();
        if (loss.picoDelta() > 0) {
            times = Math.min(times, left.picoDelta() / loss.picoDelta());
        }
        List<Preview.Expected> figures = new ArrayList<>();
        int spread = 0;
        for (Ask ask : question.content().asks()) {
            figures.add(expected(ask, spread));
            spread += ask.spread().isPresent() ? 1 : 0;
        }
        BoundingPlan plan = noises.plan();
        return new Preview(loss, loss.epsilonPerMille(PrivacyLoss.USUAL_DELTA), question.cells(), times, figures,
            plan.hasPrivateKeys() ? OptionalLong.of(noises.threshold()) : OptionalLong.empty(),
            new LikelyHidden(question, disclosure, noises).number(released), disclosure);
    }

    private Preview.Expected expected(Ask ask, int spread) {
        ObjectNode measure = AnswerWriter.measure(ask, card);
        return switch (ask) {
            case Ask.Count count -> plain(measure, noises.count(), BigDecimal.ONE);
            case Ask.Rows rows -> plain(measure, figure(ask.figures().getFirst()), BigDecimal.ONE);
            case Ask.Sum sum -> plain(measure, figure(ask.figures().getFirst()), sum.measure().step());
            case Ask.Histogram histogram -> plain(measure, noises.bins(spread), BigDecimal.ONE);
            case Ask.Quantiles quantiles -> depending(measure, 0, tier -> rank(quantiles, spread));
            case Ask.Mean(Measure one) -> depending(measure, Shown.decimals(one.step(), 1), tier -> mean(one, tier));
            case Ask.Variance(Measure one) ->
                depending(measure, Shown.decimals(one.step(), 2), tier -> variance(one, tier));
            case Ask.Ratio ratio -> depending(measure, Shown.MAX_DECIMALS, tier -> ratio(ratio, tier));
        };
    }

    /** Each unit with as much as the card lets it have. */
    private LongFunction<Estimate> mean(Measure one, int tier) {
        double sum = deviation(new Figure.Centred(one), tier);
        double count = deviation(noises.count(), tier);
        return n -> Estimate.mean(n * (one.greatest() - one.middle()), sum, n, count, -one.reach(), one.reach())
            .times(one.step().doubleValue());
    }

    /** Units spread evenly over what the card lets them have. */
    private LongFunction<Estimate> variance(Measure one, int tier) {
        double unit = Math.scalb(1.0, one.squareShift());
        double reach = one.reach();
        double squares = deviation(new Figure.Squares(one), tier) * unit;
        double sum = deviation(new Figure.Centred(one), tier);
        double count = deviation(noises.count(), tier);
        return n -> Estimate.variance(n * reach * reach / 3, squares, unit - 1, 0, sum, n, count, reach)
            .times(one.step().pow(2).doubleValue());
    }

    /** Each unit with half of what the card lets it have, or a whole row or unit. */
    private LongFunction<Estimate> ratio(Ask.Ratio ratio, int tier) {
        Measure one = ratio.measure();
        double step = one.step().doubleValue();
        double sum = deviation(new Figure.Total(one), tier);
        double over = ratio.over().figure().map(figure -> deviation(figure, tier))
            .orElseGet(() -> deviation(noises.count(), tier));
        return n -> ratio.over() instanceof Ask.Over.Sum(Measure other)
            ? Estimate.ratio(n * one.perUnit() / 2.0, sum, n * other.perUnit() / 2.0, over)
                .times(step / other.step().doubleValue())
            : Estimate.ratio(n * one.perUnit() / 2.0, sum, n, over).times(step);
    }

    /** By how many thousandths of the units a quantile's share may be off. */
    private LongFunction<Estimate> rank(Ask.Quantiles quantiles, int spread) {
        double deviation = Math.sqrt(noises.nodes(spread, quantiles.tree()).variance()) + Noisy.LATTICE;
        double nodes = QuantileTree.BRANCHES * quantiles.tree().height();
        return n -> {
            double off = Estimate.Z * deviation * Math.sqrt(nodes) / n * 1000;
            return off > 1000 ? Estimate.ratio(0, 1, 0, 1) : new Estimate(0, -off, off);
        };
    }

    private List<DiscreteGaussian> figure(Figure figure) {
        return noises.figure(noises.plan().figures().indexOf(figure));
    }

    private double deviation(Figure figure, int tier) {
        return deviation(figure(figure), tier);
    }

    /** What an answer works with, see {@link Noisy.Layer#deviation}; after roll-up the median over places. */
    private double deviation(List<DiscreteGaussian> noise, int tier) {
        double[] all = Noisy.variances(noises.tiers(), noise, tier);
        Arrays.sort(all);
        return Math.sqrt(all[all.length / 2]) + Noisy.LATTICE;
    }

    /** By level, the median over places: after roll-up it depends on how many places each one has. */
    private Preview.Expected plain(ObjectNode measure, List<DiscreteGaussian> noise, BigDecimal step) {
        Shown shown = new Shown(step);
        List<String> widths = new ArrayList<>();
        for (Noisy.Layer layer : Noisy.expected(noises.tiers(), noise).layers()) {
            BigInteger[] all = layer.halfWidth95().clone();
            Arrays.sort(all, Comparator.naturalOrder());
            widths.add(shown.of(all[all.length / 2]));
        }
        return new Preview.Expected(Json.canonical(measure), widths, List.of());
    }

    /** @param byTier by count of units */
    private Preview.Expected depending(ObjectNode measure, int decimals, IntFunction<LongFunction<Estimate>> byTier) {
        List<LongFunction<Estimate>> tiers = IntStream.range(0, noises.tiers().size()).mapToObj(byTier).toList();
        return new Preview.Expected(Json.canonical(measure), List.of(), COUNTS.stream().map(n ->
            new Preview.AtCount(n, tiers.stream().map(tier -> width(tier.apply(n), decimals)).toList())).toList());
    }

    private static String width(Estimate one, int decimals) {
        return !one.known() ? null
            : Shown.of(Math.max(one.value() - one.low(), one.high() - one.value()), decimals, RoundingMode.CEILING);
    }
}
