package eu.bocage.compute;

import eu.bocage.compute.BoundingPlan.Axis;
import eu.bocage.compute.BoundingPlan.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One step of the comparison in a process of its own; see README.md. */
public final class Tables {

    private static final String SALT = "00112233445566778899aabbccddeeff";
    private static final String CARD = """
        id: meters
        title: {fr: Relevés, en: Readings}
        description: {fr: Une ligne par relevé., en: One row per reading.}
        classification: sensitive
        owner: Énergie
        licence: Charte
        unit: meter
        unitColumn: unit
        unitSpace: meters
        period: "2025"
        rowsPerUnit: 3
        keys:
          place: {column: commune, values: [%s], perUnit: 2}
          category: {column: category, values: [%s], perUnit: 1}
        measures:
          bill: {column: cents, unit: cent, step: 1, row: {min: 0, max: 20000}, perUnit: {max: 30000}}
        """;

    private static final String TEXT = CARD.formatted(list("c%04d", 1200), list("k%d", 10));

    private Tables() {
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        Path parquet = folder.resolve("rows.parquet");
        Path table = folder.resolve("rows.table");
        switch (args[0]) {
            case "make" -> Duck.make(folder, Long.parseLong(args[2]));
            case "load" -> {
                Measured.run("load", 0, 1, () -> load(folder, table));
                again(() -> load(folder, table));
            }
            case "duck-load" -> {
                Measured.run("load", 0, 1, () -> Duck.load(folder));
                again(() -> Duck.load(folder));
            }
            case "ask" -> {
                try (Table opened = Measured.run("open", 0, 1, () -> Table.open(table, card()))) {
                    ask(opened, folder);
                }
            }
            case "duck-ask" -> {
                try (Connection database = Duck.open("")) {
                    Measured.run("groups", 2, 5, () -> Duck.all(database, Duck.GROUPS.formatted(parquet)));
                    Files.writeString(folder.resolve("duck.txt"), Measured.run("bounded", 1, 3,
                        () -> Duck.all(database, Duck.BOUNDED.formatted(parquet, SALT))));
                }
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Once the JVM has compiled what it needs. */
    private static void again(Callable<?> load) throws Exception {
        if (!Boolean.getBoolean("once")) {
            Measured.run("load again", 1, 3, load);
        }
    }

    private static Path load(Path folder, Path table) throws IOException {
        Files.deleteIfExists(table);
        Table.readCsv(folder.resolve("rows.csv"), card(), rows -> { }).write(table);
        return table;
    }

    private static void ask(Table table, Path folder) throws Exception {
        ColumnCells cells = new ColumnCells(table.columns(), table.layout());
        BoundingPlan plan = plan(table.layout());
        Measured.run("groups", 2, 5, () -> groups(table.columns()));
        ExactAggregate exact = Measured.run("bounded", 1, 3, () -> cells.cells(plan));
        Measured.run("noise", 2, 5, () -> noise(exact));
        Measured.run("release", 1, 3, () -> noise(cells.cells(plan)));
        StringBuilder text = new StringBuilder();
        List<String> communes = plan.axes().get(1).groups();
        for (int commune = 0; commune < communes.size(); commune++) {
            for (int category = 0; category < 10; category++) {
                int cell = category * communes.size() + commune;
                if (exact.counts()[cell] > 0) {
                    text.append(communes.get(commune)).append(" k").append(category).append(' ')
                        .append(exact.counts()[cell]).append(' ').append(exact.figures()[0][cell]).append(' ')
                        .append(exact.figures()[1][cell]).append('\n');
                }
            }
        }
        Files.writeString(folder.resolve("ours.txt"), text);
    }

    /** Count and sum of all rows by commune and category, unbounded: what no question gets, here to compare. */
    private static long[][] groups(Columns columns) {
        int[] categories = columns.keys()[0];
        int[] communes = columns.keys()[1];
        long[] cents = columns.values()[0];
        long[] counts = new long[12_000];
        long[] sums = new long[12_000];
        for (int row = 0; row < cents.length; row++) {
            int cell = categories[row] * 1200 + communes[row];
            counts[cell]++;
            sums[cell] += cents[row];
        }
        return new long[][] {counts, sums};
    }

    /** Two numbers for each cell: its count and its sum. */
    private static long noise(ExactAggregate exact) {
        RandomStream random = new RandomStream(new byte[32], "bench");
        DiscreteGaussian count = DiscreteGaussian.of(2, 1, 25_000);
        DiscreteGaussian sum = DiscreteGaussian.of(2, 30_000, 25_000);
        long mixed = 0;
        for (int cell = 0; cell < exact.counts().length; cell++) {
            mixed += exact.counts()[cell] + count.sample(random) ^ exact.figures()[1][cell] + sum.sample(random);
        }
        return mixed;
    }

    static BoundingPlan plan(Layout layout) {
        return new BoundingPlan(List.of(axis(layout, "category"), axis(layout, "place")), List.of(),
            List.of(new Figure.Rows(3), new Figure.Total(layout.measures().getFirst())), List.of(), 2, SALT);
    }

    private static Axis axis(Layout layout, String key) {
        List<String> values = layout.values().get(layout.keys().indexOf(key));
        return new Axis(key, values, IntStream.range(0, values.size()).toArray(), false);
    }

    static Card card() {
        return Card.fromYaml(TEXT);
    }

    private static String list(String form, int size) {
        return IntStream.range(0, size).mapToObj(form::formatted).collect(Collectors.joining(", "));
    }
}
