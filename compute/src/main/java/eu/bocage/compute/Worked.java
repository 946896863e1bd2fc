package eu.bocage.compute;

import eu.bocage.compute.BoundingPlan.Figure;

/** Means, variances and ratios of a release's cells in their units, from noisy figures alone. */
record Worked(Release release, BoundingPlan plan) {

    Noisy noisy(Figure figure) {
        return release.figures().get(plan.figures().indexOf(figure));
    }

    Estimate mean(Measure measure, int tier, int cell) {
        Noisy.Layer sum = noisy(new Figure.Centred(measure)).layer(tier);
        Noisy.Layer count = count().layer(tier);
        long middle = measure.middle();
        return Estimate.mean(sum.noisy()[cell], sum.deviation(cell), count.noisy()[cell], count.deviation(cell),
            measure.least() - middle, measure.greatest() - middle).plus(middle)
            .times(measure.step().doubleValue());
    }

    Estimate variance(Measure measure, int tier, int cell) {
        Noisy.Layer sum = noisy(new Figure.Centred(measure)).layer(tier);
        Noisy.Layer squares = noisy(new Figure.Squares(measure)).layer(tier);
        Noisy.Layer count = count().layer(tier);
        double unit = Math.scalb(1.0, measure.squareShift());
        return Estimate.variance(squares.noisy()[cell] * unit, squares.deviation(cell) * unit, unit - 1,
            sum.noisy()[cell], sum.deviation(cell), count.noisy()[cell], count.deviation(cell), measure.reach())
            .times(measure.step().pow(2).doubleValue());
    }

    Estimate ratio(Ask.Ratio ratio, int tier, int cell) {
        Noisy.Layer over = ratio.over().figure().map(this::noisy).orElseGet(this::count).layer(tier);
        Noisy.Layer sum = noisy(new Figure.Total(ratio.measure())).layer(tier);
        double factor = ratio.measure().step().doubleValue()
            / (ratio.over() instanceof Ask.Over.Sum(Measure other) ? other.step().doubleValue() : 1);
        boolean counts = !(ratio.over() instanceof Ask.Over.Sum);
        return counts && over.noisy()[cell] <= 0 ? Estimate.UNKNOWN
            : Estimate.ratio(sum.noisy()[cell], sum.deviation(cell), over.noisy()[cell], over.deviation(cell))
                .times(factor);
    }

    private Noisy count() {
        return release.count().orElseThrow();
    }
}
