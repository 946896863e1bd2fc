package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LikenessTest {

    private static final byte[] SECRET = new byte[32];
    private static final int UNITS = 3 * Likeness.MOST;

    @TempDir
    Path folder;

    private final Card card = Cards.energy();
    private final List<String> year = year(2025);

    @Test
    void knowsTheSameRowsThoughOfMoreUnitsThanItKeeps() {
        Likeness all = of(year);
        assertThat(all.sameRows(all)).isTrue();
        assertThat(all.sameRows(of(year.reversed()))).isTrue();
        Likeness some = of(year.subList(0, UNITS / 5));
        assertThat(all.sameRows(some)).isTrue();
        assertThat(some.sameRows(all)).isTrue();
        assertThat(all.text().length()).isLessThan(Likeness.MOST * 8 * 6 * 4 / 3 + 1_000);
    }

    @Test
    void tellsAnotherYearOfTheSameUnits() {
        Likeness all = of(year);
        List<String> next = year(2026);
        assertThat(all.sameRows(of(next))).isFalse();
        assertThat(all.sameRows(of(next.subList(0, 100)))).isFalse();
    }

    @Test
    void drawsTheLineAtHalfOfTheUnitsOfTheSmallerTable() {
        List<String> next = year(2026);
        for (int percent : new int[] {35, 65}) {
            List<String> mixed = new ArrayList<>(next.subList(0, UNITS / 100 * (100 - percent)));
            mixed.addAll(year.subList(UNITS / 100 * (100 - percent), UNITS));
            assertThat(of(year).sameRows(of(mixed))).as(percent + " %").isEqualTo(percent > 50);
        }
    }

    /** All the measures in common have to be alike: one that hardly changes, such as a floor area, says little. */
    @Test
    void takesNoMeasureThatStaysTheSameForTheSameRows() {
        Random random = new Random(1);
        List<String> next = year.stream().map(line -> line.replaceFirst(",[0-9]+,([0-9]+)$",
            "," + (1 + random.nextInt(15_000)) + ",$1")).toList();
        assertThat(of(year).sameRows(of(next))).isFalse();
    }

    @Test
    void learnsNothingFromTotalsOfNothing() {
        List<String> none = year.stream().map(line -> line.replaceFirst(",[0-9]+,[0-9]+$", ",0,0")).toList();
        assertThat(of(none).sameRows(of(none))).isFalse();
    }

    @Test
    void comparesKeysWhereThereAreNoMeasures() {
        Card counts = Card.fromYaml(Cards.ENERGY.replaceAll("  (consumption|bill): .*\n", "")
            .replace("measures:\n", "measures: {}\n"));
        Likeness units = Likeness.of(Rows.table(year, folder, counts), counts, SECRET);
        assertThat(units.sameRows(of(year))).isTrue();
        List<String> moved = year.stream().map(line -> line.replace(",37261,", ",45234,")).toList();
        assertThat(units.sameRows(of(moved))).isFalse();
    }

    /** As many columns as a card may have, with names as long as they may be. */
    @Test
    void staysShortHoweverManyColumnsThereAreAndKnowsTheRowsByFewerUnits() {
        String name = "é".repeat(300);
        StringBuilder wide = new StringBuilder();
        StringBuilder names = new StringBuilder("meter_id,commune_code");
        for (int i = 0; i < 64; i++) {
            wide.append("  m").append(i).append(": {column: ").append(name).append(i)
                .append(", unit: kWh, step: 1, row: {min: 0, max: 15000}, perUnit: {max: 15000}}\n");
            names.append(',').append(name).append(i);
        }
        StringBuilder keys = new StringBuilder("keys:\n");
        for (int i = 0; i < 64; i++) {
            keys.append("  k").append(i).append(": {column: k").append(i).append(", values: [a], perUnit: 1}\n");
            names.append(",k").append(i);
        }
        Card card = Card.fromYaml(Cards.ENERGY.replaceAll("(?s)keys:.*", "") + keys + "measures:\n" + wide
            + "filters: []\npurposes: []\nminimumGroup: 0\n");
        List<String> rows = wide(2026);
        rows.addFirst(names.toString());
        Likeness all = Likeness.of(Rows.whole(rows, folder, card), card, SECRET);
        assertThat(all.text().length()).isBetween(700_000, Likeness.MOST_CHARACTERS);
        Likeness back = Likeness.parse(all.text());
        Likeness some = Likeness.of(Rows.whole(rows.subList(0, UNITS / 2), folder, card), card, SECRET);
        assertThat(back.sameRows(some)).isTrue();
        assertThat(some.sameRows(back)).isTrue();
        List<String> next = wide(2027);
        next.addFirst(names.toString());
        assertThat(back.sameRows(Likeness.of(Rows.whole(next, folder, card), card, SECRET))).isFalse();
    }

    private static List<String> wide(long seed) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        for (int unit = 0; unit < UNITS; unit++) {
            StringBuilder row = new StringBuilder("u").append(unit).append(",37261");
            for (int i = 0; i < 64; i++) {
                row.append(',').append(1 + random.nextInt(15_000));
            }
            rows.add(row.append(",a".repeat(64)).toString());
        }
        return rows;
    }

    @Test
    void tellsNothingUnderAnotherSecret() {
        byte[] other = SECRET.clone();
        other[31] = 1;
        Likeness elsewhere = Likeness.of(Rows.table(year, folder, card), card, other);
        assertThat(of(year).sameRows(elsewhere)).isFalse();
        assertThat(elsewhere.text()).isNotEqualTo(of(year).text());
    }

    @Test
    void comesBackFromText() {
        Likeness all = of(year);
        Likeness back = Likeness.parse(all.text());
        assertThat(back.text()).isEqualTo(all.text());
        assertThat(back.sameRows(all)).isTrue();
        for (String wrong : new String[] {"", "likeness/1 true", "likeness/2 true\nAA==", "likeness/1 true\nAA==\nm"}) {
            assertThatThrownBy(() -> Likeness.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Likeness of(List<String> lines) {
        return Likeness.of(Rows.table(lines, folder, card), card, SECRET);
    }

    private static List<String> year(long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < UNITS; unit++) {
            lines.add("u" + unit + ",37261,gas,2025-01," + (1 + random.nextInt(15_000)) + ","
                + (1 + random.nextInt(8_000)));
        }
        return lines;
    }
}
