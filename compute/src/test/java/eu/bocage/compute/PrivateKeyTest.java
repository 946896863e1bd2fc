package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateKeyTest {

    private static final DataVersion VERSION = new DataVersion("0123456789abcdef0123456789abcdef", "sha-256:0", "0");
    private static final String PRIVATE = Cards.ENERGY.replace("values: [electricity, gas], perUnit: 1",
        "private: true, atMost: 50, perUnit: 1").replace("filters: [month, energy, zoning]",
        "filters: [month, zoning]");

    @TempDir
    Path folder;

    private final Card card = Card.fromYaml(PRIVATE);

    @Test
    void costsSomeDeltaThatIsKnownBeforehand() {
        assertThat(question("\"energy\"", 50_000).loss()).isEqualTo(new PrivacyLoss(50_000, 10_000));
        assertThat(question("\"zoning\"", 50_000).loss()).isEqualTo(new PrivacyLoss(50_000, 0));
        assertThat(card.privateKeys()).containsExactly("energy");
    }

    @Test
    void isNeitherFilteredNorRolledUp() {
        assertThat(catchThrowableOfType(InvalidInput.class, () -> Card.fromYaml(PRIVATE.replace("filters: [month",
            "filters: [energy, month"))).problems()).extracting(Problem::path).containsExactly("filters");
        assertThat(catchThrowableOfType(InvalidInput.class, () -> Question.read("""
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"count"}],
             "groupBy":["zoning","energy"],"zoning":"epci","rollUp":["territory"]}""", card, 1)).problems())
            .extracting(Problem::path).containsExactly("rollUp");
        assertThat(catchThrowableOfType(InvalidInput.class, () -> Card.fromYaml(PRIVATE.replace("private: true",
            "private: false"))).problems()).extracting(Problem::path).contains("keys.energy.private");
    }

    /** A single unit's value appears with probability at most 10^-8, a common one all but surely. */
    @Test
    void tellsOfValuesThatManyUnitsHaveAndOfNoOthers() {
        List<String> lines = new ArrayList<>(List.of("solo,37261,secret,2025-01,1,1"));
        for (int unit = 0; unit < 400; unit++) {
            lines.add("u" + unit + ",37261," + (unit % 2 == 0 ? "wood" : "gas") + ",2025-01,1,1");
        }
        Table table = Rows.table(lines, folder, card);
        Question question = question("\"energy\",\"zoning\"", 1_000_000);
        for (int run = 0; run < 50; run++) {
            Set<String> told = new TreeSet<>();
            JsonNode answer = answer(question, table);
            answer.get("cells").forEach(cell -> told.add(cell.get("keys").toString()));
            assertThat(told).containsExactly("[\"37261\",\"gas\"]", "[\"37261\",\"wood\"]");
            assertThat(answer.toString()).doesNotContain("secret");
            assertThat(answer.get("privacy").get("picoDelta").longValue()).isEqualTo(10_000);
        }
    }

    /** Every draw takes time: a unit that brings many values along makes no more of them than one that brings none. */
    @Test
    void drawsNoiseForCellsThatUnitsKeepAndForNoOthers() {
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < 100; unit++) {
            lines.add("u" + unit + ",37261,wood,2025-01,1,1");
        }
        List<String> more = new ArrayList<>(lines);
        for (int value = 0; value < 45; value++) {
            more.add("heavy,37261,secret" + value + ",2025-01,1,1");
        }
        Question question = question("\"energy\",\"zoning\"", 1_000_000);
        assertThat(draws(question, lines)).containsExactly(1, 1);
        assertThat(draws(question, more)).containsExactly(2, 2);
    }

    private List<Integer> draws(Question question, List<String> lines) {
        Table table = Rows.table(lines, folder, card);
        List<Integer> draws = new ArrayList<>();
        Answer.to(question, card, table.layout(), new ColumnCells(table.columns(), table.layout()),
            (noise, exact, random) -> {
                draws.add(exact.length);
                return noise.added(exact, random);
            }, VERSION, Disclosure.NONE, new byte[32]);
        return draws;
    }

    /**
     * P(1 + X ≥ τ) ≤ δ/L0, with the probabilities of the discrete Gaussian themselves; and τ is not more than a few
     * steps above the least one that does it.
     */
    @Test
    void takesTheThresholdThatItsProofNeeds() {
        for (double variance : new double[] {0.3, 1, 5, 50, 1000, 20_000}) {
            for (int cells : new int[] {1, 2, 12, 400}) {
                long threshold = Threshold.of(variance, cells);
                double wanted = 1e-8 / cells;
                assertThat(tail(variance, threshold - 1)).as(variance + " " + cells).isLessThanOrEqualTo(wanted);
                long slack = 3 + (long) (0.2 * threshold);
                assertThat(tail(variance, threshold - 1 - slack)).isGreaterThan(wanted);
            }
        }
    }

    private static double tail(double variance, long from) {
        double all = 0;
        double tail = 0;
        long last = (long) (12 * Math.sqrt(variance)) + 50;
        for (long n = last; n >= -last; n--) {
            double weight = Math.exp(-(double) n * n / (2 * variance));
            all += weight;
            tail += n >= from ? weight : 0;
        }
        return tail / all;
    }

    private Question question(String groupBy, long microRho) {
        return Question.read("""
            {"dataset":"energy-consumption","purpose":"p","groupBy":[%s],
             "measures":[{"function":"sum","measure":"consumption"}],"microRho":%d}"""
            .formatted(groupBy, microRho), card, 1);
    }

    private JsonNode answer(Question question, Table table) {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return Json.read(Answer.to(question, card, table, VERSION, Disclosure.NONE, seed).json());
    }
}
