package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What the proof of {@link Threshold} takes for granted of tables that differ by one unit, whatever its values are. */
class PrivateKeyNeighboursTest {

    private static final List<String> VALUES = List.of("wood", "gas", "heat", "solar", "oil", "coal");
    private static final DataVersion VERSION = new DataVersion("0123456789abcdef0123456789abcdef", "sha-256:0", "0");

    /**
     * Of a unit that may count in three cells: L0 is the same without it, though it brings values that nobody else has;
     * at most L0 cells come into being, each with a count of one; every other cell is there before as after.
     */
    @Property(tries = 200)
    void oneUnitBringsAboutAtMostItsCellsEachWithACountOfOne(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 2) int found, @ForAll @IntRange(min = 2, max = 6) int atMost,
            @ForAll boolean places) {
        Random random = new Random(seed);
        Card card = card(atMost);
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < found + 6; unit++) {
            lines.add(row("u" + unit, VALUES.get(unit % found), random));
            lines.add(row("u" + unit, VALUES.get(random.nextInt(found)), random));
        }
        List<String> more = new ArrayList<>(lines);
        for (int times = 1 + random.nextInt(30); times > 0; times--) {
            more.add(row("one", VALUES.get(random.nextInt(atMost)), random));
        }
        Question question = question(card, places ? "\"zoning\",\"energy\"" : "\"energy\"", "");
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        Cells without = cells(Rows.table(lines, card), question, card, HexFormat.of().formatHex(salt));
        Cells with = cells(Rows.table(more, card), question, card, HexFormat.of().formatHex(salt));
        assertThat(without.plan().cellsPerUnit()).isEqualTo(with.plan().cellsPerUnit())
            .isEqualTo(Math.min(3, atMost));
        assertThat(threshold(without.plan(), question)).isEqualTo(threshold(with.plan(), question));
        assertThat(with.byKeys().keySet()).containsAll(without.byKeys().keySet());
        int changed = 0;
        for (Map.Entry<String, long[]> cell : with.byKeys().entrySet()) {
            long[] before = without.byKeys().getOrDefault(cell.getKey(), new long[2]);
            long count = cell.getValue()[0] - before[0];
            assertThat(count).as(cell.getKey()).isBetween(0L, 1L);
            assertThat(Math.abs(cell.getValue()[1] - before[1])).isLessThanOrEqualTo(30_000 * count);
            changed += (int) count;
        }
        assertThat(changed).isBetween(1, with.plan().cellsPerUnit());
    }

    /** Under noise that lifts every cell above τ, all that keeps one hidden is that its exact count is zero. */
    @Test
    void tellsOfNoValueThatAFilterLeavesOutWhateverTheNoise() {
        Card card = card(50);
        Table table = Rows.table(List.of("solo,37261,secret,2025-02,1,1", "u1,37261,wood,2025-01,1,1",
            "u2,45234,gas,2025-01,1,1", "u2,45234,secret,2025-03,1,1"), card);
        Question question = question(card, "\"zoning\",\"energy\"", ",\"filters\":{\"month\":[\"2025-01\"]}");
        BoundingPlan plan = new Planner(question.content(), card, table.layout()).plan("0".repeat(32));
        long lift = threshold(plan, question) + 1;
        JsonNode answer = Json.read(Answer.to(question, card, table.layout(), new ColumnCells(table.columns(),
            table.layout()), (noise, exact, random) -> Arrays.stream(exact).map(one -> one + lift).toArray(), VERSION,
            Disclosure.NONE, new byte[32]).json());
        List<String> told = new ArrayList<>();
        answer.get("cells").forEach(cell -> told.add(cell.get("keys").toString()));
        assertThat(told).containsExactlyInAnyOrder("[\"37261\",\"wood\"]", "[\"45234\",\"gas\"]");
        assertThat(answer.toString()).doesNotContain("secret");
    }

    /** What bounding comes to by the keys of a cell, those with a unit only: count and sum. */
    private record Cells(BoundingPlan plan, Map<String, long[]> byKeys) {
    }

    private static Cells cells(Table table, Question question, Card card, String salt) {
        BoundingPlan plan = new Planner(question.content(), card, table.layout()).plan(salt);
        ExactAggregate exact = new ColumnCells(table.columns(), table.layout()).cells(plan);
        Map<String, long[]> byKeys = new HashMap<>();
        for (int cell = 0; cell < plan.cells(); cell++) {
            StringBuilder keys = new StringBuilder();
            int rest = cell;
            for (BoundingPlan.Axis axis : plan.axes().reversed()) {
                keys.append(axis.groups().get(rest % axis.groups().size())).append(' ');
                rest /= axis.groups().size();
            }
            if (exact.counts()[cell] > 0) {
                byKeys.put(keys.toString(), new long[] {exact.counts()[cell], exact.figures()[0][cell]});
            }
        }
        return new Cells(plan, byKeys);
    }

    private static long threshold(BoundingPlan plan, Question question) {
        return new Noises(plan, Tiers.of(question.content(), plan), Shares.of(question.content(), true)).threshold();
    }

    private static String row(String unit, String value, Random random) {
        return unit + "," + (random.nextBoolean() ? "37261" : "45234") + "," + value + ",2025-0"
            + (1 + random.nextInt(4)) + "," + random.nextInt(20_001) + ",1";
    }

    private static Card card(int atMost) {
        return Card.fromYaml(Cards.ENERGY.replace("values: [electricity, gas], perUnit: 1",
            "private: true, atMost: " + atMost + ", perUnit: 3").replace("filters: [month, energy, zoning]",
            "filters: [month, zoning]"));
    }

    private static Question question(Card card, String groupBy, String more) {
        return Question.read("""
            {"dataset":"energy-consumption","purpose":"p","groupBy":[%s],"microRho":1000000,
             "measures":[{"function":"sum","measure":"consumption"}]%s}""".formatted(groupBy, more), card, 1);
    }
}
