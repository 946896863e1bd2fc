package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantiles and their intervals stay within what the card lets a unit have, and hold there as often as they say. */
class QuantileBoundTest {

    private static final DataVersion VERSION = new DataVersion("0123456789abcdef0123456789abcdef", "sha-256:0", "0");
    private static final int RELEASES = 240;
    private static final double LEAST = 0.95 * RELEASES - 6 * Math.sqrt(RELEASES * 0.95 * 0.05);

    @TempDir
    Path folder;

    /** One unit in twelve cells; of each measure the leaves reach past the greatest total. */
    @ParameterizedTest
    @CsvSource({"'step: 1, row: {min: 0, max: 20000}, perUnit: {max: 30000}', 0, 0, 30000",
        "'step: 1, row: {min: 0, max: 1}, perUnit: {max: 1}', 0, 0, 1",
        "'step: 0.5, row: {min: -9, max: -2}, perUnit: {max: 100}', -9, -100, -2"})
    void tellsNothingBeyondTheDeclaredBoundsOfEmptyCells(String bounds, int row, BigDecimal least,
                                                         BigDecimal greatest) {
        Card card = Card.fromYaml(Cards.ENERGY.replaceFirst("step: 1, row: .*", bounds + "}"));
        Table nearlyEmpty = Rows.table(List.of("u,37261,gas,2025-01," + row + ",1"), folder, card);
        for (int run = 0; run < 10; run++) {
            JsonNode answer = answer(card, nearlyEmpty, "\"zoning\",\"energy\"],\"zoning\":\"departement\"",
                50_000);
            assertThat(HidingCheck.wrong(answer)).isEmpty();
            for (JsonNode cell : answer.get("cells")) {
                BigDecimal before = least;
                for (JsonNode one : cell.get("values").get(0).get("quantiles")) {
                    BigDecimal value = one.get("value").decimalValue();
                    BigDecimal low = one.get("low95").decimalValue();
                    BigDecimal high = one.get("high95").decimalValue();
                    assertThat(value).isBetween(low, high).isGreaterThanOrEqualTo(before);
                    assertThat(low).isGreaterThanOrEqualTo(least);
                    assertThat(high).isLessThanOrEqualTo(greatest);
                    assertThat(one.get("halfWidth95").decimalValue())
                        .isEqualByComparingTo(value.subtract(low).max(high.subtract(value)));
                    before = value;
                }
            }
        }
    }

    /** All of the noisy counts lie in a leaf that no unit can be in: nothing is known but the bounds. */
    @ParameterizedTest
    @ValueSource(ints = {1, 500, 999})
    void tellsTheWholeRangeWhereNoiseLeavesNoLeafThatATotalMayLieIn(int perMille) {
        long[] leaves = new long[16];
        leaves[9] = 100_000;
        NoisyTree tree = new NoisyTree(new QuantileTree(0, 1, 1, 1), new long[][] {leaves}, 1);
        NoisyTree.Quantile only = tree.quantiles(0, List.of(perMille)).getFirst();
        assertThat(only).isEqualTo(new NoisyTree.Quantile(1, 0, 1));
    }

    /**
     * A tenth of the units at the least total, a half at the greatest, the others at the middle: with real randomness
     * the intervals hold the exact quantiles of the bounded totals in 95 % of the releases. The bound is six standard
     * deviations below: a false alarm in less than 10^-6 of the runs.
     */
    @Test
    void holdsTheExactQuantileWhereTotalsAreAtTheBounds() {
        Card card = Cards.energy();
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < 600; unit++) {
            int most = unit % 10 == 0 ? 0 : unit % 2 == 1 ? 20_000 : 15_000;
            lines.add("u" + unit + ",37261,gas,2025-01," + most + ",1");
            lines.add("u" + unit + ",37261,gas,2025-02," + (most == 20_000 ? most : 0) + ",1");
        }
        Table table = Rows.table(lines, folder, card);
        int[] exact = {0, 15_000, 30_000};
        int[] held = new int[3];
        int[] atTheBound = new int[3];
        for (int run = 0; run < RELEASES; run++) {
            JsonNode told = answer(card, table, "\"energy\"]", 200_000).get("cells").get(1).get("values")
                .get(0).get("quantiles");
            for (int q = 0; q < 3; q++) {
                JsonNode one = told.get(q);
                held[q] += one.get("low95").intValue() <= exact[q] && exact[q] <= one.get("high95").intValue() ? 1 : 0;
                atTheBound[q] += one.get("high95").intValue() == 30_000 ? 1 : 0;
            }
        }
        for (int q = 0; q < 3; q++) {
            assertThat((double) held[q]).as("quantile " + q).isGreaterThanOrEqualTo(LEAST);
        }
        assertThat(atTheBound[0]).isZero();
        assertThat((double) atTheBound[2]).isGreaterThanOrEqualTo(LEAST);
    }

    private static JsonNode answer(Card card, Table table, String groupBy, long microRho) {
        Question question = Question.read("""
            {"dataset":"energy-consumption","purpose":"p","groupBy":[%s,"microRho":%d,
             "measures":[{"function":"quantiles","measure":"consumption","perMille":[50,400,900]}]}"""
            .formatted(groupBy, microRho), card, 1);
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return Json.read(Answer.to(question, card, table, VERSION, Disclosure.NONE, seed).json());
    }
}
