package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a 95 % interval is worth once it is known that its cell was shown; see mechanisms.md, section 8. */
class ShownCoverageTest {

    private static final DataVersion VERSION = new DataVersion("0123456789abcdef0123456789abcdef", "sha-256:0", "0");
    private static final String SEEN = "those that are seen are rather too large";
    private static final String VUS = "ceux que l'on voit sont plutôt trop grands";
    private static final List<String> COMMUNES = List.of("18033", "28085", "36044", "37261", "41018", "45234");
    private static final int RELEASES = 500;

    private final Card card = Cards.energy();

    /**
     * Twelve cells of fewer units than the minimum group less the half-width, with σ² = 5. All releases together hold
     * the exact count in 95 % (within six standard deviations); those that a rule lets one see, in none: that needs no
     * luck. None is seen in 6000 with a probability below 1e-11.
     */
    @Test
    void isLostWhereACellIsShownByItsNoiseAlone() {
        Question question = question("\"zoning\",\"energy\"", card);
        long width = answer(question, table(1), Disclosure.NONE, seed()).get("cells").get(0).get("values").get(0)
            .get("halfWidth95").longValue();
        int units = (int) (20 - width - 1);
        Table table = table(units);
        int covered = 0;
        int shown = 0;
        for (int run = 0; run < RELEASES; run++) {
            byte[] seed = seed();
            JsonNode all = answer(question, table, Disclosure.NONE, seed).get("cells");
            JsonNode some = answer(question, table, new Disclosure(20, 0), seed).get("cells");
            for (int cell = 0; cell < 12; cell++) {
                long value = all.get(cell).get("values").get(0).get("value").longValue();
                covered += Math.abs(value - units) <= width ? 1 : 0;
                if (some.get(cell).has("values")) {
                    shown++;
                    assertThat(some.get(cell).get("values").get(0).get("value").longValue()).isEqualTo(value)
                        .isGreaterThan(units + width);
                }
            }
        }
        double cells = 12.0 * RELEASES;
        assertThat((double) covered).isGreaterThan(0.95 * cells - 6 * Math.sqrt(cells * 0.95 * 0.05));
        assertThat(shown).isPositive();
    }

    @Test
    void isSaidToBeLessWhereverNoiseDecidesWhatIsShown() {
        Question question = question("\"energy\"", card);
        JsonNode none = answer(question, table(1), Disclosure.NONE, seed()).get("bias");
        assertThat(none.get("en").asText()).doesNotContain(SEEN);
        assertThat(none.get("fr").asText()).doesNotContain(VUS);
        for (Disclosure rules : List.of(new Disclosure(10, 0), new Disclosure(0, 85))) {
            JsonNode bias = answer(question, table(1), rules, seed()).get("bias");
            assertThat(bias.get("en").asText()).contains(SEEN);
            assertThat(bias.get("fr").asText()).contains(VUS);
        }
        Card hidden = Card.fromYaml(Cards.ENERGY.replace("values: [electricity, gas], perUnit: 1",
            "private: true, perUnit: 1").replace("filters: [month, energy, zoning]", "filters: []"));
        Table rows = Rows.table(List.of("u,37261,wood,2025-01,1,1"), hidden);
        JsonNode bias = Json.read(Answer.to(question("\"energy\"", hidden), hidden, rows, VERSION, Disclosure.NONE,
            seed()).json()).get("bias");
        assertThat(bias.get("en").asText()).contains(SEEN);
        assertThat(bias.get("fr").asText()).contains(VUS);
    }

    /** So many units in every cell. */
    private Table table(int units) {
        List<String> lines = new ArrayList<>();
        for (String commune : COMMUNES) {
            for (String energy : List.of("electricity", "gas")) {
                for (int unit = 0; unit < units; unit++) {
                    lines.add(commune + energy + unit + "," + commune + "," + energy + ",2025-01,1,1");
                }
            }
        }
        return Rows.table(lines, card);
    }

    private static Question question(String groupBy, Card card) {
        return Question.read("""
            {"dataset":"energy-consumption","purpose":"p","groupBy":[%s],"measures":[{"function":"count"}],%s
             "microRho":100000}""".formatted(groupBy, groupBy.contains("zoning") ? "\"zoning\":\"departement\"," : ""),
            card, 1);
    }

    private JsonNode answer(Question question, Table table, Disclosure rules, byte[] seed) {
        return Json.read(Answer.to(question, card, table, VERSION, rules, seed).json());
    }

    private static byte[] seed() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return seed;
    }
}
