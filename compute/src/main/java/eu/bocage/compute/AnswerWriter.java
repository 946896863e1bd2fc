package eu.bocage.compute;

import static eu.bocage.compute.CardReader.ZONING;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.geography.Level;
import eu.bocage.compute.geography.Place;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a release as canonical JSON, whose form is {@code answer.schema.json}; cells are written without a tree. */
final class AnswerWriter {

    /** In characters. */
    private static final int PIECE = 1 << 14;

    private final Question question;
    private final Card card;
    private final DataVersion version;
    private final Noises noises;
    private final Release release;
    private final Disclosure disclosure;
    private final Hiding hiding;
    private final List<Ask> asks;
    private final List<AnswerColumn> columns = new ArrayList<>();
    private final boolean tellsUnits;
    private final List<BoundingPlan.Figure> toldFloors;

    AnswerWriter(Question question, Card card, DataVersion version, Noises noises, Release release,
                 Disclosure disclosure) {
        this.question = question;
        this.card = card;
        this.version = version;
        this.noises = noises;
        this.release = release;
        this.disclosure = disclosure;
        this.asks = question.content().asks();
        this.hiding = new Hiding(disclosure, release, noises, asks);
        int spread = 0;
        for (Ask ask : asks) {
            columns.add(AnswerColumn.of(ask, release, noises.plan(), spread, hiding));
            spread += ask.spread().isPresent() ? 1 : 0;
        }
        this.tellsUnits = disclosure.needsCount() && !asks.contains(new Ask.Count());
        this.toldFloors = hiding.dominated().stream().filter(one -> !asks.contains(switch (one) {
            case BoundingPlan.Figure.Rows(int most) -> new Ask.Rows(most);
            case BoundingPlan.Figure.Total(Measure measure) -> new Ask.Sum(measure);
            default -> throw new IllegalStateException("looked at by its size");
        })).toList();
    }

    /** UTF-8. Beside what it returns it needs as much again while it writes. */
    byte[] bytes() {
        SortedMap<String, Member> members = new TreeMap<>();
        members.put("bias", of(Json.canonical(new BiasText(asks, noises.plan(), noises.tiers(), disclosure)
            .document())));
        members.put("cells", out -> cells(out, 0));
        members.put("dataset", of(quoted(card.id())));
        members.put("disclosure", of(Json.canonical(disclosure())));
        members.put("groupBy", of(Json.canonical(groupBy())));
        members.put("labels", of(Json.canonical(labels())));
        if (noises.tiers().size() > 1) {
            members.put("levels", this::levels);
        }
        members.put("measures", of(Json.canonical(measures())));
        members.put("medianRelativeHalfWidth95", of(columns.stream().map(this::medianPerMille)
            .collect(Collectors.joining(",", "[", "]"))));
        members.put("microRho", of(String.valueOf(question.microRho())));
        members.put("minimumGroup", of(String.valueOf(disclosure.minimumGroup())));
        members.put("privacy", of(Json.canonical(noises.shares().document(question.content(), question.loss()))));
        members.put("question", of(question.json()));
        members.put("version", of(quoted(version.id())));
        try (ByteArrayBuilder out = new ByteArrayBuilder()) {
            String before = "{";
            for (Map.Entry<String, Member> member : members.entrySet()) {
                write(out, before + quoted(member.getKey()) + ":");
                member.getValue().write(out);
                before = ",";
            }
            write(out, "}");
            return out.toByteArray();
        }
    }

    private interface Member {
        void write(ByteArrayBuilder out);
    }

    private static Member of(String json) {
        return out -> write(out, json);
    }

    private static void write(ByteArrayBuilder out, CharSequence json) {
        out.write(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void levels(ByteArrayBuilder out) {
        for (int tier = 1; tier < noises.tiers().size(); tier++) {
            write(out, (tier == 1 ? "[" : ",") + "{\"cells\":");
            cells(out, tier);
            write(out, ",\"timesPerUnit\":" + hiding.timesPerUnit(tier) + ",\"zoning\":"
                + quoted(noises.tiers().all().get(tier).level().text()) + "}");
        }
        write(out, "]");
    }

    private void cells(ByteArrayBuilder all, int tier) {
        List<List<String>> groups = new ArrayList<>(noises.plan().axes().stream()
            .map(axis -> axis.groups().stream().map(AnswerWriter::quoted).toList()).toList());
        if (tier > 0) {
            groups.set(0, noises.tiers().all().get(tier).groups().stream().map(AnswerWriter::quoted).toList());
        }
        int[] at = new int[groups.size()];
        StringBuilder out = new StringBuilder("[");
        String before = "{";
        for (int cell = 0; cell < noises.tiers().cells(tier); cell++) {
            if (tier > 0 || release.tells(cell)) {
                out.append(before);
                before = ",{";
                cell(out, tier, cell, groups, at);
                out.append('}');
            }
            if (out.length() > PIECE) {
                write(all, out);
                out.setLength(0);
            }
            for (int axis = at.length - 1; axis >= 0 && ++at[axis] == groups.get(axis).size(); axis--) {
                at[axis] = 0;
            }
        }
        write(all, out.append(']'));
    }

    private void cell(StringBuilder out, int tier, int cell, List<List<String>> groups, int[] at) {
        Optional<Hiding.Rule> rule = hiding.rule(tier, cell);
        if (rule.isEmpty() && (tellsUnits || !toldFloors.isEmpty())) {
            out.append("\"clears\":").append(clears(tier, cell)).append(',');
        }
        if (rule.isPresent()) {
            out.append("\"hidden\":true,");
        }
        out.append("\"keys\":[");
        for (int axis = 0; axis < at.length; axis++) {
            out.append(axis == 0 ? "" : ",").append(groups.get(axis).get(at[axis]));
        }
        out.append(']');
        if (rule.isPresent()) {
            out.append(",\"rule\":\"").append(rule.get().text()).append('"');
            return;
        }
        out.append(",\"values\":[");
        for (int i = 0; i < columns.size(); i++) {
            out.append(i == 0 ? "" : ",");
            columns.get(i).write(out, tier, cell);
        }
        out.append(']');
    }

    /** The noisy figures by which a cell is shown and that were not asked. */
    private String clears(int tier, int cell) {
        Map<String, String> members = new TreeMap<>();
        if (tellsUnits) {
            members.put("count", String.valueOf(hiding.units(tier, cell)));
        }
        toldFloors.forEach(one -> members.put(Hiding.name(one),
            new Shown(Hiding.step(one)).of(hiding.floor(one, tier, cell))));
        return object(members);
    }

    /** The rules, and the largest value that one unit may have of each figure that is looked at by its size. */
    private ObjectNode disclosure() {
        ObjectNode rules = Json.object().put("minimumGroup", disclosure.minimumGroup())
            .put("dominancePercent", disclosure.dominancePercent());
        hiding.dominated().forEach(one -> rules.withObject("/largest").put(Hiding.name(one),
            Shown.trimmed(Hiding.step(one).multiply(BigDecimal.valueOf(one.bound())))));
        return rules;
    }

    /** Over the shown cells; null when none is shown, or where there is no such figure. */
    private String medianPerMille(AnswerColumn column) {
        int cells = noises.tiers().cells(0);
        long[] all = new long[cells];
        int shown = 0;
        for (int cell = 0; cell < cells; cell++) {
            if (release.tells(cell) && hiding.rule(0, cell).isEmpty()) {
                OptionalLong one = column.perMille(cell);
                if (one.isEmpty()) {
                    return "null";
                }
                all[shown++] = one.getAsLong();
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
        asks.forEach(ask -> measures.add(measure(ask, card)));
        return measures;
    }

    /** What was asked, with the unit of its figures; rows have none. */
    static ObjectNode measure(Ask ask, Card card) {
        String counted = Json.read(card.json()).get("unit").textValue();
        ObjectNode one = ask.document();
        String unit = ask.measures().isEmpty() ? counted : ask.measures().getFirst().unit();
        return switch (ask) {
            case Ask.Rows rows -> one;
            case Ask.Variance variance -> one.put("unit", unit + "²");
            case Ask.Ratio ratio -> one.put("unit", switch (ratio.over()) {
                case Ask.Over.Units units -> unit + "/" + counted;
                case Ask.Over.Rows rows -> unit;
                case Ask.Over.Sum(Measure other) -> unit + "/" + other.unit();
            });
            case Ask.Histogram histogram -> one.put("edgesUnit", unit).put("unit", counted);
            default -> one.put("unit", unit);
        };
    }

    private ObjectNode labels() {
        ObjectNode labels = Json.object();
        if (!question.content().groupBy().contains(ZONING)) {
            return labels;
        }
        boolean some = question.content().filter(ZONING).isPresent();
        for (Tiers.Tier tier : noises.tiers().all()) {
            boolean part = some && tier != noises.tiers().all().getFirst();
            ObjectNode names = labels.putObject(tier.level().text());
            Map<String, Place> places = card.zone().orElseThrow().places(tier.level()).stream()
                .collect(Collectors.toMap(Place::code, place -> place));
            String other = tier.level() == Level.TERRITORY ? "Ensemble / All" : "Aucun / None";
            tier.groups().forEach(code -> {
                Place place = places.getOrDefault(code, new Place(code, other, 0, false));
                names.putObject(code).put("name", place.name()).put("part", place.part() || part);
            });
        }
        return labels;
    }

    private static String object(Map<String, String> members) {
        return members.entrySet().stream().map(member -> quoted(member.getKey()) + ":" + member.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        String array = Json.canonical(Json.object().putArray("one").add(text));
        return array.substring(1, array.length() - 1);
    }
}
