package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.bocage.compute.reader.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {

    private static final String HEADER = "meter_id,commune_code,energy_type,month_no,kwh,euros,note\n";
    private static final String ROW = "m-1,37261,gas,2025-01,120,35.5,free\n";

    /** Of a unit with too many rows it keeps some. */
    private static final Card KEEPING = Card.fromYaml(Cards.ENERGY + "unitIntake: {tooMany: refuseRow}\n");

    @TempDir
    Path folder;

    @Test
    void readsEveryDeclaredFieldAndLooksAtNoOther() {
        Columns columns = read(HEADER + "m-2,45234,electricity,2025-04,7,-500,\"a, \"\"b\"\"\nc\"\n" + ROW
            + "m-2,45234,gas,2025-01,20000,9000.50,12\n").columns();
        assertThat(columns.units()).isEqualTo(2);
        assertThat(columns.rows()).isEqualTo(3);
        assertThat(new String(columns.unit(0), StandardCharsets.UTF_8)).isEqualTo("m-1");
        assertThat(columns.unitStart()).containsExactly(0, 1, 3);
        assertThat(columns.values()[0]).containsExactly(3550, -50_000, 900_050);
        assertThat(columns.values()[1]).containsExactly(120, 7, 20_000);
        assertThat(columns.keys()[1]).containsExactly(1, 0, 1);
    }

    @Test
    void takesSemicolonsByteOrderMarksAndEitherLineEnd() {
        byte[] plain = read(HEADER + ROW).contentHash();
        String semicolons = (HEADER + ROW).replace(',', ';');
        assertThat(read(semicolons).contentHash()).isEqualTo(plain);
        assertThat(read("\uFEFF" + HEADER + ROW).contentHash()).isEqualTo(plain);
        assertThat(read((HEADER + ROW).replace("\n", "\r\n")).contentHash()).isEqualTo(plain);
        assertThat(read((HEADER + ROW).stripTrailing()).contentHash()).isEqualTo(plain);
        assertThat(read(HEADER + "\n" + ROW + "\n").contentHash()).isEqualTo(plain);
        assertThat(read(HEADER + ROW.replace("37261", "\"37261\"")).contentHash()).isEqualTo(plain);
        assertThat(read(HEADER + ROW.replace("120,35.5", "120.0,35.50")).contentHash()).isEqualTo(plain);
    }

    @Test
    void takesAFormerCommuneForTheCurrentOne() {
        byte[] current = read(HEADER + ROW.replace("37261", "28015")).contentHash();
        assertThat(read(HEADER + ROW.replace("37261", "28361")).contentHash()).isEqualTo(current);
    }

    @Test
    void namesLineColumnAndRemedyOfEachFault() {
        Map<String, String> wrong = Map.ofEntries(
            Map.entry(ROW.replace("37261", "99999"), "commune_code:leading zeros"),
            Map.entry(ROW.replace("37261", "75056"), "commune_code:région 24"),
            Map.entry(ROW.replace("37261", ""), "commune_code:level \"commune\""),
            Map.entry(ROW.replace("gas", "wood"), "energy_type:electricity, gas"),
            Map.entry(ROW.replace("gas", "Gas"), "energy_type:electricity, gas"),
            Map.entry(ROW.replace("120", "120.5"), "kwh:step 1"),
            Map.entry(ROW.replace("120", "20001"), "kwh:between 0 and 20000"),
            Map.entry(ROW.replace("120", "-1"), "kwh:between 0 and 20000"),
            Map.entry(ROW.replace("120", "99999999999999999999999"), "kwh:between 0 and 20000"),
            Map.entry(ROW.replace("120", ""), "kwh:is empty"),
            Map.entry(ROW.replace("120", "\"1,5\""), "kwh:comma"),
            Map.entry(ROW.replace("120", "1e2"), "kwh:not a number"),
            Map.entry(ROW.replace("120", "NaN"), "kwh:not a number"),
            Map.entry(ROW.replace("120", "Infinity"), "kwh:not a number"),
            Map.entry(ROW.replace("120", " 120"), "kwh:not a number"),
            Map.entry(ROW.replace("120", "+120"), "kwh:not a number"),
            Map.entry(ROW.replace("120", "120."), "kwh:not a number"),
            Map.entry(ROW.replace("120", "-"), "kwh:not a number"),
            Map.entry(ROW.replace("120", "\u0661\u0662"), "kwh:not a number"),
            Map.entry(ROW.replace("35.5", "35.555"), "euros:step 0.01"),
            Map.entry(ROW.replace("35.5", "9000.51"), "euros:between -500.00 and 9000.50"),
            Map.entry(ROW.replace("m-1", ""), "meter_id:is empty"),
            Map.entry(ROW.replace("m-1", "m-1 "), "meter_id:spaces"),
            Map.entry(ROW.replace("m-1", "\u00a0m-1"), "meter_id:spaces"),
            Map.entry(ROW.replace("m-1", "m\u0000-1"), "meter_id:control characters"),
            Map.entry(ROW.replace("m-1", "\"m\n1\""), "meter_id:control characters"),
            Map.entry(ROW.replace("m-1", "m".repeat(257)), "meter_id:256"));
        wrong.forEach((row, expected) -> {
            String column = expected.substring(0, expected.indexOf(':'));
            Problem problem = problems(HEADER + ROW + row).getFirst();
            assertThat(problem.path()).as(row).isEqualTo("line 3, column \"" + column + "\"");
            assertThat(problem.frenchPath()).as(row).isEqualTo("ligne 3, colonne « " + column + " »");
            assertThat(problem.english()).as(row).contains(expected.substring(expected.indexOf(':') + 1));
            assertThat(problem.french()).isNotBlank();
        });
    }

    /** A Parquet file of some kilobytes may hold millions of rows. */
    @Test
    void refusesRowsThatTheMemoryOfTheNodeCannotHold() throws Exception {
        Path bomb = folder.resolve("bomb.parquet");
        try (var database = DriverManager.getConnection("jdbc:duckdb:"); var statement = database.createStatement()) {
            statement.execute("COPY (SELECT 'm' AS meter_id, '37261' AS commune_code, 'gas' AS energy_type,"
                + " '2025-01' AS month_no, 1 AS kwh, 1 AS euros FROM range(200000)) TO '" + bomb
                + "' (FORMAT parquet)");
        }
        assertThat(Files.size(bomb)).isLessThan(100_000);
        Source source = Source.file(bomb, Child.reader());
        assertThat(past(source, new Room(4_500_000, Room.MOST_NAMES)).path()).startsWith("row 9");
        assertThat(Intake.read(source, KEEPING, rows -> { }, new Room(10_500_000, Room.MOST_NAMES)).report())
            .extracting(IntakeReport::rows, IntakeReport::kept).containsExactly(200_000L, 500L);
    }

    @Test
    void refusesNamesOfUnitsThatTheMemoryOfTheNodeCannotHold() throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int unit = 0; unit < 1000; unit++) {
            csv.append(ROW.replace("m-1", "m".repeat(252) + (1000 + unit)));
        }
        Source source = Source.csv(Files.writeString(folder.resolve("names.csv"), csv));
        int names = 1000 * 262;
        assertThat(past(source, new Room(Long.MAX_VALUE, 350_000)).path()).isEqualTo("line 770");
        assertThat(past(source, new Room(3L * names, Room.MOST_NAMES)).path()).startsWith("line ");
        assertThat(Intake.read(source, Cards.energy(), rows -> { }, new Room(20L * names, 2 * names)).columns().units())
            .isEqualTo(1000);
    }

    /** There may be 64 private keys with 10 000 values of 100 characters. */
    @Test
    void refusesValuesOfPrivateKeysThatTheMemoryOfTheNodeCannotHold() throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int row = 0; row < 4096; row++) {
            csv.append(ROW.replace("gas", "v".repeat(90) + row % 2048).replace("m-1", "m-" + row % 50));
        }
        Source source = Source.csv(Files.writeString(folder.resolve("values.csv"), csv));
        Card card = Card.fromYaml(Cards.ENERGY.replace("values: [electricity, gas], perUnit: 1",
            "private: true, atMost: 2048, perUnit: 1").replace("filters: [month, energy, zoning]", "filters: []"));
        Problem problem = catchThrowableOfType(InvalidInput.class,
            () -> Intake.read(source, card, rows -> { }, new Room(1_000_000, Room.MOST_NAMES))).problems().getFirst();
        assertThat(problem.path()).startsWith("line 1");
        assertThat(problem.english()).contains("memory of this node");
        assertThat(Intake.read(source, card, rows -> { }, new Room(3_000_000, Room.MOST_NAMES)).columns().found()
            .get(1)).hasSize(2048);
    }

    /** Near the bound rows are numbered batch by batch, while the name of the next has been read already. */
    @Test
    void givesEachRowToItsUnitAlsoWhereTheMemoryIsJustEnough() throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int row = 0; row < 3000; row++) {
            csv.append(ROW.replace("m-1", "m-" + row * 7 % 50));
        }
        Source source = Source.csv(Files.writeString(folder.resolve("near.csv"), csv));
        byte[] expected = ColumnsDigest.of(Intake.read(source, Cards.energy(), rows -> { }).columns());
        for (long bytes = 200_000; bytes < 400_000; bytes += 20_000) {
            assertThat(ColumnsDigest.of(Intake.read(source, Cards.energy(), rows -> { },
                new Room(bytes, Room.MOST_NAMES)).columns())).isEqualTo(expected);
        }
    }

    /** What is read for one dataset has the room that the tables in use leave. */
    @Test
    void countsWhatIsInUseAsTaken() {
        assertThat(Room.of(1_000, 0).bytes()).isEqualTo(800);
        assertThat(Room.of(1_000, 600).bytes()).isEqualTo(200);
        assertThat(Room.of(1_000, 800).bytes()).isZero();
        assertThat(Room.ofThisProcess().bytes()).isLessThan(Runtime.getRuntime().maxMemory() / 5 * 4);
    }

    private static Problem past(Source source, Room room) {
        Problem problem = catchThrowableOfType(InvalidInput.class,
            () -> Intake.read(source, Cards.energy(), rows -> { }, room)).problems().getFirst();
        assertThat(problem.english()).contains("memory of this node", "split the data");
        assertThat(problem.french()).contains("mémoire de ce nœud", "partagez les données");
        return problem;
    }

    @Test
    void neverRepeatsAUnitOrAValue() {
        String secret = "SECRET-77 ,99999,SECRETKEY,SECRETMONTH,9876543,SECRETSUM,SECRETNOTE\n";
        for (String csv : List.of(HEADER + secret, HEADER + secret.replace(",SECRETNOTE", ""),
                secret, secret + secret, HEADER + "\"SECRET-1\"SECRET,37261,gas,2025-01,1,1,x\n",
                HEADER + "\"SECRET-1,37261\n")) {
            assertThat(problems(csv).toString()).doesNotContain("SECRET", "9876543", "99999");
        }
    }

    @Test
    void namesTheLineOfRaggedRowsAndBrokenQuotes() {
        assertThat(problems(HEADER + ROW + "m-1,37261\n").getFirst())
            .satisfies(one -> assertThat(one.path()).isEqualTo("line 3"))
            .satisfies(one -> assertThat(one.frenchPath()).isEqualTo("ligne 3"))
            .satisfies(one -> assertThat(one.english()).contains("has 2 fields and the header 7"));
        assertThat(problems(HEADER + ROW.replace("free", "free,more")).getFirst().english()).contains("8 fields");
        assertThat(problems(HEADER + ROW.replace("free", "\"a\nb\"") + "m-1\n").getFirst().path()).isEqualTo("line 4");
        assertThat(problems(HEADER + ROW + "\"m-1,37261,gas\n" + ROW).getFirst())
            .satisfies(one -> assertThat(one.path()).isEqualTo("line 3"))
            .satisfies(one -> assertThat(one.english()).contains("quote"));
        assertThat(problems(HEADER + ROW + "\"m\"x,37261,gas,2025-01,1,1,1\n").getFirst().path())
            .isEqualTo("line 3");
        assertThat(problems(HEADER + ROW + "x".repeat(10 << 20) + "\n").getFirst().path()).isEqualTo("line 3");
    }

    @Test
    void namesMissingAndDoubledColumns() {
        assertThat(problems(HEADER.replace("kwh", "KWH") + ROW)).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo("line 1, column \"kwh\"");
            assertThat(one.english()).contains("upper case");
        });
        assertThat(problems(HEADER.replace("note", "kwh") + ROW)).singleElement()
            .satisfies(one -> assertThat(one.english()).contains("twice"));
        assertThat(problems((HEADER + ROW).replace(',', '\t')).getFirst().english()).contains("tabs");
        assertThat(problems((HEADER + ROW).replace(',', '|')).getFirst().english()).contains("bars");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\n\n", HEADER, HEADER + "\n\n"})
    void refusesAFileWithoutRows(String csv) {
        assertThat(problems(csv)).singleElement().satisfies(one -> assertThat(one.path()).startsWith("line "));
    }

    @Test
    void refusesOtherEncodingsNamingTheLine() throws IOException {
        String text = HEADER + ROW + ROW.replace("free", "été");
        assertThat(problems(bytes(text, StandardCharsets.ISO_8859_1)).getFirst())
            .satisfies(one -> assertThat(one.path()).isEqualTo("line 3"))
            .satisfies(one -> assertThat(one.english()).contains("UTF-8"));
        assertThat(problems(bytes(text, StandardCharsets.UTF_16)).getFirst().english()).contains("UTF-16");
        byte[] late = (HEADER + ROW.repeat(5000) + "?").getBytes(StandardCharsets.UTF_8);
        late[late.length - 1] = (byte) 0xC3;
        assertThat(problems(Files.write(folder.resolve("late.csv"), late)).getFirst().path())
            .isEqualTo("line 5002");
        for (String end : List.of("\r", "\r\n", "\n")) {
            assertThat(problems(bytes((HEADER + ROW + "\n" + text).replace("\n", end), StandardCharsets.ISO_8859_1))
                .getFirst().path()).isEqualTo("line 6");
        }
        byte[] first = (HEADER + ROW).getBytes(StandardCharsets.UTF_8);
        first[2] = (byte) 0xFF;
        assertThat(problems(Files.write(folder.resolve("first.csv"), first)).getFirst().path()).isEqualTo("line 1");
    }

    @Test
    void listsTwentyFaultsAndSaysThatThereAreMore() {
        List<Problem> problems = problems(HEADER + ROW.replace("120", "x").repeat(500));
        assertThat(problems).hasSize(21);
        assertThat(problems.getLast().english()).contains("more");
        assertThat(problems(HEADER + ROW.replace("120", "x").repeat(20))).hasSize(20);
    }

    @Test
    void tellsItsProgress() {
        List<Long> seen = new ArrayList<>();
        Table.readCsv(file(HEADER + ROW.repeat(150_000)), KEEPING, seen::add);
        assertThat(seen).isSorted().hasSizeGreaterThan(1).endsWith(150_000L);
    }

    private Table read(String csv) {
        return Table.readCsv(file(csv), Cards.energy(), rows -> { });
    }

    private List<Problem> problems(String csv) {
        return problems(file(csv));
    }

    private static List<Problem> problems(Path csv) {
        return catchThrowableOfType(InvalidInput.class,
            () -> Table.readCsv(csv, Cards.energy(), rows -> { })).problems();
    }

    private Path bytes(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("encoded.csv"), text.getBytes(charset));
    }

    private Path file(String csv) {
        try {
            return Files.writeString(folder.resolve("file.csv"), csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
