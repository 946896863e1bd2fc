package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.BoundingPlan.Axis;
import eu.bocage.compute.BoundingPlan.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The query that an engine is given for a plan yields the same cells as the columns do, whatever the names. */
class CellsOnDuckDbTest {

    private static final List<String> PLACES = List.of("a", "été", "e\u0301té", "|v1:a", "統計", "🦆", "a b", "\\",
        "'");
    private static final List<String> SECTORS = List.of("x", "v1:x", "n", "%", "ß");
    private static final String CARD = """
        id: cells
        title: {fr: Cellules, en: Cells}
        description: {fr: Cellules, en: Cells}
        classification: sensitive
        owner: Énergie
        licence: Charte
        unit: meter
        unitColumn: unit
        unitSpace: meters
        period: "2025"
        keys:
          place: {column: place, private: true, perUnit: 2}
          sector: {column: sector, private: true, perUnit: 1}
        measures:
          amount: {column: amount, unit: EUR, step: 1, row: {min: -50, max: 500}, perUnit: {max: 700}}
        """;
    private static final String QUERY = """
        WITH b AS (SELECT unit, place, sector, count(*) AS n, sum(CASE WHEN amount IS NULL THEN 0 WHEN amount < -50
                   THEN -50 WHEN amount > 500 THEN 500 ELSE amount END) AS s0
                   FROM read_csv(?, header = true, all_varchar = false, types = {'amount': 'BIGINT', 'unit': 'VARCHAR',
                   'place': 'VARCHAR', 'sector': 'VARCHAR'}, quote = '"', escape = '"') WHERE unit IS NOT NULL
                   GROUP BY unit, place, sector),
        c AS (SELECT *, coalesce('v' || length(unit) || ':' || unit, 'n') AS eu,
              coalesce('v' || length(place) || ':' || place, 'n') AS e1,
              coalesce('v' || length(sector) || ':' || sector, 'n') AS e2,
              CASE WHEN s0 < -700 THEN -700 WHEN s0 > 700 THEN 700 ELSE s0 END AS v FROM b),
        d AS (SELECT *, sha256(? || '|' || eu || '|' || e1 || '|' || e2) AS h FROM c),
        r AS (SELECT *, row_number() OVER (PARTITION BY unit ORDER BY h, e1, e2) AS rn FROM d)
        SELECT place, sector, count(*), CAST(sum(CASE WHEN n > 3 THEN 3 ELSE n END) AS BIGINT), CAST(sum(v) AS BIGINT)
        FROM r WHERE rn <= 2 GROUP BY place, sector""";

    @TempDir
    Path folder;

    @Test
    void yieldsTheSameCells() throws Exception {
        Path csv = csv(new Random(20251126));
        String salt = HexFormat.of().formatHex(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
        Table table = Table.readCsv(csv, Card.fromYaml(CARD), rows -> { });
        Layout layout = table.layout();
        BoundingPlan plan = new BoundingPlan(List.of(axis(layout, 0), axis(layout, 1)), List.of(),
            List.of(new Figure.Rows(3), new Figure.Total(layout.measures().getFirst())), List.of(), 2, salt);
        ExactAggregate cells = new ColumnCells(table.columns(), layout).cells(plan);
        List<String> ours = new ArrayList<>();
        for (int cell = 0; cell < plan.cells(); cell++) {
            if (cells.counts()[cell] > 0) {
                int sectors = layout.values().get(1).size();
                ours.add(layout.values().get(0).get(cell / sectors) + " " + layout.values().get(1).get(cell % sectors)
                    + " " + cells.counts()[cell] + " " + cells.figures()[0][cell] + " " + cells.figures()[1][cell]);
            }
        }
        assertThat(ours).hasSizeGreaterThan(40).containsExactlyInAnyOrderElementsOf(theirs(csv, salt));
    }

    private static Axis axis(Layout layout, int key) {
        List<String> values = layout.values().get(key);
        return new Axis(layout.keys().get(key), values, IntStream.range(0, values.size()).toArray(), true);
    }

    private static List<String> theirs(Path csv, String salt) throws SQLException {
        List<String> cells = new ArrayList<>();
        String query = QUERY.replaceFirst("\\?", "'" + csv + "'").replaceFirst("\\?", "'" + salt + "'");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
             Statement statement = database.createStatement(); ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                cells.add(result.getString(1) + " " + result.getString(2) + " " + result.getLong(3) + " "
                    + result.getLong(4) + " " + result.getLong(5));
            }
        }
        return cells;
    }

    private Path csv(Random random) throws IOException {
        StringBuilder text = new StringBuilder("unit,place,sector,amount\n");
        for (int row = 0; row < 5_000; row++) {
            String place = PLACES.get(random.nextInt(PLACES.size()));
            String unit = Normalizer.normalize(place, Form.NFC) + random.nextInt(100);
            text.append('"').append(unit).append("\",\"").append(PLACES.get(random.nextInt(PLACES.size())))
                .append("\",\"").append(SECTORS.get(random.nextInt(SECTORS.size()))).append("\",")
                .append(random.nextInt(551) - 50).append('\n');
        }
        return Files.writeString(folder.resolve("rows.csv"), text);
    }
}
