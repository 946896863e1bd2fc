package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.compute.geography.Level;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The 95 % intervals of each function hold the exact figure of the bounded cells in at least 95 % of the releases, with
 * real randomness. Only intervals of cells whose noise is independent are counted together. The bound is six standard
 * deviations below 95 %: a false alarm in less than 10^-6 of the runs.
 */
class CoverageTest {

    /** Of two cells each, with units and noise of their own. */
    private static final int RELEASES = 120;
    private static final double LEAST = 0.95 * 2 * RELEASES - 6 * Math.sqrt(2 * RELEASES * 0.95 * 0.05);
    private static final DataVersion VERSION = new DataVersion("0123456789abcdef0123456789abcdef", "sha-256:0", "0");

    private static final List<String> COMMUNES = List.of("37261", "37050", "45234", "28085", "18033");
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
        JsonNode cells = null;
        for (int run = 0; run < 2 * RELEASES; run++) {
            cells = run % 2 == 0 ? release(question, table).get("cells") : cells;
            JsonNode cell = cells.get(run % 2);
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
        JsonNode cells = null;
        for (int run = 0; run < 2 * RELEASES; run++) {
            cells = run % 2 == 0 ? release(question, table).get("cells") : cells;
            JsonNode values = cells.get(run % 2).get("values");
            Totals.Cell exact = totals.cells().get(run % 2);
            held[0] += ranged(values.get(0), exact.mean("consumption"));
            held[1] += ranged(values.get(1), exact.variance("consumption"));
            held[2] += ranged(values.get(2).get("quantiles").get(0), exact.quantile("consumption", 500));
        }
        assertThat(Arrays.stream(held)).allMatch(one -> one >= LEAST);
    }

    /** One cell of each tier, drawn beforehand; few and many parts, narrow and wide noise. */
    @ParameterizedTest
    @CsvSource({"0.4,1", "3,1", "40,1", "5000,30000"})
    void holdsInEveryTierAfterRollUp(double rho, long bound) {
        Random random = new Random(4);
        int places = 90;
        int[] parents = IntStream.range(0, places).map(p -> p < 12 ? p : random.nextInt(3)).toArray();
        Tiers tiers = new Tiers(List.of(new Tiers.Tier(Level.COMMUNE, Collections.nCopies(places, ""), parents),
            new Tiers.Tier(Level.DEPARTEMENT, Collections.nCopies(12, ""), new int[12]),
            new Tiers.Tier(Level.TERRITORY, List.of(""), new int[0])), 2);
        BoundingPlan plan = new BoundingPlan(List.of(), List.of(), List.of(), List.of(), 2, "");
        List<DiscreteGaussian> noise = new ArrayList<>();
        for (int tier = 0; tier < 3; tier++) {
            noise.add(DiscreteGaussian.of(BigInteger.valueOf(Tiers.squaredReach(tier, plan.cellsPerUnit()))
                .multiply(BigInteger.valueOf(bound).pow(2)), (long) (1e6 / rho)));
        }
        List<long[]> counts = tiers.addedUp(random.longs(180, 20, 400).toArray(), 1);
        List<long[]> sums = tiers.addedUp(random.longs(180, 0, 90 * bound).toArray(), 1);
        List<DiscreteGaussian> counting = List.of(gaussian(1), gaussian(2), gaussian(2));
        RandomStream stream = new RandomStream(seed(), "test");
        int runs = 1500;
        int[] held = new int[6];
        for (int run = 0; run < runs; run++) {
            Noisy sum = Noisy.of(sums.getFirst(), 1, tiers, noise, Adding.REAL, stream);
            Noisy count = Noisy.of(counts.getFirst(), 1, tiers, counting, Adding.REAL, stream);
            for (int t = 0; t < 3; t++) {
                int cell = random.nextInt(tiers.cells(t));
                Noisy.Layer one = sum.layer(t);
                Noisy.Layer over = count.layer(t);
                long off = Math.abs(one.noisy()[cell] - sums.get(t)[cell]);
                held[t] += off <= one.halfWidth95(cell).longValueExact() ? 1 : 0;
                Estimate mean = Estimate.ratio(one.noisy()[cell], one.deviation(cell), over.noisy()[cell],
                    over.deviation(cell));
                double exact = sums.get(t)[cell] / (double) counts.get(t)[cell];
                held[3 + t] += mean.low() <= exact && exact <= mean.high() ? 1 : 0;
            }
            List<long[]> all = sum.layers().stream().map(Noisy.Layer::noisy).toList();
            assertThat(tiers.addedUp(all.getFirst(), 1)).usingRecursiveComparison().isEqualTo(all);
        }
        double least = 0.95 * runs - 6 * Math.sqrt(runs * 0.95 * 0.05);
        assertThat(Arrays.stream(held)).allMatch(one -> one >= least);
    }

    /** The figure of the whole, added up from ninety noisy ones, would be ninety times as uncertain. */
    @Test
    void gainsFromEveryTier() {
        Tiers tiers = new Tiers(List.of(new Tiers.Tier(Level.COMMUNE, Collections.nCopies(90, ""), new int[90]),
            new Tiers.Tier(Level.TERRITORY, List.of(""), new int[0])), 1);
        double[][] variance = new Consistent(tiers, new double[] {1, 1}).variance();
        assertThat(variance[1][0]).isCloseTo(90.0 / 91, Offset.offset(1e-9));
        assertThat(variance[0][0]).isLessThan(1);
    }

    private static DiscreteGaussian gaussian(long variance) {
        return new DiscreteGaussian(BigInteger.valueOf(variance), BigInteger.ONE);
    }

    private static byte[] seed() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return seed;
    }

    private Question question(String measures, String groupBy, String more, long microRho) {
        return Question.read("{\"dataset\":\"energy-consumption\",\"purpose\":\"p\"," + more + "\"measures\":["
            + measures + "],\"groupBy\":[" + groupBy + "],\"microRho\":" + microRho + "}", card, 1);
    }

    private JsonNode release(Question question, Table table) {
        try {
            return JSON.readTree(Answer.to(question, card, table, VERSION, Disclosure.NONE, seed()).json());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** One energy and one place for each unit, so that nothing is left out and a unit's totals are its rows'. */
    private Table table(int units) {
        Random random = new Random(units);
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < units; unit++) {
            String place = COMMUNES.get(random.nextInt(5));
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
