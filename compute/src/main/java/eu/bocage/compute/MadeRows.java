package eu.bocage.compute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final int NARROW = 8;
    private static final int NARROW_VALUES = 4;
    private static final int WIDE = 2048;
    private static final int MOST_ROWS = 40;

    private final Card card;
    private final MadeGroups groups;
    private final Optional<String> anyPlace;

    public MadeRows(Card card) {
        this(card, MadeGroups.of(card, MOST_CELLS, MOST_VALUES, PLACES));
    }

    private MadeRows(Card card, MadeGroups groups) {
        this.card = card;
        this.groups = groups;
        this.anyPlace = card.zone().map(zone -> zone.places(zone.level()).getFirst().code());
    }

    /** Over as many cells as the card and some thousand let: where one unit may make most work. */
    public static MadeRows wide(Card card) {
        return new MadeRows(card, MadeGroups.of(card, WIDE, WIDE, WIDE));
    }

    /** Over few cells: for mechanisms that draw much noise for each. */
    static MadeRows narrow(Card card) {
        return new MadeRows(card, MadeGroups.of(card, NARROW, NARROW_VALUES, PLACES));
    }

    /** Over places that add up to coarser ones, one for each hierarchy; none where the card has no places. */
    static List<MadeRows> rolledUp(Card card) {
        return MadeGroups.rolledUp(card).stream().map(groups -> new MadeRows(card, groups)).toList();
    }

    /** Counts units by every key that is grouped by. */
    public String counting() {
        return groups.question(List.of("{\"function\":\"count\"}"), "audit");
    }

    /** The same, asked for another purpose: another question. */
    public String countingAgain() {
        return groups.question(List.of("{\"function\":\"count\"}"), "audit-again");
    }

    /** Questions that count units, count rows and add up some measures; together they add up every one. */
    public List<String> adding() {
        return Trial.sums(card).stream().map(this::question).toList();
    }

    String question(List<String> measures) {
        return groups.question(measures, "audit");
    }

    /** Counts units by the values of one private key. */
    public String countingBy(String privateKey) {
        return "{\"dataset\":\"" + card.id() + "\",\"purpose\":\"audit\",\"measures\":[{\"function\":\"count\"}],"
            + "\"groupBy\":[\"" + privateKey + "\"],\"microRho\":" + MICRO_RHO + "}";
    }

    /** One unit that alone has as many values of a private key as there may be. */
    public List<String> alone(String privateKey) {
        int values = Math.min(card.unitRows(), card.keyMap().get(privateKey).atMost());
        List<String> cell = groups.combinations().getFirst();
        return IntStream.range(0, values).mapToObj(i -> line("alone", cell, 0.5, Map.of(privateKey, "value" + i)))
            .toList();
    }

    /** Number of cells that rows lie in. */
    public int cells() {
        return groups.cells();
    }

    /** One unit with one ordinary row in the last cell. */
    public List<String> far() {
        return List.of(line("far", groups.combinations().getLast(), 0.5));
    }

    /** One unit in as many cells as it may count in, with as much in each as it may have. */
    public List<String> full(String unit) {
        return crowded(unit, groups.withinBounds(), 1);
    }

    /** Units in one cell in two, whose values are ordinary. */
    public List<String> ordinary(int units) {
        List<List<String>> cells = groups.combinations();
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
        return crowded(unit, groups.combinations(), 1);
    }

    /** The same at the other end of the bounds: with as little in each cell as it may have, or less than nothing. */
    public List<String> meagre(String unit) {
        return crowded(unit, groups.combinations(), -1);
    }

    /**
     * The unit that makes most work: in as many cells as there are, with as many rows as a table lets one have; and
     * three times as many where the card has the surplus left out.
     */
    public List<String> huge(String unit) {
        List<List<String>> cells = groups.combinations();
        boolean leftOut = card.rules(CardReader.UNIT).of(Trouble.TOO_MANY) instanceof Remedy.RefuseRow;
        return IntStream.range(0, card.unitRows() * (leftOut ? 3 : 1))
            .mapToObj(i -> line(unit, cells.get(i % cells.size()), 1)).toList();
    }

    private List<String> crowded(String unit, List<List<String>> cells, double share) {
        long needed = card.measureMap().values().stream().mapToLong(measure -> measure.perUnit()
            / Math.max(1, Math.max(Math.abs(measure.min()), Math.abs(measure.max()))) + 1).max().orElse(1);
        long times = Math.clamp(card.unitRows() / cells.size(), 1,
            Math.min(MOST_ROWS, Math.max(needed, card.rowsPerUnit().orElse(0)) + 1));
        List<String> lines = new ArrayList<>();
        for (List<String> cell : cells) {
            for (int i = 0; i < times && lines.size() < card.unitRows(); i++) {
                lines.add(line(unit, cell, share));
            }
        }
        return lines;
    }

    /** One row with a text in place of every measure; of what else a row has it is ordinary. */
    public String poisoned(String text) {
        String good = line("poison", groups.combinations().getFirst(), 0);
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

    /**
     * @param cell  values of the grouped keys, in the order of names
     * @param share how far towards the end of each measure's bounds that is the farther from 0; below 0, towards the
     *              other one
     */
    private String line(String unit, List<String> cell, double share) {
        return line(unit, cell, share, Map.of());
    }

    /** @param hidden values of private keys, the others have one that all rows share */
    private String line(String unit, List<String> cell, double share, Map<String, String> hidden) {
        List<String> names = List.copyOf(groups.grouped().keySet());
        List<String> fields = new ArrayList<>(List.of(unit));
        anyPlace.ifPresent(place -> fields.add(names.contains(CardReader.ZONING)
            ? cell.get(names.indexOf(CardReader.ZONING)) : place));
        card.keyMap().values().forEach(key -> fields.add(names.contains(key.name())
            ? cell.get(names.indexOf(key.name())) : key.isPrivate() ? hidden.getOrDefault(key.name(), "made")
                : key.values().getFirst()));
        card.measureMap().values().forEach(measure -> {
            boolean upwards = Math.abs(measure.max()) >= Math.abs(measure.min()) == share >= 0;
            fields.add(value(measure, Math.clamp(Math.round((upwards ? measure.max() : measure.min())
                * Math.abs(share)), measure.min(), measure.max())));
        });
        return fields.stream().map(MadeRows::quoted).collect(Collectors.joining(","));
    }

    private static String value(Measure measure, long steps) {
        return measure.step().multiply(BigDecimal.valueOf(steps)).toPlainString();
    }

    private static String quoted(String text) {
        return text.matches("[\\p{Alnum}_.:+-]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
