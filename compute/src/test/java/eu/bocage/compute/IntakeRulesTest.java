package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a card declares for values that cannot be taken as they stand is done, and counted for the owner. */
class IntakeRulesTest {

    private static final String ROW = "m-0,37261,gas,2025-01,7,1.25\n";
    private static final String KWH = "{column: kwh, unit: kWh, step: 1, row: {min: 0, max: 20000},"
        + " perUnit: {max: 30000}}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"'', empty", "NaN, nan", "nan, nan", "Infinity, infinite", "-inf, infinite", "+Inf, infinite",
        "20001, outOfRange", "-1, outOfRange", "1.5, offGrid", "x, unreadable", "1e3, unreadable"})
    void usesADeclaredValueOrLeavesTheRowOutOrRefusesTheFile(String value, String trouble) {
        String rows = ROW + ROW.replace("m-0", "m-1").replace(",7,", "," + value + ",");
        assertThatThrownBy(() -> read(Cards.ENERGY, rows)).isInstanceOf(InvalidInput.class)
            .hasMessageContaining("line 3, column \"kwh\"");
        assertThatThrownBy(() -> read(kwh("{" + trouble + ": refuseFile}"), rows)).isInstanceOf(InvalidInput.class)
            .hasMessageContaining("line 3, column \"kwh\"");
        Table.Reading used = read(kwh("{" + trouble + ": {use: 12}}"), rows);
        assertThat(used.table().columns().values()[1]).containsExactly(7, 12);
        assertThat(used.report().rows()).isEqualTo(2);
        assertThat(used.report().kept()).isEqualTo(2);
        assertThat(used.report().notes()).singleElement().satisfies(note -> {
            assertThat(note.path()).isEqualTo("column \"kwh\"");
            assertThat(note.english()).startsWith("1 values ").endsWith("replaced by \"12\" (lines 3)");
            assertThat(note.french()).startsWith("1 valeurs ").endsWith("remplacées par « 12 » (lignes 3)");
        });
        Table.Reading left = read(kwh("{" + trouble + ": refuseRow}"), rows);
        assertThat(left.table().columns().values()[1]).containsExactly(7);
        assertThat(left.report()).extracting(IntakeReport::rows, IntakeReport::kept, IntakeReport::units)
            .containsExactly(2L, 1L, 1L);
    }

    @ParameterizedTest
    @CsvSource({"20001, 20000", "-1, 0", "99999999999999999999999, 20000", "-inf, 0", "Infinity, 20000", "1.5, 2",
        "2.5, 2", "2.50001, 3", "-0.4, 0", "20000.6, 20000", "-7.6, 0"})
    void movesToTheNearestBoundAndRoundsToTheNearestStep(String value, long expected) {
        String card = kwh("{outOfRange: clamp, infinite: clamp, offGrid: round}");
        Table.Reading reading = read(card, ROW.replace(",7,", "," + value + ","));
        assertThat(reading.table().columns().values()[1]).containsExactly(expected);
        assertThat(reading.report().notes()).isNotEmpty();
    }

    @Test
    void settlesKeysPlacesAndUnitsByTheirRules() {
        String card = Cards.ENERGY
            .replace("unitColumn: meter_id", "unitColumn: meter_id\nunitIntake: {empty: refuseRow}")
            .replace("values: [electricity, gas], perUnit: 1",
                "values: [electricity, gas], perUnit: 1, intake: {unlisted: {use: gas}, empty: refuseRow}")
            .replace("region: \"24\", perUnit: 1", "region: \"24\", perUnit: 1, intake: {unlisted: {use: \"45234\"}}");
        Table.Reading reading = read(card, ROW + ROW.replace("m-0", "")
            + ROW.replace("gas", "wood").replace("m-0", "m-1") + ROW.replace("gas", "")
            + ROW.replace("37261", "99999").replace("m-0", "m-2"));
        assertThat(reading.report()).extracting(IntakeReport::rows, IntakeReport::kept, IntakeReport::units)
            .containsExactly(5L, 3L, 3L);
        assertThat(reading.report().notes()).extracting(Problem::path).containsExactly("column \"meter_id\"",
            "column \"energy_type\"", "column \"energy_type\"", "column \"commune_code\"");
        assertThatThrownBy(() -> read(card, ROW + ROW.replace("37261", ""))).isInstanceOf(InvalidInput.class)
            .hasMessageContaining("line 3, column \"commune_code\"");
        assertThatThrownBy(() -> read(card, ROW + ROW.replace("m-0", " m"))).isInstanceOf(InvalidInput.class)
            .hasMessageContaining("line 3, column \"meter_id\"");
    }

    @Test
    void refusesAFileOfWhichNoRowIsLeft() {
        assertThatThrownBy(() -> read(kwh("{empty: refuseRow}"), ROW.replace(",7,", ",,")))
            .isInstanceOf(InvalidInput.class).hasMessageContaining("no row is left");
    }

    @Test
    void namesTheFirstPlacesAndCountsAll() {
        Table.Reading reading = read(kwh("{empty: {use: 0}}"), ROW.replace(",7,", ",,").repeat(9));
        assertThat(reading.report().notes()).singleElement().satisfies(note -> assertThat(note.english())
            .isEqualTo("9 values empty: replaced by \"0\" (lines 2, 3, 4, 5, 6, …)"));
        assertThat(reading.report().json()).contains("\"kept\":9", "\"rows\":9", "\"units\":1", "colonne « kwh »");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{empty: clamp}|empty", "{offGrid: clamp}|offGrid",
        "{outOfRange: round}|outOfRange", "{empty: {use: 20001}}|empty", "{empty: {use: -1}}|empty",
        "{empty: {use: 1.5}}|empty", "{empty: {use: \"1\"}}|empty", "{empty: 0}|empty",
        "{unlisted: refuseRow}|unlisted",
        "{empty: {use: 1, other: 2}}|empty", "{empty: {use: 1e99}}|empty"})
    void refusesRulesThatMakeNoSense(String rules, String field) {
        InvalidInput invalid = catchThrowableOfType(InvalidInput.class, () -> Card.fromYaml(kwh(rules)));
        assertThat(invalid.problems()).anySatisfy(one ->
            assertThat(one.path()).isEqualTo("measures.consumption.intake." + field));
    }

    @Test
    void showsItsRulesToThoseWhoAsk() {
        Card card = Card.fromYaml(kwh("{empty: {use: 0}, outOfRange: clamp}"));
        assertThat(card.publicJson()).contains("\"intake\":{\"empty\":{\"use\":0},\"outOfRange\":\"clamp\"}");
        assertThat(Card.fromJson(card.json()).json()).isEqualTo(card.json());
    }

    @Test
    void findsTheValuesOfAPrivateKeyAndKeepsThemWithTheRows() {
        Card card = Card.fromYaml(privateEnergy("atMost: 3"));
        String rows = ROW.replace("gas", "wood") + ROW + ROW.replace("gas", "été");
        Table table = read(privateEnergy("atMost: 3"), rows).table();
        assertThat(table.layout().values().get(1)).containsExactly("gas", "wood", "été");
        assertThat(table.columns().keys()[1]).containsExactly(0, 1, 2);
        Path file = folder.resolve("rows.table");
        table.write(file);
        try (Table opened = Table.open(file, card)) {
            assertThat(opened.layout().values().get(1)).containsExactly("gas", "wood", "été");
            assertThat(opened.columns()).usingRecursiveComparison().isEqualTo(table.columns());
            assertThat(opened.contentHash()).isEqualTo(table.contentHash());
        }
        String[] lines = rows.split("\n");
        assertThat(read(privateEnergy("atMost: 3"), String.join("\n", List.of(lines).reversed()) + "\n").table()
            .contentHash()).isEqualTo(table.contentHash());
        assertThat(card.publicJson()).doesNotContain("wood");
    }

    @Test
    void refusesASpoiltDictionaryOfPrivateValues() throws IOException {
        Table table = read(privateEnergy("atMost: 9"), ROW.replace("gas", "wood") + ROW).table();
        Path file = folder.resolve("rows.table");
        table.write(file);
        byte[] good = Files.readAllBytes(file);
        for (int at = 76; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Path spoilt = Files.write(folder.resolve("spoilt.table"), bad);
            assertThatThrownBy(() -> Table.open(spoilt, Card.fromYaml(privateEnergy("atMost: 9")))).as("byte " + at)
                .isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void refusesMoreValuesOfAPrivateKeyThanTheCardAllowsNamingTheLine() {
        InvalidInput invalid = catchThrowableOfType(InvalidInput.class,
            () -> read(privateEnergy("atMost: 1"), ROW + ROW.replace("gas", "wood")));
        assertThat(invalid.problems()).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo("line 3, column \"energy_type\"");
            assertThat(one.english()).contains("raise atMost").doesNotContain("wood");
        });
    }

    /** What takes the place of a value is one more value, too. */
    @Test
    void refusesAReplacementThatIsOneValueTooMany() {
        String card = privateEnergy("atMost: 1, intake: {empty: {use: none}}");
        InvalidInput invalid = catchThrowableOfType(InvalidInput.class,
            () -> read(card, ROW + ROW.replace("gas", "")));
        assertThat(invalid.problems()).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo("line 3, column \"energy_type\"");
            assertThat(one.english()).contains("raise atMost");
        });
        Table.Reading replaced = read(privateEnergy("atMost: 2, intake: {empty: {use: none}}"), ROW
            + ROW.replace("gas", ""));
        assertThat(replaced.table().layout().values().get(1)).containsExactly("gas", "none");
    }

    /** Else one row that the table does not have would say what it had, or have the file refused. */
    @Test
    void keepsNoValueOfAPrivateKeyFromARowThatIsLeftOut() {
        String card = privateEnergy("atMost: 2").replace("row: {min: 0, max: 20000}",
            "intake: {empty: refuseRow}, row: {min: 0, max: 20000}");
        String left = ROW.replace(",7,", ",,");
        String rows = ROW + ROW.replace("gas", "zz");
        byte[] hash = read(card, rows).table().contentHash();
        for (String more : List.of(left.replace("gas", "aa"), left.replace("gas", "b") + left.replace("gas", "c"))) {
            Table.Reading reading = read(card, more + rows + more + left + left.replace("gas", "zz"));
            assertThat(reading.table().layout().values().get(1)).containsExactly("gas", "zz");
            assertThat(reading.table().contentHash()).isEqualTo(hash);
            assertThat(reading.report().kept()).isEqualTo(2);
        }
        assertThatThrownBy(() -> read(card, rows + left.replace("gas", "aa") + ROW.replace("gas", "aa")))
            .isInstanceOf(InvalidInput.class).hasMessageContaining("line 5, column \"energy_type\"");
    }

    /** Files that an earlier version wrote have such values; they are opened, and answer as they did. */
    @Test
    void opensATableWithAValueThatNoRowHas() throws IOException {
        Card card = Card.fromYaml(privateEnergy("atMost: 3"));
        Table table = read(privateEnergy("atMost: 3"), ROW).table();
        Columns columns = table.columns();
        Columns former = new Columns(List.of(List.of(), List.of("gas", "zz"), List.of()), columns.idBytes(),
            columns.idStart(), columns.unitStart(), columns.keys(), columns.values());
        Path now = folder.resolve("now.table");
        table.write(now);
        byte[] cardHash = Arrays.copyOfRange(Files.readAllBytes(now), 12, 44);
        Path file = folder.resolve("former.table");
        byte[] hash = ColumnsDigest.of(former);
        TableFile.write(file, former, () -> hash, cardHash, Layout.of(card));
        try (Table opened = Table.open(file, card)) {
            assertThat(opened.layout().values().get(1)).containsExactly("gas", "zz");
            assertThat(opened.contentHash()).isEqualTo(hash).isNotEqualTo(table.contentHash());
        }
    }

    private static String privateEnergy(String more) {
        return Cards.ENERGY.replace("values: [electricity, gas], perUnit: 1", "private: true, perUnit: 1, " + more)
            .replace("filters: [month, energy, zoning]", "filters: [month, zoning]");
    }

    private static String kwh(String rules) {
        String card = Cards.ENERGY.replace(KWH, KWH.substring(0, KWH.length() - 1) + ", intake: " + rules + "}");
        assertThat(card).isNotEqualTo(Cards.ENERGY);
        return card;
    }

    private Table.Reading read(String card, String rows) {
        try {
            Path csv = Files.createTempFile(folder, "rows", ".csv");
            Files.writeString(csv, Rows.HEADER + "\n" + rows, StandardCharsets.UTF_8);
            return Table.read(Source.csv(csv), Card.fromYaml(card), progress -> { });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
