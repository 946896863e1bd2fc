package eu.bocage.compute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What DuckDB does with the same data: makes it, takes it from CSV into a file of its own, groups, bounds. */
final class Duck {

    static final String GROUPS = "SELECT commune, category, count(*), sum(cents) FROM '%s' GROUP BY commune, category";

    /** The query that other engines are given, see BoundedCells; rows per unit and cell are counted up to 3. */
    static final String BOUNDED = """
        WITH b AS (SELECT unit, commune, category, count(*) AS rows, sum(CASE WHEN cents IS NULL THEN 0
                   WHEN cents < 0 THEN 0 WHEN cents > 20000 THEN 20000 ELSE cents END) AS s0
                   FROM '%s' WHERE unit IS NOT NULL GROUP BY unit, commune, category),
        c AS (SELECT unit, commune, category, CASE WHEN rows > 3 THEN 3 ELSE rows END AS r,
              CASE WHEN s0 < -30000 THEN -30000 WHEN s0 > 30000 THEN 30000 ELSE s0 END AS v,
              'v' || length(unit::VARCHAR) || ':' || unit::VARCHAR AS eu,
              'v' || length(commune) || ':' || commune AS e1, 'v' || length(category) || ':' || category AS e2 FROM b),
        d AS (SELECT c.*, sha256('%s' || '|' || eu || '|' || e2 || '|' || e1) AS h FROM c),
        k AS (SELECT commune, category, r, v, row_number() OVER (PARTITION BY unit ORDER BY h, e2, e1) AS rn FROM d)
        SELECT commune, category, count(*) AS n, CAST(sum(r) AS BIGINT) AS r, CAST(sum(v) AS BIGINT) AS s
        FROM k WHERE rn <= 2 GROUP BY commune, category ORDER BY commune, category""";

    private Duck() {
    }

    static Connection open(String where) throws SQLException {
        Connection database = DriverManager.getConnection("jdbc:duckdb:" + where);
        execute(database, "SET threads = 2");
        return database;
    }

    static void execute(Connection database, String statement) throws SQLException {
        try (Statement one = database.createStatement()) {
            one.execute(statement);
        }
    }

    /** A row in five is a unit's; seven in ten of a unit's rows lie in its own commune. */
    static void make(Path folder, long rows) throws SQLException {
        try (Connection database = open("")) {
            execute(database, """
                CREATE VIEW made AS SELECT 10000000 + u AS unit, printf('c%%04d', CASE WHEN hash(i, 1) %% 10 < 7
                    THEN hash(u, 2) %% 1200 ELSE hash(i, 3) %% 1200 END) AS commune,
                    printf('k%%d', hash(i, 4) %% 10) AS category, (hash(i, 5) %% 20001)::BIGINT AS cents
                FROM (SELECT i, (hash(i, 6) %% %d)::BIGINT AS u FROM range(%d) t(i))""".formatted(rows / 5, rows));
            execute(database, "COPY made TO '" + folder.resolve("rows.parquet")
                + "' (FORMAT parquet, COMPRESSION zstd)");
            execute(database, "COPY (FROM '" + folder.resolve("rows.parquet") + "') TO '" + folder.resolve("rows.csv")
                + "' (HEADER)");
        }
    }

    static long load(Path folder) throws SQLException, IOException {
        Path file = folder.resolve("rows.duckdb");
        Files.deleteIfExists(file);
        try (Connection database = open(file.toString())) {
            execute(database, "CREATE TABLE rows AS FROM read_csv('" + folder.resolve("rows.csv") + "')");
            execute(database, "CHECKPOINT");
        }
        return Files.size(file);
    }

    /** @return every field of every row, in order */
    static String all(Connection database, String query) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Statement statement = database.createStatement(); ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                for (int i = 1; i <= columns; i++) {
                    all.append(result.getString(i)).append(i < columns ? ' ' : '\n');
                }
            }
        }
        return all.toString();
    }
}
