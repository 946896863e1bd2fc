package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                double width = at.halfWidth95() == null ? Double.POSITIVE_INFINITY
                    : Double.parseDouble(at.halfWidth95());
                assertThat(width).isLessThanOrEqualTo(before);
                before = width;
            }
            assertThat(before).isFinite();
        }
        double told = Double.parseDouble(preview(question, Disclosure.NONE, List.of()).figures().getFirst().byCount()
            .getLast().halfWidth95());
        double share = 200_000 / 6 / 1e6;
        double sigma = Math.sqrt(1 / (2 * share));
        assertThat(told).isCloseTo(1.96 * Math.hypot(15_000 * sigma, 15_000 * sigma) / 10_000, within(told * 0.02));
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
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return Json.read(Answer.to(question, card, Rows.of(300, 5).table(folder, card), VERSION, rules, seed).json());
    }
}
