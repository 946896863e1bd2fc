package eu.bocage.compute;

import eu.bocage.compute.geography.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Made-up rows under a card, with questions that strain its bounds: what an audit asks. Nothing in them comes from
 * anybody's rows, so nothing that follows from them tells of any. Immutable.
 */
public final class MadeRows {

    /** A charge with σ² = L0 for a count: small noise, so that a fault shows in few runs. */
    public static final long MICRO_RHO = 500_000;

    private static final int MOST_CELLS = 64;
    private static final int MOST_VALUES = 8;
    private static final int PLACES = 3;
    private static final int WIDE = 2048;
    private static final int MOST_ROWS = 40;

    private final Card card;
    private final Map<String, List<String>> grouped = new TreeMap<>();
    private final String level;

    public MadeRows(Card card) {
        this(card, MOST_CELLS, MOST_VALUES, PLACES);
    }

    /** Over as many cells as the card and some thousand let: where one unit may make most work. */
    public static MadeRows wide(Card card) {
        return new MadeRows(card, WIDE, WIDE, WIDE);
    }

    private MadeRows(Card card, int mostCells, int mostValues, int mostPlaces) {
        this.card = card;
        int cells = 1;
        List<Key> keys = card.keyMap().values().stream().filter(key -> !key.isPrivate())
            .sorted((a, b) -> Integer.compare(b.perUnit(), a.perUnit())).toList();
        for (Key key : keys) {
            int size = card.filters().contains(key.name()) ? Math.min(mostValues, key.values().size())
                : key.values().size();
            if (grouped.size() < 3 && (long) size * cells <= mostCells) {
                grouped.put(key.name(), key.values().subList(0, size));
                cells *= size;
            }
        }
        int room = Math.min(mostPlaces, mostCells / cells);
        boolean places = card.zone().isPresent() && card.filters().contains(CardReader.ZONING)
            && card.zone().get().level().listed() && room >= PLACES;
        this.level = places ? card.zone().get().level().text() : "";
        if (places) {
            grouped.put(CardReader.ZONING, places().subList(0, Math.min(room, places().size())));
        }
    }

    /** Counts units by every key that is grouped by. */
    public String counting() {
        return question("{\"function\":\"count\"}", "audit");
    }

    /** The same, asked for another purpose: another question. */
    public String countingAgain() {
        return question("{\"function\":\"count\"}", "audit-again");
    }

    /** Counts units by every key that is grouped by and in the whole, where places are grouped by. */
    public Optional<String> rolledUp() {
        return level.isEmpty() ? Optional.empty() : Optional.of(counting().replace(",\"zoning\":\"",
            ",\"rollUp\":[\"" + Tiers.WHOLE + "\"],\"zoning\":\""));
    }

    /** Counts units by the values of one private key. */
    public String countingBy(String privateKey) {
        return "{\"dataset\":\"" + card.id() + "\",\"purpose\":\"audit\",\"measures\":[{\"function\":\"count\"}],"
            + "\"groupBy\":[\"" + privateKey + "\"],\"microRho\":" + MICRO_RHO + "}";
    }

    /** One unit that alone has as many values of a private key as there may be. */
    public List<String> alone(String privateKey) {
        int values = Math.min(card.unitRows(), card.keyMap().get(privateKey).atMost());
        List<String> cell = combinations().getFirst();
        return IntStream.range(0, values).mapToObj(i -> line("alone", cell, 0.5, Map.of(privateKey, "value" + i)))
            .toList();
    }

    /** Counts units, counts rows and adds up every measure, as far as one question may. */
    public String adding() {
        return question(card.measureMap().keySet().stream().limit(4)
            .map(name -> ",{\"function\":\"sum\",\"measure\":\"" + name + "\"}")
            .collect(Collectors.joining("", "{\"function\":\"count\"}" + (card.rowsPerUnit().isPresent()
                ? ",{\"function\":\"rows\"}" : ""), "")), "audit");
    }

    /** What is worked out from centred sums, squares and bins of one measure, if the card has one. */
    public Optional<String> spreading() {
        return first().map(measure -> {
            String of = "\",\"measure\":\"" + measure.name() + "\"";
            return question("{\"function\":\"count\"},{\"function\":\"variance" + of + "},{\"function\":\"histogram"
                + of + ",\"edges\":[" + value(measure, measure.middle()) + "]}", "audit");
        });
    }

    /** The median of one measure, if the card has one. */
    public Optional<String> median() {
        return first().map(measure -> question("{\"function\":\"quantiles\",\"measure\":\"" + measure.name()
            + "\",\"perMille\":[500]}", "audit"));
    }

    /** Number of cells of every question. */
    public int cells() {
        return grouped.values().stream().mapToInt(List::size).reduce(1, Math::multiplyExact);
    }

    /** One unit with one ordinary row in the last cell. */
    public List<String> far() {
        return List.of(line("far", combinations().getLast(), 0.5));
    }

    /** One unit in as many cells as it may count in, with as much in each as it may have. */
    public List<String> full(String unit) {
        List<List<String>> most = new ArrayList<>();
        grouped.forEach((name, values) -> most.add(values.subList(0, Math.min(values.size(),
            name.equals(CardReader.ZONING) ? card.zone().orElseThrow().perUnit()
                : card.keyMap().get(name).perUnit()))));
        return crowded(unit, combinations(most));
    }

    /** Units in one cell in two, whose values are ordinary. */
    public List<String> ordinary(int units) {
        List<List<String>> cells = combinations();
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < units; unit++) {
            List<String> cell = cells.get(unit * 2 % cells.size());
            lines.add(line("o" + unit, cell, (unit % 7 + 1) / 8.0));
            if (card.unitRows() > 1) {
                lines.add(line("o" + unit, cell, 0));
            }
        }
        return lines;
    }

    /** One unit in every cell, with as much in each as it may have and more. */
    public List<String> greedy(String unit) {
        return crowded(unit, combinations());
    }

    /**
     * The unit that makes most work: in as many cells as there are, with as many rows as a table lets one have; and
     * three times as many where the card has the surplus left out.
     */
    public List<String> huge(String unit) {
        List<List<String>> cells = combinations();
        boolean leftOut = card.rules(CardReader.UNIT).of(Trouble.TOO_MANY) instanceof Remedy.RefuseRow;
        return IntStream.range(0, card.unitRows() * (leftOut ? 3 : 1))
            .mapToObj(i -> line(unit, cells.get(i % cells.size()), 1)).toList();
    }

    private List<String> crowded(String unit, List<List<String>> cells) {
        long needed = card.measureMap().values().stream().mapToLong(measure -> measure.perUnit()
            / Math.max(1, Math.max(Math.abs(measure.min()), Math.abs(measure.max()))) + 1).max().orElse(1);
        long times = Math.clamp(card.unitRows() / cells.size(), 1,
            Math.min(MOST_ROWS, Math.max(needed, card.rowsPerUnit().orElse(0)) + 1));
        List<String> lines = new ArrayList<>();
        for (List<String> cell : cells) {
            for (int i = 0; i < times && lines.size() < card.unitRows(); i++) {
                lines.add(line(unit, cell, 1));
            }
        }
        return lines;
    }

    /** One row with a text in place of every measure; of what else a row has it is ordinary. */
    public String poisoned(String text) {
        String good = line("poison", combinations().getFirst(), 0);
        List<String> fields = new ArrayList<>(List.of(good.split(",", -1)));
        for (int i = fields.size() - card.measureMap().size(); i < fields.size(); i++) {
            fields.set(i, text);
        }
        return String.join(",", fields);
    }

    /** Reads lines as a file of the owner's is read. @throws InvalidInput when intake refuses them */
    public Table table(List<String> lines) {
        return reading(file -> Table.readCsv(file, card, rows -> { }), lines);
    }

    /** Calls a reader with a temporary file of them, which only this user may read. */
    public <T> T reading(Function<Path, T> reader, List<String> lines) {
        try {
            Path file = Files.createTempFile("bocage-audit", ".csv");
            try {
                Files.writeString(file, header() + "\n" + String.join("\n", lines) + "\n");
                return reader.apply(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String header() {
        List<String> names = new ArrayList<>(List.of(card.unitColumn()));
        card.zone().ifPresent(zone -> names.add(zone.column()));
        card.keyMap().values().forEach(key -> names.add(key.column()));
        card.measureMap().values().forEach(measure -> names.add(measure.column()));
        return names.stream().map(MadeRows::quoted).collect(Collectors.joining(","));
    }

    /** @param cell values of the grouped keys, in the order of names; @param share how near to its greatest value */
    private String line(String unit, List<String> cell, double share) {
        return line(unit, cell, share, Map.of());
    }

    /** @param hidden values of private keys, the others have one that all rows share */
    private String line(String unit, List<String> cell, double share, Map<String, String> hidden) {
        List<String> names = List.copyOf(grouped.keySet());
        List<String> fields = new ArrayList<>(List.of(unit));
        card.zone().ifPresent(zone -> fields.add(names.contains(CardReader.ZONING)
            ? cell.get(names.indexOf(CardReader.ZONING)) : zone.level().listed() ? places().getFirst()
                : zone.level() == Level.IRIS ? "372610101" : "37261_0001_00001"));
        card.keyMap().values().forEach(key -> fields.add(names.contains(key.name())
            ? cell.get(names.indexOf(key.name())) : key.isPrivate() ? hidden.getOrDefault(key.name(), "made")
                : key.values().getFirst()));
        card.measureMap().values().forEach(measure -> {
            long far = Math.abs(measure.max()) >= Math.abs(measure.min()) ? measure.max() : measure.min();
            fields.add(value(measure, Math.clamp(Math.round(far * share), measure.min(), measure.max())));
        });
        return fields.stream().map(MadeRows::quoted).collect(Collectors.joining(","));
    }

    private Optional<Measure> first() {
        return card.measureMap().values().stream().findFirst();
    }

    private List<List<String>> combinations() {
        return combinations(List.copyOf(grouped.values()));
    }

    private static List<List<String>> combinations(List<List<String>> of) {
        List<List<String>> all = List.of(List.of());
        for (List<String> values : of) {
            all = all.stream().flatMap(left -> values.stream().map(value -> {
                List<String> one = new ArrayList<>(left);
                one.add(value);
                return List.copyOf(one);
            })).toList();
        }
        return all;
    }

    private List<String> places() {
        Zone zone = card.zone().orElseThrow();
        return zone.places(zone.level()).stream().map(place -> place.code()).toList();
    }

    private String question(String measures, String purpose) {
        String filters = grouped.entrySet().stream().filter(one -> card.filters().contains(one.getKey()))
            .map(one -> "\"" + one.getKey() + "\":" + texts(one.getValue())).collect(Collectors.joining(","));
        return "{\"dataset\":\"" + card.id() + "\",\"purpose\":\"" + purpose + "\",\"measures\":[" + measures
            + "],\"groupBy\":" + texts(List.copyOf(grouped.keySet())) + ",\"filters\":{" + filters + "}"
            + (level.isEmpty() ? "" : ",\"zoning\":\"" + level + "\"") + ",\"microRho\":" + MICRO_RHO + "}";
    }

    private static String texts(List<String> all) {
        var array = Json.object().putArray("all");
        all.forEach(array::add);
        return array.toString();
    }

    private static String value(Measure measure, long steps) {
        return measure.step().multiply(BigDecimal.valueOf(steps)).toPlainString();
    }

    private static String quoted(String text) {
        return text.matches("[\\p{Alnum}_.:+-]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
