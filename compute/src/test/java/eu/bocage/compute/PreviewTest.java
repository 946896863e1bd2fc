package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewTest {

    private static final DataVersion VERSION = new DataVersion("0123456789abcdef0123456789abcdef", "sha-256:0", "0");
    private static final PrivacyLoss LEFT = new PrivacyLoss(1_000_000, 100_000);

    @TempDir
    Path folder;

    private final Card card = Card.fromYaml(Cards.ENERGY + "rowsPerUnit: 4\n");

    @Test
    void tellsCostAndHowManySuchQuestionsAreLeft() {
        Preview preview = preview(question(Cards.QUESTION), Disclosure.NONE, List.of());
        assertThat(preview.loss()).isEqualTo(new PrivacyLoss(50_000, 0));
        assertThat(preview.questionsLeft()).isEqualTo(20);
        assertThat(preview.epsilonPerMille()).isEqualTo(new PrivacyLoss(50_000, 0).epsilonPerMille(1_000_000));
        assertThat(preview.cells()).isEqualTo(164);
        JsonNode json = Json.read(preview.json());
        assertThat(json.get("fr").textValue()).contains("encore environ 20 questions", "164 cellules");
        assertThat(json.get("en").textValue()).contains("about 20 questions", "164 cells");
        assertThat(Json.canonical(json)).isEqualTo(preview.json());
        Preview last = Preview.of(question(Cards.QUESTION), card, Disclosure.NONE, new PrivacyLoss(49_999, 0),
            List.of());
        assertThat(last.questionsLeft()).isZero();
        assertThat(Json.read(last.json()).get("fr").textValue()).contains("n'y suffit plus");
    }

    /** Count, sum and bins have the half-widths that the answer has, in every tier. */
    @Test
    void tellsTheHalfWidthsThatTheAnswerHas() {
        Question plain = asks("""
            {"function":"count"},{"function":"rows"},{"function":"sum","measure":"bill"},
            {"function":"histogram","measure":"bill","edges":[10]}""", "");
        JsonNode values = answer(plain, Disclosure.NONE).get("cells").get(3).get("values");
        List<Preview.Expected> figures = preview(plain, Disclosure.NONE, List.of()).figures();
        for (int i = 0; i < 4; i++) {
            assertThat(figures.get(i).halfWidth95()).containsExactly(values.get(i).get("halfWidth95").asText());
        }
        Question rolled = asks("{\"function\":\"count\"}", "\"rollUp\":[\"territory\"],");
        JsonNode answer = answer(rolled, Disclosure.NONE);
        assertThat(preview(rolled, Disclosure.NONE, List.of()).figures().getFirst().halfWidth95()).containsExactly(
            answer.get("cells").get(0).get("values").get(0).get("halfWidth95").asText(),
            answer.get("levels").get(0).get("cells").get(0).get("values").get(0).get("halfWidth95").asText());
    }

    @Test
    void tellsMeansRatiosVariancesAndQuantilesByCount() {
        Question question = asks("""
            {"function":"mean","measure":"consumption"},{"function":"variance","measure":"consumption"},
            {"function":"ratio","measure":"bill","over":"consumption"},
            {"function":"quantiles","measure":"consumption","perMille":[500]}""", "");
        for (Preview.Expected figure : preview(question, Disclosure.NONE, List.of()).figures()) {
            assertThat(figure.halfWidth95()).isEmpty();
            assertThat(figure.byCount()).extracting(Preview.AtCount::units).startsWith(10L).endsWith(10_000L);
            double before = Double.POSITIVE_INFINITY;
            for (Preview.AtCount at : figure.byCount()) {
                double width = at.halfWidth95().getFirst() == null ? Double.POSITIVE_INFINITY
                    : Double.parseDouble(at.halfWidth95().getFirst());
                assertThat(width).isLessThanOrEqualTo(before);
                before = width;
            }
            assertThat(before).isFinite();
        }
        double told = Double.parseDouble(preview(question, Disclosure.NONE, List.of()).figures().getFirst().byCount()
            .getLast().halfWidth95().getFirst());
        double share = 200_000 / 6 / 1e6;
        double sigma = Math.sqrt(1 / (2 * share));
        assertThat(told).isCloseTo(1.96 * 15_000 * Math.hypot(sigma, sigma + 0.26) / 10_000, within(told * 0.01));
    }

    /**
     * One region of six départements: with σ² for each figure of both tiers, weighted least squares leave 6/7 of it. At
     * 10 000 units what n is uncertain by makes no difference to Fieller's interval.
     */
    @Test
    void tellsMeansVariancesAndRatiosOfEveryLevelOfARollUp() {
        Question question = asks("""
            {"function":"mean","measure":"consumption"},{"function":"variance","measure":"consumption"},
            {"function":"ratio","measure":"consumption","over":"count"}""", "\"rollUp\":[\"territory\"],");
        List<Preview.Expected> figures = preview(question, Disclosure.NONE, List.of()).figures();
        assertThat(figures).allSatisfy(figure -> assertThat(figure.byCount()).allSatisfy(at ->
            assertThat(at.halfWidth95()).hasSize(2)));
        double sigma = Math.sqrt(6 / 7.0 * 2 / (2 * 200_000 / 4 / 1e6));
        for (int tier = 0; tier < 2; tier++) {
            double mean = Double.parseDouble(figures.get(0).byCount().getLast().halfWidth95().get(tier));
            assertThat(mean).isCloseTo(1.96 * 15_000 * Math.hypot(sigma, sigma + 0.26) / 10_000, within(mean * 0.01));
            double ratio = Double.parseDouble(figures.get(2).byCount().getLast().halfWidth95().get(tier));
            assertThat(ratio).isCloseTo(1.96 * Math.hypot(30_000 * sigma, 15_000 * (sigma + 0.26)) / 10_000,
                within(ratio * 0.01));
        }
        JsonNode point = Json.read(preview(question, Disclosure.NONE, List.of()).json()).get("figures").get(1)
            .get("byCount").get(0);
        assertThat(point.get("units").asInt()).isEqualTo(10);
        assertThat(point.get("halfWidth95")).hasSize(2);
    }

    /** Widths as in answers, up to what noise of six σ makes of 300 units. */
    @Test
    void tellsRatiosOfARollUpAsTheAnswerHasThem() {
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < 1000; unit++) {
            lines.add("u" + unit + "," + (unit < 300 ? "37261" : "45234") + ",gas,2025-01,15000,1");
        }
        Question question = question("""
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"ratio","measure":"consumption",
             "over":"count"}],"groupBy":["zoning","energy"],"zoning":"departement","rollUp":["territory"],
             "microRho":1000000}""");
        JsonNode answer = answer(question, card, Rows.table(lines, folder, card), Disclosure.NONE);
        List<Preview.AtCount> told = preview(question, Disclosure.NONE, List.of()).figures().getFirst().byCount();
        for (JsonNode cell : answer.get("cells")) {
            if (cell.get("keys").toString().equals("[\"37\",\"gas\"]")) {
                assertSame(told, 300, 0, cell);
            }
        }
        assertSame(told, 1000, 1, answer.get("levels").get(0).get("cells").get(1));
    }

    private static void assertSame(List<Preview.AtCount> told, long units, int tier, JsonNode cell) {
        double width = cell.get("values").get(0).get("halfWidth95").doubleValue();
        String expected = told.stream().filter(at -> at.units() == units).findFirst().orElseThrow().halfWidth95()
            .get(tier);
        assertThat(Double.parseDouble(expected)).isCloseTo(width, within(width * 0.15));
    }

    @Test
    void tellsWhatIsLikelyToBeHiddenFromReleasedAnswersOnly() {
        Question question = asks("{\"function\":\"sum\",\"measure\":\"consumption\"}", "");
        Disclosure ten = new Disclosure(10, 0);
        assertThat(preview(question, ten, List.of()).likelyHidden()).isEmpty();
        JsonNode other = answer(asks("{\"function\":\"count\"}", "\"filters\":{\"energy\":[\"gas\"]},"), ten);
        assertThat(preview(question, ten, List.of(other)).likelyHidden()).isEmpty();
        JsonNode counted = answer(asks("{\"function\":\"count\"}", ""), Disclosure.NONE);
        long below = 0;
        for (JsonNode cell : counted.get("cells")) {
            below += cell.get("values").get(0).get("value").longValue() < 10 ? 1 : 0;
        }
        Preview preview = preview(question, ten, List.of(other, counted));
        assertThat(preview.likelyHidden()).hasValue(below);
        assertThat(Json.read(preview.json()).get("en").textValue()).contains("about " + below);
        JsonNode hidden = answer(question, ten);
        assertThat(preview(question, ten, List.of(hidden)).likelyHidden()).isPresent();
    }

    @Test
    void tellsWhatDominanceIsLikelyToHideByReleasedTotalsOrDeclaredBounds() {
        Question question = asks("{\"function\":\"sum\",\"measure\":\"consumption\"}", "");
        Disclosure share = new Disclosure(0, 85);
        assertThat(preview(question, share, List.of()).likelyHidden()).isEmpty();
        double width = Double.parseDouble(preview(question, share, List.of()).figures().getFirst().halfWidth95()
            .getFirst());
        JsonNode totals = answer(question, Disclosure.NONE);
        JsonNode counts = answer(asks("{\"function\":\"count\"}", ""), Disclosure.NONE);
        long byTotal = 0;
        long byCount = 0;
        for (int i = 0; i < totals.get("cells").size(); i++) {
            double total = totals.get("cells").get(i).get("values").get(0).get("value").doubleValue();
            double count = counts.get("cells").get(i).get("values").get(0).get("value").doubleValue();
            byTotal += (Math.abs(total) - width) * 85 <= 30_000 * 100 ? 1 : 0;
            byCount += (count * 30_000 - width) * 85 <= 30_000 * 100 ? 1 : 0;
        }
        Preview preview = preview(question, share, List.of(totals));
        assertThat(preview.likelyHidden()).hasValue(byTotal);
        assertThat(Json.read(preview.json()).get("fr").textValue()).contains("environ " + byTotal + " cellule");
        assertThat(preview(question, share, List.of(counts)).likelyHidden()).hasValue(byCount);
        assertThat(preview(question, new Disclosure(1000, 85), List.of(totals)).likelyHidden()).isEmpty();
    }

    /** Counts have no noise but for a chance below 1e-11, sums are five σ from where it would matter. */
    @Test
    void tellsWhatARollUpHidesAsTheAnswerDoes() {
        Card spread = Card.fromYaml(Cards.ENERGY.replace("\"24\", perUnit: 1", "\"24\", perUnit: 3"));
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < 40; unit++) {
            lines.add("e" + unit + ",37261,electricity,2025-01,20000,1");
            for (String commune : unit < 5 ? List.of("37261", "45234", "28085") : List.<String>of()) {
                lines.add("g" + unit + "," + commune + ",gas,2025-01,20000,1");
            }
        }
        String form = """
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"count"},
             {"function":"sum","measure":"consumption"}],"groupBy":["zoning","energy"],"zoning":"departement",%s
             "microRho":1000000000}""";
        Question rolled = Question.read(form.formatted("\"rollUp\":[\"territory\"],"), spread, 1);
        Table table = Rows.table(lines, folder, spread);
        Disclosure rules = new Disclosure(6, 85);
        JsonNode answer = answer(rolled, spread, table, rules);
        long hidden = 0;
        for (JsonNode cells : List.of(answer.get("cells"), answer.get("levels").get(0).get("cells"))) {
            for (JsonNode cell : cells) {
                hidden += cell.has("hidden") ? 1 : 0;
            }
        }
        assertThat(hidden).isEqualTo(6 + 1 + 5);
        for (Question before : List.of(rolled, Question.read(form.formatted(""), spread, 1))) {
            assertThat(Preview.of(rolled, spread, rules, LEFT, List.of(answer(before, spread, table, Disclosure.NONE)))
                .likelyHidden()).hasValue(hidden);
        }
    }

    /**
     * Of one place in two tiers least squares leave half of the variance. By that width, which the preview tells, 86
     * units of 3000 clear 30 000 at a share of 85 %, and 70 do not; by the width before it neither would. What was
     * released is 16 σ and more from the limit: a false alarm in less than 10^-6 of the runs.
     */
    @ParameterizedTest
    @CsvSource({"sum, 86, 0", "mean, 86, 0", "sum, 70, 2", "mean, 70, 2"})
    void tellsWhatARollUpHidesByTheWidthsAfterLeastSquares(String function, int units, int hidden) {
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < units; unit++) {
            lines.add("u" + unit + ",37261,gas,2025-01,3000,1");
        }
        String form = """
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"%s","measure":"consumption"}],
             "groupBy":["zoning"],"zoning":"commune","filters":{"zoning":["37261"]},"rollUp":["territory"],
             "microRho":%d}""";
        Question question = question(form.formatted(function, 50_000));
        JsonNode exact = answer(question(form.formatted("sum", 1_000_000_000)), card, Rows.table(lines, folder, card),
            Disclosure.NONE);
        Preview preview = preview(question, new Disclosure(0, 85), List.of(exact));
        double width = 1.96 * 30_000 * Math.sqrt(10);
        if (function.equals("sum")) {
            assertThat(preview.figures().getFirst().halfWidth95()).hasSize(2).allSatisfy(told ->
                assertThat(Double.parseDouble(told)).isCloseTo(width, within(2.0)));
        }
        assertThat(preview.likelyHidden()).hasValue(hidden);
    }

    @Test
    void tellsFromHowManyUnitsACellOfAPrivateKeyAppears() {
        Card hidden = Card.fromYaml(Cards.ENERGY.replace("values: [electricity, gas], perUnit: 1",
            "private: true, perUnit: 1").replace("filters: [month, energy, zoning]", "filters: []"));
        Question question = Question.read("""
            {"dataset":"energy-consumption","purpose":"p","groupBy":["energy"],"measures":[{"function":"count"}],
             "microRho":50000}""", hidden, 1);
        Preview preview = Preview.of(question, hidden, Disclosure.NONE, LEFT, List.of());
        assertThat(preview.appearsFrom()).hasValue(Threshold.of(10, 1));
        assertThat(preview.cells()).isEqualTo(1000);
        assertThat(preview.questionsLeft()).isEqualTo(10);
        assertThat(Json.read(preview.json()).get("fr").textValue()).contains("n'apparaît pas");
    }

    private Question question(String json) {
        return Question.read(json, card, 1);
    }

    private Question asks(String measures, String more) {
        return question("{\"dataset\":\"energy-consumption\",\"purpose\":\"p\"," + more + "\"measures\":[" + measures
            + "],\"groupBy\":[\"zoning\",\"energy\"],\"zoning\":\"departement\",\"microRho\":200000}");
    }

    private Preview preview(Question question, Disclosure rules, List<JsonNode> released) {
        return Preview.of(question, card, rules, LEFT, released);
    }

    private JsonNode answer(Question question, Disclosure rules) {
        return answer(question, card, Rows.of(300, 5).table(folder, card), rules);
    }

    private static JsonNode answer(Question question, Card card, Table table, Disclosure rules) {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return Json.read(Answer.to(question, card, table, VERSION, rules, seed).json());
    }
}
