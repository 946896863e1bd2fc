package eu.bocage.compute;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.BoundingPlan.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a question's charge is split over its mechanisms, in whole millionths of rho that add up to the charge exactly:
 * zero-concentrated differential privacy adds up (Bun, Steinke 2016, lemma 1.7). Mechanisms that were asked, or that
 * something asked is worked out from, get the same each, the first one what is left over. Where a count of units is
 * needed to decide what is shown and for nothing else, a fifth of the charge (at least one millionth) goes to it first.
 *
 * @param count   what the count of units costs, 0 when there is none
 * @param figures what each figure of the plan costs
 * @param spreads what each spread of the plan costs
 */
record Shares(long count, long[] figures, long[] spreads) {

    static Shares of(Question.Content question, boolean needsCount) {
        boolean counted = question.asks().stream().anyMatch(Ask::needsCount);
        int figures = figures(question.asks()).size();
        int spreads = spreads(question.asks()).size();
        int all = figures + spreads + (counted ? 1 : 0);
        long spare = question.microRho() - all;
        long hidden = needsCount && !counted ? Math.max(1, Math.min(spare, question.microRho() / 5)) : 0;
        long[] shares = new long[all];
        Arrays.fill(shares, (question.microRho() - hidden) / all);
        shares[0] += (question.microRho() - hidden) % all;
        int first = counted ? 1 : 0;
        return new Shares(counted ? shares[0] : hidden, Arrays.copyOfRange(shares, first, first + figures),
            Arrays.copyOfRange(shares, first + figures, all));
    }

    /** The most mechanisms that these need, one more for the count included: the least charge in millionths. */
    static int mechanisms(List<Ask> asks) {
        return figures(asks).size() + spreads(asks).size() + 1;
    }

    /** Each once, in the order in which they are needed. */
    static List<Figure> figures(List<Ask> asks) {
        return asks.stream().flatMap(ask -> ask.figures().stream()).distinct().toList();
    }

    /** One for each histogram and each tree, in the order of the question. */
    static List<BoundingPlan.Spread> spreads(List<Ask> asks) {
        return asks.stream().flatMap(ask -> ask.spread().stream()).toList();
    }

    /** What the answer tells of it. */
    ObjectNode document(Question.Content question, PrivacyLoss loss) {
        ObjectNode document = Json.object();
        document.put("delta", "0.000001").put("epsilonPerMille", loss.epsilonPerMille(PrivacyLoss.USUAL_DELTA));
        if (loss.picoDelta() > 0) {
            document.put("picoDelta", loss.picoDelta());
        }
        ArrayNode listed = document.putArray("shares");
        if (count > 0) {
            listed.addObject().put("function", "count").put("microRho", count)
                .put("shown", question.asks().stream().anyMatch(Ask.Count.class::isInstance));
        }
        List<Figure> added = figures(question.asks());
        for (int f = 0; f < figures.length; f++) {
            ObjectNode one = switch (added.get(f)) {
                case Figure.Rows rows -> listed.addObject().put("function", "rows");
                case Figure.Total(Measure measure) ->
                    listed.addObject().put("function", "sum").put("measure", measure.name());
                case Figure.Centred(Measure measure) ->
                    listed.addObject().put("function", "centredSum").put("measure", measure.name());
                case Figure.Squares(Measure measure) ->
                    listed.addObject().put("function", "squares").put("measure", measure.name());
            };
            Figure figure = added.get(f);
            one.put("microRho", figures[f]).put("shown", question.asks().stream().anyMatch(ask ->
                (ask instanceof Ask.Sum || ask instanceof Ask.Rows) && ask.figures().contains(figure)));
        }
        List<String> spread = question.asks().stream().filter(ask -> ask.spread().isPresent())
            .map(Ask::function).toList();
        List<BoundingPlan.Spread> bins = spreads(question.asks());
        for (int s = 0; s < spreads.length; s++) {
            listed.addObject().put("function", spread.get(s)).put("measure", bins.get(s).measure().name())
                .put("microRho", spreads[s]).put("shown", true);
        }
        return document;
    }

    long sum() {
        return Stream.of(figures, spreads).mapToLong(all -> Arrays.stream(all).sum()).sum() + count;
    }
}
