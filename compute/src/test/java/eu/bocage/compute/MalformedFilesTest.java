package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.bocage.compute.reader.Child;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as people send them: each is taken rightly or refused with place and remedy, and none of its rows is told. */
class MalformedFilesTest {

    private static final String HEADER = "compteur (n°),Énergie consommée (kWh),mois";
    private static final String CARD = """
        id: corpus
        title: {fr: Corpus, en: Corpus}
        description: {fr: Corpus, en: Corpus}
        classification: sensitive
        owner: Énergie
        licence: Charte
        unit: meter
        unitColumn: compteur (n°)
        unitSpace: meters
        period: "2025"
        keys:
          month: {column: mois, values: ["2025-01", "2025-02"], perUnit: 1}
        measures:
          energy:
            column: Énergie consommée (kWh)
            unit: kWh
            step: 0.1
            row: {min: 0, max: 1000}
            perUnit: {max: 1000}
        """;
    private static final List<String> GOOD = List.of(HEADER, "SECRET-1,12.5,2025-01", "SECRET-2,13,2025-02");

    @TempDir
    Path folder;

    static Stream<Arguments> good() {
        String plain = text(GOOD);
        return Stream.of(
            Arguments.of("as it should be", plain, StandardCharsets.UTF_8),
            Arguments.of("byte order mark", "\uFEFF" + plain, StandardCharsets.UTF_8),
            Arguments.of("semicolons", plain.replace(',', ';'), StandardCharsets.UTF_8),
            Arguments.of("semicolons under an empty line", "\r\n\n" + plain.replace(',', ';'),
                StandardCharsets.UTF_8),
            Arguments.of("line ends of Windows", plain.replace("\n", "\r\n"), StandardCharsets.UTF_8),
            Arguments.of("no last line end", plain.stripTrailing(), StandardCharsets.UTF_8),
            Arguments.of("everything in quotes", "\"" + plain.stripTrailing().replace(",", "\",\"")
                .replace("\n", "\"\n\"") + "\"", StandardCharsets.UTF_8),
            Arguments.of("separators, quotes and line breaks in a column that nobody reads",
                plain.replace(HEADER, HEADER + ",note").replace("2025-01\n", "2025-01,\"a, \"\"b\"\"\n;c\"\n")
                    .replace("2025-02\n", "2025-02,\n"), StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void takes(String what, String text, Charset charset) throws IOException {
        byte[] hash = Table.readCsv(write("good.csv", text(GOOD), StandardCharsets.UTF_8), card(), rows -> { })
            .contentHash();
        Path file = write("some.csv", text, charset);
        assertThat(Table.read(Source.file(file, Child.reader()), card(), rows -> { }).table().contentHash())
            .isEqualTo(hash);
    }

    static Stream<Arguments> bad() {
        String plain = text(GOOD);
        String broken = "\"a\nb\"";
        return Stream.of(
            bad("tabs", plain.replace(',', '\t'), "line 1", "semicolons", "virgule"),
            bad("bars", plain.replace(',', '|'), "line 1", "semicolons", "virgule"),
            bad("commas under a header with semicolons", HEADER.replace(',', ';') + "\n" + GOOD.get(1) + "\n", "line 2",
                "1 fields and the header 3", "1 champs"),
            bad("Latin-1", plain, StandardCharsets.ISO_8859_1, "line 1", "save the file as UTF-8", "UTF-8"),
            bad("Windows-1252 in a later line", plain + "SECRET-é,1,2025-01\n", Charset.forName("windows-1252"),
                "line 1", "UTF-8", "UTF-8"),
            bad("UTF-16 with its mark", plain, StandardCharsets.UTF_16, "line 1", "is UTF-16", "UTF-16"),
            bad("UTF-16, little-endian", "\uFEFF" + plain, StandardCharsets.UTF_16LE, "line 1", "UTF-16", "UTF-16"),
            bad("a quote that stays open", plain + "\"SECRET-3,14,2025-01\n", "line 4", "a quote is not closed",
                "guillemet n'est pas fermé"),
            bad("a quote that stays open in a column that nobody reads", HEADER + ",note\n" + GOOD.get(0) + ",a\n"
                + GOOD.get(1) + ",\"SECRET\n" + GOOD.get(0) + ",b\n", "line 3", "a quote is not closed",
                "guillemet n'est pas fermé"),
            bad("text after a quote", plain + "\"SECRET\"-3,14,2025-01\n", "line 4", "text follows a closing quote",
                "guillemet fermant"),
            bad("a row too short", plain + "SECRET-3,14\n", "line 4", "complete the row", "complétez la ligne"),
            bad("a row too long", plain + "SECRET-3,14,2025-01,more\n", "line 4", "4 fields", "4 champs"),
            bad("lines counted through quotes", HEADER + "\n" + broken + ",1,2025-01\nSECRET-3,x,2025-01\n",
                "line 2, column \"compteur (n°)\"", "control characters", "caractères de commande"),
            bad("the line after one with a line break", HEADER + ",note\nm1,1,2025-01," + broken
                + "\nSECRET-3,x,2025-01,\n", "line 4, column \"Énergie consommée (kWh)\"", "not a number",
                "pas un nombre"),
            bad("a line of ten million characters", plain + "x".repeat(10_000_000) + "\n", "line 4", "too long",
                "trop longue"),
            bad("a field of ten million characters", plain + "SECRET-3," + "9".repeat(10_000_000) + ",2025-01\n",
                "line 4", "too long", "trop longue"),
            bad("more columns than there may be", HEADER + ",c".repeat(9_998) + "\n", "line 1",
                "more than 10000 columns", "plus de 10000 colonnes"),
            bad("names of columns without end", HEADER + ("," + "n".repeat(100_000)).repeat(11) + "\n", "line 1",
                "names that are too long", "noms trop longs"),
            bad("a row of a million fields", plain + ",".repeat(1_000_000) + "\n", "line 4", "1000001 fields",
                "1000001 champs"),
            bad("a column twice", HEADER + ",mois\n" + GOOD.get(1) + ",2025-01\n", "line 1", "rename one",
                "renommez-en une"),
            bad("a header without accents", plain.replace("Énergie consommée", "Energie consommee"),
                "line 1, column \"Énergie consommée (kWh)\"", "mend the card", "corrigez la fiche"),
            bad("a header in capitals", plain.replace("mois", "MOIS"), "line 1, column \"mois\"", "upper case",
                "majuscules"),
            bad("no header", text(GOOD.subList(1, 3)), "line 1, column \"compteur (n°)\"", "first line has to name",
                "première ligne"),
            bad("a decimal comma", plain + "SECRET-3,\"12,5\",2025-01\n", "line 4, column \"Énergie consommée (kWh)\"",
                "decimal point", "point décimal"),
            bad("thousands", plain + "SECRET-3,1 000,2025-01\n", "line 4, column \"Énergie consommée (kWh)\"",
                "without spaces", "sans espace"),
            bad("a unit behind a number", plain + "SECRET-3,12 kWh,2025-01\n",
                "line 4, column \"Énergie consommée (kWh)\"", "a unit", "unité"),
            bad("a date for a month", plain + "SECRET-3,12,2025-01-31\n", "line 4, column \"mois\"", "2025-01, 2025-02",
                "2025-01, 2025-02"),
            bad("a French date", plain + "SECRET-3,12,31/01/2025\n", "line 4, column \"mois\"", "card's values",
                "valeurs de la fiche"),
            bad("nothing", "", "line 1", "is empty", "est vide"),
            bad("a header alone", HEADER + "\n", "line 2", "no row of data", "aucune ligne"),
            bad("a NUL", plain + "SECRET\0-3,12,2025-01\n", "line 4, column \"compteur (n°)\"", "control characters",
                "caractères de commande"),
            bad("a workbook", "PK\u0003\u0004SECRET", "", "save the sheet as CSV", "CSV (UTF-8)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void refuses(String what, String text, Charset charset, String place, String english, String french)
            throws IOException {
        Problem first = problems(write("some.csv", text, charset)).getFirst();
        assertThat(first.path()).isEqualTo(place);
        assertThat(first.english()).contains(english);
        assertThat(first.french()).contains(french);
    }

    @Test
    void refusesParquetThatIsCutOrNestedOrHoldsBadValues() throws Exception {
        String rows = " FROM (VALUES ('SECRET-1', 12.5, '2025-01'), ('SECRET-2', 'NaN'::DOUBLE, '2025-02'))"
            + " AS t(\"compteur (n°)\", \"Énergie consommée (kWh)\", mois)";
        Path nan = parquet("SELECT *" + rows);
        assertThat(problems(nan)).singleElement().satisfies(one ->
            assertThat(one.path()).isEqualTo("row 2, column \"Énergie consommée (kWh)\""));
        byte[] bytes = Files.readAllBytes(nan);
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(problems(cut)).singleElement().satisfies(one -> {
            assertThat(one.english()).isEqualTo("the Parquet file cut.parquet is damaged, cut off, or not of this"
                + " format; export it again");
            assertThat(one.french()).startsWith("le fichier Parquet cut.parquet est abîmé");
        });
        Path nested = parquet("SELECT \"compteur (n°)\", [1.5] AS \"Énergie consommée (kWh)\", mois" + rows);
        assertThat(problems(nested)).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo("column \"Énergie consommée (kWh)\"");
            assertThat(one.english()).contains("put each value into a plain column");
        });
        Path missing = parquet("SELECT \"compteur (n°)\", mois AS \"Mois\", 1 AS kwh" + rows);
        assertThat(problems(missing)).extracting(Problem::path).containsExactly("column \"mois\"",
            "column \"Énergie consommée (kWh)\"");
    }

    private static Arguments bad(String what, String text, String place, String english, String french) {
        return bad(what, text, StandardCharsets.UTF_8, place, english, french);
    }

    private static Arguments bad(String what, String text, Charset charset, String place, String english,
                                 String french) {
        return Arguments.of(what, text, charset, place, english, french);
    }

    private List<Problem> problems(Path file) {
        List<Problem> problems = catchThrowableOfType(InvalidInput.class,
            () -> Table.read(Source.file(file, Child.reader()), card(), rows -> { })).problems();
        assertThat(problems.toString()).doesNotContain("SECRET");
        return problems;
    }

    private Path write(String name, String text, Charset charset) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(charset));
    }

    private Path parquet(String query) throws SQLException, IOException {
        Path file = Files.createTempFile(folder, "rows", ".parquet");
        try (var database = DriverManager.getConnection("jdbc:duckdb:");
             Statement statement = database.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    private static Card card() {
        return Card.fromYaml(CARD);
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
