package eu.bocage.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a question would cost and how good its answer would be, told without spending and without rows: from the
 * declared bounds, the public keys and the answers that this project already has. It is given no table. Immutable.
 *
 * @param loss          what it costs
 * @param epsilonPerMille the same as ε in thousandths at δ = 10^-6
 * @param cells         how many there are at most, those of coarser levels too
 * @param questionsLeft how many such questions the budget holds
 * @param figures       how good each figure would be, in the order of the question
 * @param appearsFrom   with a private key, about how many units a cell needs to appear
 * @param likelyHidden  how many cells are likely to be hidden, coarser levels too; empty when no released answer tells
 *                      the counts or totals that the rules go by
 */
public record Preview(PrivacyLoss loss, long epsilonPerMille, long cells, long questionsLeft, List<Expected> figures,
                      OptionalLong appearsFrom, OptionalLong likelyHidden, Disclosure disclosure) {

    public Preview {
        figures = List.copyOf(figures);
    }

    /**
     * How good one figure would be. A half-width covers 95 % of the noise.
     *
     * @param measure     as the answer's {@code measures} have it, with its unit; canonical JSON
     * @param halfWidth95 in its unit, for each cell whatever it holds, by level from the finest; empty where it depends
     * @param byCount     where it depends on how many units a cell holds: half-widths for some counts
     */
    public record Expected(String measure, List<String> halfWidth95, List<AtCount> byCount) {

        public Expected {
            halfWidth95 = List.copyOf(halfWidth95);
            byCount = List.copyOf(byCount);
        }
    }

    /** @param halfWidth95 by level; in the figure's unit, in thousandths of units for a quantile; null if unknown */
    public record AtCount(long units, List<String> halfWidth95) {

        public AtCount {
            halfWidth95 = Collections.unmodifiableList(new ArrayList<>(halfWidth95));
        }
    }

    /**
     * @param disclosure which cells would be shown
     * @param left       of the budget
     * @param released   answers that the same project was given, as {@link Answer#json} wrote them, parsed
     * @throws InvalidInput when the dataset cannot answer this question
     */
    public static Preview of(Question question, Card card, Disclosure disclosure, PrivacyLoss left,
                             List<JsonNode> released) {
        return new Previewing(question, card, disclosure).preview(left, released);
    }

    /** Canonical JSON, with words in both languages. */
    public String json() {
        ObjectNode document = Json.object().put("microRho", loss.microRho()).put("picoDelta", loss.picoDelta())
            .put("epsilonPerMille", epsilonPerMille).put("delta", "0.000001").put("cells", cells)
            .put("questionsLeft", questionsLeft).put("minimumGroup", disclosure.minimumGroup())
            .put("dominancePercent", disclosure.dominancePercent());
        appearsFrom.ifPresent(units -> document.put("appearsFrom", units));
        likelyHidden.ifPresent(number -> document.put("likelyHidden", number));
        var listed = document.putArray("figures");
        for (Expected figure : figures) {
            ObjectNode one = listed.addObject();
            one.set("measure", Json.read(figure.measure()));
            figure.halfWidth95().forEach(width -> one.withArray("halfWidth95").add(new BigDecimal(width)));
            figure.byCount().forEach(at -> {
                ObjectNode point = one.withArray("byCount").addObject().put("units", at.units());
                at.halfWidth95().forEach(width -> point.withArray("halfWidth95")
                    .add(width == null ? null : new BigDecimal(width)));
            });
        }
        PreviewText text = new PreviewText(this);
        return Json.canonical(document.put("fr", text.french()).put("en", text.english()));
    }
}
