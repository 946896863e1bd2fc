package eu.bocage.compute;

import static eu.bocage.compute.CardReader.ZONING;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.geography.Place;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a release as canonical JSON; a million cells are written straight, without a tree. */
final class AnswerWriter {

    /** A double, which is what RFC 8785 knows, keeps 15 decimal digits; a figure beyond is shown as this. */
    private static final BigInteger MAX_SHOWN = BigInteger.valueOf(999_999_999_999_999L);
    private static final long MAX_PER_MILLE = 1_000_000;

    private final Question question;
    private final Card card;
    private final DataVersion version;
    private final BoundingPlan plan;
    private final Release release;
    private final Disclosure disclosure;
    private final int minimumGroup;
    private final List<Column> columns = new ArrayList<>();

    AnswerWriter(Question question, Card card, DataVersion version, BoundingPlan plan, Release release,
                 Disclosure disclosure) {
        this.question = question;
        this.card = card;
        this.version = version;
        this.plan = plan;
        this.release = release;
        this.disclosure = disclosure;
        this.minimumGroup = disclosure.minimumGroup();
        for (Ask ask : question.content().asks()) {
            switch (ask) {
                case Ask.Count count -> columns.add(new Column(release.count().orElseThrow(), BigDecimal.ONE));
                case Ask.Sum(Measure measure) -> columns.add(new Column(release.sums().get(
                    plan.figures().indexOf(new BoundingPlan.Figure.Total(measure))), measure.step()));
                default -> throw new IllegalStateException(ask.function());
            }
        }
    }

    String json() {
        Map<String, String> members = new TreeMap<>();
        members.put("bias", Json.canonical(bias()));
        members.put("cells", cells());
        members.put("dataset", quoted(card.id()));
        members.put("groupBy", Json.canonical(groupBy()));
        members.put("labels", Json.canonical(labels()));
        members.put("measures", Json.canonical(measures()));
        members.put("medianRelativeHalfWidth95", columns.stream().map(this::medianPerMille)
            .collect(Collectors.joining(",", "[", "]")));
        members.put("microRho", String.valueOf(question.microRho()));
        members.put("minimumGroup", String.valueOf(minimumGroup));
        members.put("privacy", Json.canonical(
            Shares.of(question.content(), disclosure.needsCount()).document(question.content(), question.loss())));
        members.put("question", question.json());
        members.put("version", quoted(version.id()));
        return members.entrySet().stream().map(member -> quoted(member.getKey()) + ":" + member.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    }

    private String cells() {
        List<List<String>> groups = plan.axes().stream()
            .map(axis -> axis.groups().stream().map(AnswerWriter::quoted).toList()).toList();
        int[] at = new int[groups.size()];
        StringBuilder out = new StringBuilder("[");
        for (int cell = 0; cell < plan.cells(); cell++) {
            out.append(cell == 0 ? "{" : ",{");
            if (hidden(cell)) {
                out.append("\"hidden\":true,");
            }
            out.append("\"keys\":[");
            for (int axis = 0; axis < at.length; axis++) {
                out.append(axis == 0 ? "" : ",").append(groups.get(axis).get(at[axis]));
            }
            out.append(']');
            if (!hidden(cell)) {
                out.append(",\"values\":[");
                for (int i = 0; i < columns.size(); i++) {
                    out.append(i == 0 ? "{\"halfWidth95\":" : ",{\"halfWidth95\":").append(columns.get(i).halfWidth)
                        .append(",\"value\":").append(columns.get(i).shown(cell)).append('}');
                }
                out.append(']');
            }
            out.append('}');
            for (int axis = at.length - 1; axis >= 0 && ++at[axis] == groups.get(axis).size(); axis--) {
                at[axis] = 0;
            }
        }
        return out.append(']').toString();
    }

    private boolean hidden(int cell) {
        return minimumGroup > 0 && release.count().orElseThrow().noisy()[cell] < minimumGroup;
    }

    /** Over the shown cells, half-width by absolute noisy value in thousandths, rounded up; null when none is shown. */
    private String medianPerMille(Column column) {
        long[] all = new long[plan.cells()];
        int shown = 0;
        for (int cell = 0; cell < all.length; cell++) {
            if (!hidden(cell)) {
                BigInteger value = BigInteger.valueOf(column.figure.noisy()[cell]).abs();
                BigInteger width = column.figure.halfWidth95().multiply(BigInteger.valueOf(1000));
                all[shown++] = value.signum() == 0 ? MAX_PER_MILLE : width.add(value).subtract(BigInteger.ONE)
                    .divide(value).min(BigInteger.valueOf(MAX_PER_MILLE)).longValueExact();
            }
        }
        Arrays.sort(all, 0, shown);
        return shown == 0 ? "null" : String.valueOf(all[shown / 2]);
    }

    private ArrayNode groupBy() {
        ArrayNode names = Json.object().putArray("names");
        question.content().groupBy().forEach(key -> names.add(key.equals(ZONING) ? question.zoning() : key));
        return names;
    }

    private ArrayNode measures() {
        ArrayNode measures = Json.object().putArray("measures");
        question.content().asks().forEach(ask -> measures.add(ask.document().put("unit", ask.measures().isEmpty()
            ? Json.read(card.json()).get("unit").textValue() : ask.measures().getFirst().unit())));
        return measures;
    }

    private ObjectNode labels() {
        ObjectNode labels = Json.object();
        plan.axes().stream().filter(axis -> axis.key().equals(ZONING)).forEach(axis -> {
            ObjectNode names = labels.putObject(question.zoning());
            Map<String, Place> places = card.zone().orElseThrow().places(question.content().zoning()).stream()
                .collect(Collectors.toMap(Place::code, place -> place));
            axis.groups().forEach(code -> {
                Place place = places.getOrDefault(code, new Place(code, "Aucun / None", 0, false));
                names.putObject(code).put("name", place.name()).put("part", place.part());
            });
        });
        return labels;
    }

    private ObjectNode bias() {
        String bounds = question.content().asks().stream().flatMap(ask -> ask.measures().stream()).distinct().map(one -> one.name() + " : " + new StepReader(one).shown(one.perUnit())
            + " " + one.unit()).collect(Collectors.joining(", "));
        int cells = plan.cellsPerUnit();
        String french = "Les marges ne couvrent que le bruit. Une unité compte dans " + cells + " cellule"
            + (cells > 1 ? "s" : "") + " au plus" + (bounds.isEmpty() ? "" : ", et par cellule pour au plus (" + bounds
            + ")") + " ; ce qui dépasse est coupé. Ce biais n'est pas estimé.";
        String english = "The margins cover the noise only. One unit counts in at most " + cells + " cell"
            + (cells > 1 ? "s" : "") + (bounds.isEmpty() ? "" : ", and per cell for at most (" + bounds + ")")
            + "; what goes beyond is cut off. This bias is not estimated.";
        return Json.object().put("fr", french).put("en", english);
    }

    private static String quoted(String text) {
        String array = Json.canonical(Json.object().putArray("one").add(text));
        return array.substring(1, array.length() - 1);
    }

    /** One asked figure and how its steps are shown in its unit. */
    private static final class Column {

        private final Release.Figure figure;
        private final int decimals;
        private final BigInteger step;
        private final String halfWidth;

        Column(Release.Figure figure, BigDecimal step) {
            this.figure = figure;
            this.decimals = Math.max(0, step.scale());
            this.step = step.setScale(decimals).unscaledValue();
            this.halfWidth = shown(figure.halfWidth95());
        }

        String shown(int cell) {
            return shown(BigInteger.valueOf(figure.noisy()[cell]));
        }

        private String shown(BigInteger steps) {
            BigInteger unscaled = steps.multiply(step).min(MAX_SHOWN).max(MAX_SHOWN.negate());
            return unscaled.signum() == 0 ? "0"
                : new BigDecimal(unscaled, decimals).stripTrailingZeros().toPlainString();
        }
    }
}
