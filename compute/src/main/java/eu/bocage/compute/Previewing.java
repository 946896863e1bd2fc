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
import java.util.function.LongFunction;

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
            case Ask.Quantiles quantiles -> depending(measure, 0, rank(quantiles, spread));
            case Ask.Mean(Measure one) -> depending(measure, Shown.decimals(one.step(), 1), n -> Estimate.mean(
                n * (one.greatest() - one.middle()), deviation(new Figure.Centred(one)), n, counting(), -one.reach(),
                one.reach()).times(one.step().doubleValue()));
            case Ask.Variance(Measure one) -> depending(measure, Shown.decimals(one.step(), 2), n -> {
                double unit = Math.scalb(1.0, one.squareShift());
                double reach = one.reach();
                return Estimate.variance(n * reach * reach / 3, deviation(new Figure.Squares(one)) * unit, unit - 1, 0,
                    deviation(new Figure.Centred(one)), n, counting(), reach)
                    .times(one.step().pow(2).doubleValue());
            });
            case Ask.Ratio ratio -> depending(measure, Shown.MAX_DECIMALS, n -> ratio(ratio, n));
        };
    }

    /** Each unit with half of what the card lets it have, or a whole row or unit. */
    private Estimate ratio(Ask.Ratio ratio, long n) {
        Measure one = ratio.measure();
        double sum = n * one.perUnit() / 2.0;
        double deviation = deviation(new Figure.Total(one));
        return switch (ratio.over()) {
            case Ask.Over.Units units -> Estimate.ratio(sum, deviation, n, counting()).times(one.step().doubleValue());
            case Ask.Over.Rows(int most) -> Estimate.ratio(sum, deviation, n, deviation(new Figure.Rows(most)))
                .times(one.step().doubleValue());
            case Ask.Over.Sum(Measure other) -> Estimate.ratio(sum, deviation, n * other.perUnit() / 2.0,
                deviation(new Figure.Total(other))).times(one.step().doubleValue() / other.step().doubleValue());
        };
    }

    /** By how many thousandths of the units a quantile's share may be off. */
    private LongFunction<Estimate> rank(Ask.Quantiles quantiles, int spread) {
        double deviation = Math.sqrt(noises.nodes(spread, quantiles.tree()).variance()) + 0.26;
        double nodes = QuantileTree.BRANCHES * quantiles.tree().height();
        return n -> {
            double off = Estimate.Z * deviation * Math.sqrt(nodes) / n * 1000;
            return off > 1000 ? Estimate.ratio(0, 1, 0, 1) : new Estimate(0, -off, off);
        };
    }

    private List<DiscreteGaussian> figure(Figure figure) {
        return noises.figure(noises.plan().figures().indexOf(figure));
    }

    private double deviation(Figure figure) {
        return Math.sqrt(figure(figure).getFirst().variance());
    }

    private double counting() {
        return Math.sqrt(noises.count().getFirst().variance());
    }

    /** By level, the median over places: after roll-up it depends on how many places each one has. */
    private Preview.Expected plain(ObjectNode measure, List<DiscreteGaussian> noise, BigDecimal step) {
        Shown shown = new Shown(step);
        if (noise.size() == 1) {
            return new Preview.Expected(Json.canonical(measure), List.of(shown.of(noise.getFirst().halfWidth95())),
                List.of());
        }
        Consistent consistent = new Consistent(noises.tiers(),
            noise.stream().mapToDouble(DiscreteGaussian::variance).toArray());
        List<String> widths = new ArrayList<>();
        for (int tier = 0; tier < noise.size(); tier++) {
            BigInteger[] all = consistent.halfWidths(tier);
            Arrays.sort(all, Comparator.naturalOrder());
            widths.add(shown.of(all[all.length / 2]));
        }
        return new Preview.Expected(Json.canonical(measure), widths, List.of());
    }

    private static Preview.Expected depending(ObjectNode measure, int decimals, LongFunction<Estimate> estimate) {
        return new Preview.Expected(Json.canonical(measure), List.of(), COUNTS.stream().map(n -> {
            Estimate one = estimate.apply(n);
            return new Preview.AtCount(n, !one.known() ? null : Shown.of(Math.max(one.value() - one.low(),
                one.high() - one.value()), decimals, RoundingMode.CEILING));
        }).toList());
    }
}
