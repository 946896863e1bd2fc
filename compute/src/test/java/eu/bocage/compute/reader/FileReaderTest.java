package eu.bocage.compute.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files through a real process with DuckDB, and processes that misbehave. */
class FileReaderTest {

    @TempDir
    Path folder;

    private final List<String> seen = new ArrayList<>();

    @Test
    void readsTheWantedColumnsOfParquetAsPlainTexts() throws Exception {
        Path file = parquet("""
            SELECT 'é' || i AS unit, i::INTEGER AS n, 1.50::DECIMAL(9,2) AS d, CASE WHEN i = 1 THEN 1e20 WHEN i = 2
            THEN 'nan'::DOUBLE WHEN i = 3 THEN '-inf'::DOUBLE ELSE 0.1 END AS r, DATE '2025-01-02' AS day,
            CASE WHEN i > 1 THEN 'x, "y"' || chr(10) END AS "a (b) ""é", [1, 2] AS list FROM range(4) t(i)""");
        read(file, Format.PARQUET, "unit", "n", "d", "r", "day", "a (b) \"é");
        assertThat(seen).containsExactly("unit n d r day a (b) \"é list", "é0|0|1.50|0.1|2025-01-02||1",
            "é1|1|1.50|100000000000000000000|2025-01-02||2", "é2|2|1.50|nan|2025-01-02|x, \"y\"\n|3",
            "é3|3|1.50|-inf|2025-01-02|x, \"y\"\n|4");
    }

    @Test
    void readsTheWantedPropertiesOfGeoJson() throws Exception {
        Path file = Files.writeString(folder.resolve("l'été.geojson"), """
            {"type":"FeatureCollection","features":[
             {"type":"Feature","geometry":{"type":"Point","coordinates":[1.5,47]},
              "properties":{"insee":"01001","kWh":12.5,"big":9007199254740993,"month":"2025-01","tags":[1]}},
             {"type":"Feature","geometry":null,"properties":{"insee":"37261","kWh":null,"month":"2025-02"}}]}""");
        read(file, Format.GEOJSON, "insee", "kWh", "big", "month");
        assertThat(seen.getFirst().split(" ")).containsExactlyInAnyOrder("geometry", "insee", "kWh", "big", "month",
            "tags");
        assertThat(seen.subList(1, 3)).containsExactly("01001|12.5|9007199254740993|2025-01|1",
            "37261|||2025-02|2");
    }

    @Test
    void readsAllPlainColumnsWhenNoneIsNamedAndStopsWhenAsked() throws Exception {
        Path file = parquet("SELECT i AS a, [i] AS b, i + 1 AS c FROM range(100000) t(i)");
        Child.reader().read(file, Format.PARQUET, List.of(), new Recorder(3));
        assertThat(seen).containsExactly("a b c", "0|1|1", "1|2|2", "2|3|3");
    }

    /** Of folders that are called as a column, and of names that are a pattern to DuckDB. */
    @Test
    void readsWhatTheFileHoldsWhateverItsPathSays() throws Exception {
        Path file = parquet("SELECT 'u' || i AS unit, 2020 + i AS year FROM range(2) t(i)");
        for (String path : List.of("year=2099/rows.parquet", "unit=x/year=1/rows.parquet", "we[i]rd*?.parquet",
                "[a-z]/*.parquet", "q'u\\o\"te/{a,b}.parquet")) {
            Path copy = folder.resolve(path);
            Files.createDirectories(copy.getParent());
            seen.clear();
            read(Files.copy(file, copy), Format.PARQUET, "unit", "year");
            assertThat(seen).as(path).containsExactly("unit year", "u0|2020|1", "u1|2021|2");
        }
        Path json = folder.resolve("kwh=7/[w]*.geojson");
        Files.createDirectories(json.getParent());
        seen.clear();
        read(Files.writeString(json, """
            {"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"kwh":8}}]}"""),
            Format.GEOJSON, "kwh");
        assertThat(seen.getLast()).isEqualTo("8|1");
    }

    @Test
    void refusesMoreColumnsThanThereMayBe() throws Exception {
        StringBuilder columns = new StringBuilder("SELECT 1 AS a");
        for (int i = 0; i < Wire.MAX_COLUMNS; i++) {
            columns.append(", 1 AS a").append(i);
        }
        assertThat(refused(Child.reader(), parquet(columns.toString()), Format.PARQUET, "a").fault())
            .isEqualTo(Fault.WIDE);
    }

    @Test
    void givesTheHeaderAloneWhenAColumnIsMissing() throws Exception {
        read(parquet("SELECT 1 AS a, 2 AS b"), Format.PARQUET, "a", "z");
        assertThat(seen).containsExactly("a b");
    }

    @Test
    void refusesNestedAndBinaryColumnsByName() throws Exception {
        Path file = parquet("SELECT 1 AS a, [1] AS l, {'x': 1} AS s, MAP {'k': 1} AS m, 'x'::BLOB AS b,"
            + " [[1]] AS ll, INTERVAL 1 DAY AS i");
        for (String column : List.of("l", "s", "m", "b", "ll", "i")) {
            ReadingException e = refused(Child.reader(), file, Format.PARQUET, "a", column);
            assertThat(e.fault()).isEqualTo(Fault.NESTED);
            assertThat(e.column()).contains(column);
        }
        Path json = Files.writeString(folder.resolve("n.geojson"), """
            {"type":"FeatureCollection","features":[
             {"type":"Feature","geometry":null,"properties":{"a":1}},
             {"type":"Feature","geometry":null,"properties":{"a":{"b":2}}}]}""");
        assertThat(refused(Child.reader(), json, Format.GEOJSON, "a").column()).contains("a");
    }

    @Test
    void refusesTruncatedAndSpoiltFiles() throws Exception {
        byte[] good = Files.readAllBytes(parquet("SELECT i AS a, 'text ' || i AS b FROM range(20000) t(i)"));
        for (int length : List.of(0, 3, 4, 200, good.length / 2, good.length - 1)) {
            Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(good, length));
            assertThat(refused(Child.reader(), cut, Format.PARQUET, "a", "b").fault()).isEqualTo(Fault.DAMAGED);
        }
        Path garbage = Files.writeString(folder.resolve("garbage.parquet"), "PAR1" + "x".repeat(5000) + "PAR1");
        assertThat(refused(Child.reader(), garbage, Format.PARQUET, "a").fault()).isEqualTo(Fault.DAMAGED);
        Path json = Files.writeString(folder.resolve("cut.geojson"), """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":null},""");
        assertThat(refused(Child.reader(), json, Format.GEOJSON, "a").fault()).isEqualTo(Fault.DAMAGED);
        Path binary = Files.write(folder.resolve("b.geojson"), good);
        assertThat(refused(Child.reader(), binary, Format.GEOJSON, "a").fault()).isEqualTo(Fault.DAMAGED);
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThat(refused(Child.reader(), folder.resolve("none.parquet"), Format.PARQUET, "a").fault())
            .isEqualTo(Fault.UNREADABLE);
    }

    @Test
    void refusesAValueThatIsTooLong() throws Exception {
        Path file = parquet("SELECT CASE WHEN i = 2 THEN repeat('x', 1100000) ELSE 'y' END AS a FROM range(4) t(i)");
        ReadingException e = refused(Child.reader(), file, Format.PARQUET, "a");
        assertThat(e.fault()).isEqualTo(Fault.TOO_LONG);
        assertThat(e.row()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"killed, CRASHED", "failing, CRASHED", "failing after its end, CRASHED", "short, BROKEN",
        "lying, BROKEN", "talking on, BROKEN", "no frame, BROKEN", "no fault, BROKEN", "long, BROKEN",
        "negative, BROKEN", "no text, BROKEN", "half a text, BROKEN"})
    void refusesWhateverAReaderDoesWrong(String kind, Fault fault) {
        FileReader reader = Child.reader(kind, Duration.ofMinutes(5));
        assertThat(refused(reader, folder.resolve("any"), Format.PARQUET, "a").fault()).isEqualTo(fault);
    }

    @Test
    void killsAReaderThatSaysNothingMore() {
        FileReader reader = Child.reader("hanging", Duration.ofSeconds(3));
        assertThat(refused(reader, folder.resolve("any"), Format.PARQUET, "a").fault()).isEqualTo(Fault.STUCK);
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)
            .filter(child -> child.info().arguments().stream().flatMap(Arrays::stream).anyMatch("hanging"::equals)))
            .isEmpty();
    }

    @Test
    void killsAReaderThatTakesTooLongInAllHoweverOftenItSpeaks() {
        FileReader reader = Child.reader("trickling", Duration.ofMinutes(5), Duration.ofSeconds(3));
        assertThat(refused(reader, folder.resolve("any"), Format.PARQUET, "a").fault()).isEqualTo(Fault.STUCK);
    }

    @Test
    void saysWhenThereIsNoReader() {
        FileReader reader = new FileReader(folder.toString(), List.of("none.Such"), Duration.ofMinutes(5),
            Duration.ofMinutes(5));
        assertThat(refused(reader, folder.resolve("any"), Format.PARQUET, "a").fault()).isEqualTo(Fault.ABSENT);
        assertThat(Fault.ABSENT.english()).contains("publish as CSV");
    }

    private void read(Path file, Format format, String... wanted) throws ReadingException {
        Child.reader().read(file, format, List.of(wanted), new Recorder(Integer.MAX_VALUE));
    }

    private ReadingException refused(FileReader reader, Path file, Format format, String... wanted) {
        return catchThrowableOfType(ReadingException.class,
            () -> reader.read(file, format, List.of(wanted), new Recorder(Integer.MAX_VALUE)));
    }

    private Path parquet(String query) throws SQLException, IOException {
        Path file = Files.createTempFile(folder, "rows", ".parquet");
        try (var database = DriverManager.getConnection("jdbc:duckdb:");
             Statement statement = database.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).startsWith("PAR1");
        return file;
    }

    /** Writes down what it is told, fields and the number of the row. */
    private final class Recorder implements RowSink {

        private final int most;
        private final StringBuilder row = new StringBuilder();

        Recorder(int most) {
            this.most = most;
        }

        @Override
        public void header(List<String> names, long line) {
            seen.add(String.join(" ", names));
        }

        @Override
        public void field(int index, char[] buffer, int offset, int length) {
            row.append(buffer, offset, length).append('|');
        }

        @Override
        public boolean end(int fields, long line) {
            seen.add(row.toString() + line);
            row.setLength(0);
            return seen.size() <= most;
        }
    }
}
