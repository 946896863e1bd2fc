package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No unit has more rows in a table than its card lets it have, so that none makes a computation much longer. */
class HeavyUnitsTest {

    private static final String TEN = Cards.ENERGY + "unitRows: 10\n";
    private static final String KEEPING = TEN + "unitIntake: {tooMany: refuseRow}\n";

    @TempDir
    Path folder;

    @Test
    void refusesASourceWithAUnitOfTooManyRowsAndSaysWhatToDo() {
        Problem problem = catchThrowableOfType(InvalidInput.class, () -> table(TEN, with(11))).problems().getFirst();
        assertThat(problem.path()).isEqualTo("column \"meter_id\"");
        assertThat(problem.frenchPath()).isEqualTo("colonne « meter_id »");
        assertThat(problem.english()).startsWith("1 unit has more than 10 rows, up to 11; ")
            .contains("unitRows: a round number, 11 or more", "tooMany");
        assertThat(problem.french()).startsWith("1 unité a plus de 10 lignes, jusqu'à 11 ; ")
            .contains("unitRows: un nombre rond, 11 ou plus", "tooMany");
        assertThat(table(TEN, with(10)).columns().rows()).isEqualTo(18);
    }

    /** What is to be written into the card is taken by it, and is enough; an exact number of rows is not asked for. */
    @Test
    void namesTheRowsOfTheHeaviestUnitAndNoMoreThanACardMayLetIn() {
        List<String> lines = with(12);
        for (int row = 0; row < 14; row++) {
            lines.add("heavier,37261,gas,2025-01," + row + ",1");
        }
        assertThat(catchThrowableOfType(InvalidInput.class, () -> table(TEN, lines)).problems().getFirst().english())
            .startsWith("2 units have more than 10 rows, up to 14; ").contains("unitRows: a round number, 14 or more");
        assertThat(table(TEN.replace("unitRows: 10", "unitRows: 14"), lines).columns().units()).isEqualTo(4);
        Problem problem = catchThrowableOfType(InvalidInput.class, () -> table(TEN, with(10_001))).problems()
            .getFirst();
        assertThat(problem.english()).contains("up to 10001; write in the card unitIntake")
            .doesNotContain("unitRows");
        assertThat(problem.french()).contains("jusqu'à 10001 ; écrivez dans la fiche unitIntake")
            .doesNotContain("unitRows");
        assertThat(catchThrowableOfType(InvalidInput.class, () -> table(TEN, with(10_000))).problems().getFirst()
            .english()).contains("unitRows: a round number, 10000 or more");
    }

    @Test
    void letsAUnitHaveFiveHundredRowsWhereTheCardDoesNotSay() {
        assertThat(Card.fromYaml(Cards.ENERGY).unitRows()).isEqualTo(500);
        assertThat(table(Cards.ENERGY, with(500)).columns().rows()).isEqualTo(508);
        assertThat(catchThrowableOfType(InvalidInput.class, () -> table(Cards.ENERGY, with(501))).problems())
            .hasSize(1);
    }

    @Test
    void keepsEvenlySpreadRowsOfSuchAUnitWhereTheCardSaysSo() {
        Table table = table(KEEPING, with(40));
        Columns columns = table.columns();
        assertThat(columns.units()).isEqualTo(3);
        assertThat(columns.unitStart()).containsExactly(0, 4, 14, 18);
        int measure = table.layout().measures().stream().map(Measure::name).toList().indexOf("consumption");
        assertThat(Arrays.copyOfRange(columns.values()[measure], 4, 14))
            .containsExactly(0, 4, 8, 12, 16, 20, 24, 28, 32, 36);
        assertThat(new String(columns.unit(1), StandardCharsets.UTF_8)).isEqualTo("heavy");
    }

    @Test
    void tellsTheOwnerHowManyRowsWereLeftOut() {
        IntakeReport report = reading(KEEPING, with(40)).report();
        assertThat(report).extracting(IntakeReport::rows, IntakeReport::kept, IntakeReport::units)
            .containsExactly(48L, 18L, 3L);
        assertThat(report.notes()).singleElement().satisfies(note -> {
            assertThat(note.path()).isEqualTo("column \"meter_id\"");
            assertThat(note.english()).isEqualTo("1 unit had more than 10 rows: 30 rows left out");
            assertThat(note.french()).isEqualTo("1 unité avait plus de 10 lignes : 30 lignes laissées de côté");
        });
    }

    /** Which rows of a unit stay depends on them alone, not on others nor on the order of the file. */
    @Test
    void keepsTheSameRowsOfAUnitWhateverElseIsInTheFile() {
        List<String> lines = with(40);
        byte[] first = table(KEEPING, lines).contentHash();
        Collections.shuffle(lines, new Random(7));
        assertThat(table(KEEPING, lines).contentHash()).isEqualTo(first);
        Columns both = table(KEEPING, lines).columns();
        lines.removeIf(line -> !line.startsWith("heavy,"));
        Columns alone = table(KEEPING, lines).columns();
        for (int key = 0; key < alone.keys().length; key++) {
            assertThat(Arrays.copyOfRange(both.keys()[key], 4, 14)).isEqualTo(alone.keys()[key]);
        }
        for (int measure = 0; measure < alone.values().length; measure++) {
            assertThat(Arrays.copyOfRange(both.values()[measure], 4, 14)).isEqualTo(alone.values()[measure]);
        }
    }

    @Test
    void forgetsValuesOfAPrivateKeyThatNoRowHasAnyMore() {
        String card = KEEPING.replace("values: [electricity, gas], perUnit: 1", "private: true, perUnit: 1")
            .replace("filters: [month, energy, zoning]", "filters: [month, zoning]");
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < 20; row++) {
            lines.add("heavy,37261,e%02d,2025-01,1,1".formatted(row));
        }
        Table table = table(card, lines);
        int key = table.layout().keys().indexOf("energy");
        assertThat(table.columns().found().get(key)).containsExactly("e00", "e02", "e04", "e06", "e08", "e10", "e12",
            "e14", "e16", "e18");
        assertThat(table.columns().keys()[key]).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void notesACardThatCountsMoreRowsOfAUnitThanItLetsItHave() {
        assertThat(reading(TEN + "rowsPerUnit: 11\n", with(4)).report().notes()).singleElement()
            .satisfies(note -> {
                assertThat(note.path()).isEqualTo("rowsPerUnit");
                assertThat(note.english()).contains("(11) is above unitRows (10)", "rowsPerUnit: 10 at most");
                assertThat(note.french()).contains("(11) dépasse unitRows (10)", "rowsPerUnit: 10 au plus");
            });
        assertThat(reading(TEN + "rowsPerUnit: 10\n", with(4)).report().notes()).isEmpty();
    }

    @Test
    void doesNotOpenATableFromBeforeWithSuchAUnit() {
        Card card = Card.fromYaml(TEN);
        Table table = table(Cards.ENERGY, with(11));
        Path file = folder.resolve("before.table");
        TableFile.write(file, table.columns(), table::contentHash,
            Json.sha256().digest(card.json().getBytes(StandardCharsets.UTF_8)), Layout.of(card));
        Problem problem = catchThrowableOfType(Table.TooHeavyException.class, () -> Table.open(file, card)).problem();
        assertThat(problem.english()).contains("more than 10 rows", "publish the data again", "unitRows", "unitIntake");
        assertThat(problem.french()).contains("plus de 10 lignes", "publiez les données de nouveau", "unitIntake");
    }

    /** The unit with which an audit times answers is the heaviest that there may be. */
    @Test
    void letsAnAuditTimeTheHeaviestUnit() {
        Card card = Card.fromYaml(KEEPING);
        MadeRows wide = MadeRows.wide(card);
        assertThat(wide.cells()).isGreaterThan(1000);
        assertThat(wide.huge("huge")).hasSize(30);
        assertThat(wide.table(wide.huge("huge")).columns().rows()).isEqualTo(10);
        Card usual = Card.fromYaml(Cards.ENERGY);
        assertThat(MadeRows.wide(usual).huge("huge")).hasSize(500).doesNotHaveDuplicates();
        assertThat(Question.read(MadeRows.wide(usual).counting(), usual, 1).microRho()).isPositive();
    }

    /** Under a card that lets a unit have one row, an audit has units of one row. */
    @Test
    void makesNoRowsThatTheCardDoesNotLetIn() {
        MadeRows made = new MadeRows(Card.fromYaml(Cards.ENERGY + "unitRows: 1\n"));
        for (List<String> lines : List.of(made.ordinary(made.cells()), made.greedy("g"), made.full("f"), made.far(),
                made.huge("h"))) {
            Columns columns = made.table(lines).columns();
            assertThat(columns.rows()).isEqualTo(columns.units());
        }
    }

    private static List<String> with(int heavy) {
        List<String> lines = new ArrayList<>();
        for (String unit : List.of("a", "z")) {
            for (int month = 1; month <= 4; month++) {
                lines.add(unit + ",37261,gas,2025-0" + month + ",5,1");
            }
        }
        for (int row = 0; row < heavy; row++) {
            lines.add("heavy,37261,gas,2025-01," + row + ",1");
        }
        return lines;
    }

    private Table table(String card, List<String> lines) {
        return reading(card, lines).table();
    }

    private Table.Reading reading(String card, List<String> lines) {
        try {
            Path csv = Files.createTempFile(folder, "rows", ".csv");
            Files.writeString(csv, Rows.HEADER + "\n" + String.join("\n", lines) + "\n");
            return Table.read(Source.csv(csv), Card.fromYaml(card), rows -> { });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
