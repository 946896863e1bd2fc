package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The 95 % intervals of each function hold the exact figure of the bounded cells in at least 95 % of the releases, with
 * real randomness. Within one release intervals may depend on one another, so it is releases that are counted: of each,
 * one cell drawn beforehand. The bound is six standard deviations below 95 %: a false alarm in less than 10^-6 of the
 * runs.
 */
class CoverageTest {

    private static final int RELEASES = 250;
    private static final double LEAST = 0.95 * RELEASES - 6 * Math.sqrt(RELEASES * 0.95 * 0.05);
    private static final DataVersion VERSION = new DataVersion("0123456789abcdef0123456789abcdef", "sha-256:0", "0");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final Card card = Card.fromYaml(Cards.ENERGY + "rowsPerUnit: 3\n");

    @Test
    void holdsForMeansVariancesRatiosRowsHistogramsAndQuantiles() {
        Question question = question("""
            {"function":"count"},{"function":"rows"},{"function":"mean","measure":"consumption"},
            {"function":"variance","measure":"consumption"},
            {"function":"ratio","measure":"bill","over":"consumption"},
            {"function":"ratio","measure":"consumption","over":"rows"},
            {"function":"histogram","measure":"consumption","edges":[2000,4000,20000]},
            {"function":"quantiles","measure":"consumption","perMille":[100,500,900]}""", "\"energy\"", "", 400_000);
        Table table = table(2000);
        Totals totals = totals(table, question);
        int[] held = new int[12];
        for (int run = 0; run < RELEASES; run++) {
            JsonNode cell = release(question, table).get("cells").get(run % 2);
            Totals.Cell exact = totals.cells().get(run % 2);
            JsonNode values = cell.get("values");
            held[0] += within(values.get(0), exact.count());
            held[1] += within(values.get(1), exact.rows());
            held[2] += ranged(values.get(2), exact.mean("consumption"));
            held[3] += ranged(values.get(3), exact.variance("consumption"));
            held[4] += ranged(values.get(4), exact.sum("bill") / 100.0 / exact.sum("consumption"));
            held[5] += ranged(values.get(5), exact.sum("consumption") / (double) exact.rows());
            long[] bins = exact.bins("consumption", 2000, 4000, 20_000);
            for (int b = 0; b < 3; b++) {
                long noisy = values.get(6).get("bins").get(b).longValue();
                held[6 + b] += Math.abs(noisy - bins[b]) <= values.get(6).get("halfWidth95").longValue() ? 1 : 0;
            }
            for (int q = 0; q < 3; q++) {
                held[9 + q] += ranged(values.get(7).get("quantiles").get(q),
                    exact.quantile("consumption", List.of(100, 500, 900).get(q)));
            }
        }
        assertThat(Arrays.stream(held)).allMatch(one -> one >= LEAST);
    }

    /** As few as a handful of units in each cell: intervals get wide, and still hold. */
    @Test
    void holdsWhereCellsAreNearlyEmpty() {
        Question question = question("""
            {"function":"mean","measure":"consumption"},{"function":"variance","measure":"consumption"},
            {"function":"quantiles","measure":"consumption","perMille":[500]}""", "\"energy\"", "", 3_000_000);
        Table table = table(12);
        Totals totals = totals(table, question);
        int[] held = new int[3];
        for (int run = 0; run < RELEASES; run++) {
            JsonNode values = release(question, table).get("cells").get(run % 2).get("values");
            Totals.Cell exact = totals.cells().get(run % 2);
            held[0] += ranged(values.get(0), exact.mean("consumption"));
            held[1] += ranged(values.get(1), exact.variance("consumption"));
            held[2] += ranged(values.get(2).get("quantiles").get(0), exact.quantile("consumption", 500));
        }
        assertThat(Arrays.stream(held)).allMatch(one -> one >= LEAST);
    }

    /** Three tiers that add up; and the coarser figures are better than those added up from the finest ones. */
    @Test
    void holdsInEveryTierAfterRollUp() {
        Question question = question("""
            {"function":"count"},{"function":"sum","measure":"consumption"},
            {"function":"mean","measure":"consumption"}""", "\"zoning\",\"energy\"",
            "\"zoning\":\"commune\",\"rollUp\":[\"departement\",\"territory\"],", 200_000);
        Table table = table(300);
        BoundingPlan plan = new Planner(question.content(), card, table.layout()).plan("0".repeat(32));
        ExactAggregate exact = new ColumnCells(table.columns(), table.layout()).cells(plan);
        Tiers tiers = Tiers.of(question.content(), plan);
        List<long[]> counts = tiers.addedUp(exact.counts(), 1);
        List<long[]> sums = tiers.addedUp(exact.figures()[0], 1);
        Random random = new Random(4);
        int[][] held = new int[3][3];
        for (int run = 0; run < RELEASES; run++) {
            JsonNode answer = release(question, table);
            for (int t = 0; t < 3; t++) {
                JsonNode cells = t == 0 ? answer.get("cells") : answer.get("levels").get(t - 1).get("cells");
                assertThat(cells).hasSize(tiers.cells(t));
                int cell;
                do {
                    cell = random.nextInt(cells.size());
                } while (t > 0 && counts.get(t)[cell] == 0);
                JsonNode values = cells.get(cell).get("values");
                held[t][0] += within(values.get(0), counts.get(t)[cell]);
                held[t][1] += within(values.get(1), sums.get(t)[cell]);
                held[t][2] += counts.get(t)[cell] == 0 ? 1
                    : ranged(values.get(2), sums.get(t)[cell] / (double) counts.get(t)[cell]);
            }
            if (run % 50 == 0) {
                assertAddsUp(answer, 0);
                assertAddsUp(answer, 1);
            }
        }
        assertThat(Arrays.stream(held).flatMapToInt(Arrays::stream)).allMatch(one -> one >= LEAST);
        Noises noises = new Noises(plan, tiers, Shares.of(question.content(), false));
        double[][] variance = new Consistent(tiers, noises.count().stream().mapToDouble(DiscreteGaussian::variance)
            .toArray()).variance();
        assertThat(variance[2][0]).isLessThan(noises.count().getFirst().variance() * tiers.places(0) / 100);
    }

    private static void assertAddsUp(JsonNode answer, int column) {
        TreeMap<String, Long> below = sums(answer.get("levels").get(0).get("cells"), column);
        assertThat(below).isEqualTo(sums(answer.get("levels").get(1).get("cells"), column));
        assertThat(sums(answer.get("cells"), column)).isEqualTo(below);
    }

    /** By the last key. */
    private static TreeMap<String, Long> sums(JsonNode cells, int column) {
        TreeMap<String, Long> sums = new TreeMap<>();
        cells.forEach(cell -> sums.merge(cell.get("keys").get(1).textValue(),
            cell.get("values").get(column).get("value").longValue(), Long::sum));
        return sums;
    }

    private Question question(String measures, String groupBy, String more, long microRho) {
        return Question.read("{\"dataset\":\"energy-consumption\",\"purpose\":\"p\"," + more + "\"measures\":["
            + measures + "],\"groupBy\":[" + groupBy + "],\"microRho\":" + microRho + "}", card, 1);
    }

    private JsonNode release(Question question, Table table) {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        try {
            return JSON.readTree(Answer.to(question, card, table, VERSION, Disclosure.NONE, seed).json());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** One energy and one place for each unit, so that nothing is left out and a unit's totals are its rows'. */
    private Table table(int units) {
        Random random = new Random(units);
        List<String> lines = new ArrayList<>();
        List<String> communes = List.of("37261", "37050", "45234", "28085", "18033");
        for (int unit = 0; unit < units; unit++) {
            String place = communes.get(random.nextInt(5));
            String energy = unit % 2 == 0 ? "gas" : "electricity";
            for (int month = 1; month <= 1 + random.nextInt(4); month++) {
                lines.add("u" + unit + "," + place + "," + energy + ",2025-0" + month + ","
                    + (int) Math.min(20_000, 500 + Math.abs(random.nextGaussian()) * 3000) + ","
                    + random.nextInt(500));
            }
        }
        return Rows.table(lines, folder, card);
    }

    private Totals totals(Table table, Question question) {
        return Totals.of(table, question, card);
    }

    private static int within(JsonNode value, long exact) {
        return Math.abs(value.get("value").longValue() - exact) <= value.get("halfWidth95").longValue() ? 1 : 0;
    }

    private static int ranged(JsonNode value, double exact) {
        boolean low = value.get("low95").isNull() || value.get("low95").doubleValue() <= exact;
        boolean high = value.get("high95").isNull() || value.get("high95").doubleValue() >= exact;
        return low && high ? 1 : 0;
    }
}
