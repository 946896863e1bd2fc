package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histograms and quantiles under a rule on the share of one unit. Noise changes what is shown in less than 1e-11. */
class SpreadDominanceTest {

    private static final DataVersion VERSION = new DataVersion("0123456789abcdef0123456789abcdef", "sha-256:0", "0");
    private static final String COUNT = "{\"function\":\"count\"},";
    private static final String SUM = "{\"function\":\"sum\",\"measure\":\"consumption\"},";
    private static final String HISTOGRAM = "{\"function\":\"histogram\",\"measure\":\"consumption\",\"edges\":[1500]}";
    private static final String QUANTILES =
        "{\"function\":\"quantiles\",\"measure\":\"consumption\",\"perMille\":[500]}";
    private static final Disclosure RULES = new Disclosure(3, 85);

    @TempDir
    Path folder;

    private final Card card = Cards.energy();
    private Table table;

    /** In Tours, gas that one unit makes up all but a hundredth of, and electricity that a hundred share evenly. */
    @BeforeEach
    void read() {
        List<String> lines = new ArrayList<>(List.of("big,37261,gas,2025-01,20000,1", "big,37261,gas,2025-02,10000,1"));
        for (int unit = 0; unit < 100; unit++) {
            lines.add("u" + unit + ",37261,gas,2025-01,3,1");
            lines.add("w" + unit + ",37261,electricity,2025-01,2000,1");
        }
        table = Rows.table(lines, folder, card);
    }

    @ParameterizedTest
    @ValueSource(strings = {HISTOGRAM, QUANTILES})
    void needsTheSumOfTheSameMeasureToBeAsked(String spread) {
        Question without = question(COUNT + "{\"function\":\"mean\",\"measure\":\"consumption\"},"
            + "{\"function\":\"sum\",\"measure\":\"bill\"}," + spread);
        assertThat(catchThrowableOfType(InvalidInput.class, () -> without.requireTotals(RULES)).problems())
            .singleElement().satisfies(one -> {
                assertThat(one.path()).isEqualTo("measures");
                String remedy = "{\"function\": \"sum\", \"measure\": \"consumption\"}";
                assertThat(one.english()).contains("without its sum", "85 %").endsWith("add " + remedy);
                assertThat(one.french()).contains("sans sa somme", "85 %").endsWith("ajoutez " + remedy);
            });
        without.requireTotals(new Disclosure(11, 0));
        question(SUM + spread).requireTotals(RULES);
    }

    @ParameterizedTest
    @ValueSource(strings = {HISTOGRAM, QUANTILES})
    void isShownOnlyWhereNoUnitCanMakeUpMoreThanTheShareOfTheSum(String spread) {
        JsonNode answer = answer(SUM + spread, RULES);
        assertThat(HidingCheck.wrong(answer)).isEmpty();
        assertThat(cell(answer, "gas").path("rule").asText()).isEqualTo("dominancePercent");
        assertThat(cell(answer, "electricity").path("values")).hasSize(2);
        assertThat(cell(answer(SUM + spread, new Disclosure(3, 0)), "gas").path("values")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {HISTOGRAM, QUANTILES})
    void isShownNowhereWithoutTheSum(String spread) {
        JsonNode answer = answer(COUNT + spread, new Disclosure(0, 85));
        assertThat(answer.get("cells")).allMatch(cell -> cell.path("rule").asText().equals("dominancePercent"));
        assertThat(HidingCheck.wrong(answer)).isEmpty();
        assertThat(preview(COUNT + spread, new Disclosure(0, 85), answer(COUNT, Disclosure.NONE)))
            .isEqualTo(answer.get("cells").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {HISTOGRAM, QUANTILES})
    void isPreviewedAsItIsShown(String spread) {
        long hidden = 0;
        for (JsonNode cell : answer(SUM + spread, RULES).get("cells")) {
            hidden += cell.has("hidden") ? 1 : 0;
        }
        assertThat(preview(SUM + spread, RULES, answer(COUNT + SUM, Disclosure.NONE))).isEqualTo(hidden).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {HISTOGRAM, QUANTILES})
    void isFoundOutWhereItsAnswerTellsNoTotalForIt(String spread) {
        JsonNode alone = answer(spread, new Disclosure(3, 0));
        assertThat(HidingCheck.wrong(alone)).isEmpty();
        ((ObjectNode) alone.get("disclosure")).put("dominancePercent", 85);
        assertThat(HidingCheck.wrong(alone)).contains("departement 37 gas", "departement 37 electricity");
        JsonNode answer = answer(SUM + spread, RULES);
        ((ObjectNode) answer.get("disclosure")).remove("largest");
        assertThat(HidingCheck.wrong(answer)).containsExactly("departement 37 electricity");
    }

    @Test
    void takesATotalWithoutItsMarginForNone() {
        JsonNode answer = answer(SUM + QUANTILES, RULES);
        ObjectNode sum = (ObjectNode) cell(answer, "electricity").path("values").path(0);
        sum.remove("halfWidth95");
        assertThat(HidingCheck.wrong(answer)).containsExactly("departement 37 electricity");
    }

    private static JsonNode cell(JsonNode answer, String energy) {
        for (JsonNode cell : answer.get("cells")) {
            if (cell.get("keys").toString().equals("[\"37\",\"" + energy + "\"]")) {
                return cell;
            }
        }
        throw new AssertionError("no such cell");
    }

    private long preview(String measures, Disclosure rules, JsonNode released) {
        return Preview.of(question(measures), card, rules, new PrivacyLoss(1, 0), List.of(released)).likelyHidden()
            .orElseThrow();
    }

    private JsonNode answer(String measures, Disclosure rules) {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return Json.read(Answer.to(question(measures), card, table, VERSION, rules, seed).json());
    }

    private Question question(String measures) {
        return Question.read("""
            {"dataset":"energy-consumption","purpose":"p","measures":[%s],"groupBy":["zoning","energy"],
             "zoning":"departement","microRho":1000000000}""".formatted(measures.replaceFirst(",$", "")), card, 1);
    }
}
