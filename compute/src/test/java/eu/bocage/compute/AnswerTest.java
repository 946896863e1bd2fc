package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerTest {

    private static final DataVersion VERSION = new DataVersion("0123456789abcdef0123456789abcdef", "sha-256:0", "0");

    @TempDir
    Path folder;

    private final Card card = Cards.energy();

    @Test
    void keepsItsBytesForEver() {
        String json = Answer.to(Cards.question(), card, table(300), VERSION, group(10), seed(1)).json();
        assertThat(Json.hash(json)).isEqualTo(
            "sha-256:f16569e94614c7ada3edca6fbf311b9632d4ba3da77dbb6b450e12c930049390");
    }

    @Test
    void keepsTheBytesOfEveryFunctionForEver() {
        Card counted = Card.fromYaml(Cards.ENERGY + "rowsPerUnit: 4\n");
        Table table = Rows.of(300, 5).table(folder, counted);
        Disclosure rules = new Disclosure(10, 85);
        assertThat(Json.hash(Answer.to(Question.read(Cards.ALL, counted, 1), counted, table, VERSION, rules, seed(1))
            .json())).isEqualTo(
                "sha-256:1bee863e710794182b80de547d95746ef8164e1d8250830db96c2b1601003458");
        String rolled = Cards.QUESTION.replace("\"zoning\":\"epci\"",
            "\"zoning\":\"commune\",\"rollUp\":[\"departement\",\"region\"]");
        assertThat(Json.hash(Answer.to(Question.read(rolled, counted, 1), counted, table, VERSION, rules, seed(1))
            .json())).isEqualTo(
                "sha-256:37f6bb9672704de247d868e8ab5c5273740ba953f3587f40745413d9e333e335");
    }

    @Test
    void isTheSameForTheSameArgumentsWhateverTheOrderOfRows() {
        List<String> lines = Rows.of(300, 5).lines();
        String json = Answer.to(Cards.question(), card, table(300), VERSION, group(10), seed(1)).json();
        Collections.shuffle(lines, new Random(9));
        Table shuffled = Rows.table(lines, folder, card);
        assertThat(Answer.to(Cards.question(), card, shuffled, VERSION, group(10), seed(1)).json()).isEqualTo(json);
        shuffled.write(folder.resolve("rows.bin"));
        Table opened = Table.open(folder.resolve("rows.bin"), card);
        assertThat(Answer.to(Cards.question(), card, opened, VERSION, group(10), seed(1)).json()).isEqualTo(json);
    }

    @Test
    void drawsOtherNoiseForAnotherSeedVersionOrQuestion() {
        Table table = table(300);
        Question question = Cards.question();
        List<JsonNode> values = List.of(
            noisy(Answer.to(question, card, table, VERSION, group(0), seed(1))),
            noisy(Answer.to(question, card, table, VERSION, group(0), seed(2))),
            noisy(Answer.to(question, card, table, new DataVersion("f".repeat(32), "sha-256:0", "0"), group(0),
                seed(1))),
            noisy(Answer.to(Cards.question(Cards.QUESTION.replace("climate-plan", "other")), card, table, VERSION,
                group(0), seed(1))));
        assertThat(values).doesNotHaveDuplicates();
    }

    @Test
    void isCanonicalJsonWithEveryPublicCell() {
        String json = Answer.to(Cards.question(), card, table(300), VERSION, group(0), seed(1)).json();
        JsonNode answer = Json.read(json);
        assertThat(Json.canonical(answer)).isEqualTo(json);
        assertThat(answer.get("cells")).hasSize(82 * 2).allMatch(cell -> cell.get("values").size() == 2);
        assertThat(answer.get("groupBy")).extracting(JsonNode::textValue).containsExactly("epci", "energy");
        assertThat(Json.canonical(answer.get("question"))).isEqualTo(Cards.question().json());
        assertThat(answer.get("version").textValue()).isEqualTo(VERSION.id());
        assertThat(answer.get("measures").toString()).isEqualTo(Json.read("""
            {"m":[{"function":"count","unit":"meter"},{"function":"sum","measure":"consumption","unit":"kWh"}]}""")
            .get("m").toString());
        JsonNode labels = answer.get("labels").get("epci");
        assertThat(labels.get("243700754").toString()).isEqualTo(
            "{\"name\":\"Tours Métropole Val de Loire\",\"part\":false}");
        assertThat(labels.get("200068088").get("part").booleanValue()).isTrue();
        assertThat(answer.get("privacy").get("shares").toString()).contains("25000");
        assertThat(answer.get("bias").get("fr").textValue()).contains("30000 kWh");
    }

    @Test
    void showsDecimalStepsInTheMeasuresUnit() {
        String json = Answer.to(Cards.question(Cards.QUESTION.replace("\"consumption\"", "\"bill\"")), card, table(300),
            VERSION, group(0), seed(1)).json();
        assertThat(Json.canonical(Json.read(json))).isEqualTo(json);
        assertThat(json).containsPattern("\"value\":-?[0-9]+\\.[0-9]{1,2}}");
    }

    @Test
    void hidesCellsByTheirNoisyCountAlsoWhenItWasNotAsked() {
        Question question = Cards.question("""
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"sum","measure":"consumption"}],
             "groupBy":["zoning"],"zoning":"departement","microRho":1000000}""");
        JsonNode answer = Json.read(Answer.to(question, card, table(300), VERSION, group(60), seed(1)).json());
        int hidden = 0;
        for (JsonNode cell : answer.get("cells")) {
            assertThat(cell.has("hidden")).isNotEqualTo(cell.has("values"));
            hidden += cell.has("hidden") ? 1 : 0;
        }
        assertThat(hidden).isBetween(1, 5);
        assertThat(answer.get("privacy").get("shares").toString()).isEqualTo("""
            [{"function":"count","microRho":200000,"shown":false},\
            {"function":"sum","measure":"consumption","microRho":800000,"shown":true}]""");
        assertThat(Json.read(Answer.to(question, card, table(300), VERSION, group(100_000), seed(1)).json())
            .get("medianRelativeHalfWidth95").toString()).isEqualTo("[null]");
    }

    @Test
    void answersOneFigureForTheWholeTerritory() {
        Question question = Cards.question("""
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"count"}],"microRho":1000000}""");
        JsonNode cells = noisy(Answer.to(question, card, table(300), VERSION, group(10), seed(1)));
        assertThat(cells).hasSize(1);
        assertThat(cells.get(0).get("keys")).isEmpty();
        assertThat(cells.get(0).get("values").get(0).get("value").intValue()).isBetween(290, 310);
    }

    @Test
    void keepsUnitsOutsideAnyEpciInAGroupOfTheirOwn() {
        Card france = Card.fromYaml(Cards.ENERGY.replace("region: \"24\", ", ""));
        Question question = Question.read(Cards.QUESTION.replace("50000", "1000000000"), france, 1);
        Table table = Rows.table(List.of("m1,29155,gas,2025-01,5000,1"), folder, france);
        Map<String, Integer> counts = new HashMap<>();
        Json.read(Answer.to(question, france, table, VERSION, group(0), seed(1)).json()).get("cells").forEach(cell ->
            counts.put(cell.get("keys").get(0).textValue() + " " + cell.get("keys").get(1).textValue(),
                cell.get("values").get(0).get("value").intValue()));
        assertThat(counts).hasSize(2 * 1256).containsEntry("none gas", 1).containsEntry("none electricity", 0);
    }

    @Test
    void refusesPlacesFinerThanTheCard() {
        Question question = Cards.question(Cards.QUESTION.replace("epci", "iris"));
        Table table = table(10);
        assertThatThrownBy(() -> Answer.to(question, card, table, VERSION, group(0), seed(1)))
            .isInstanceOf(InvalidInput.class).hasMessageContaining("commune, epci");
    }

    @Test
    void refusesRowsOfAnotherCard() {
        Table table = table(10);
        Card other = Card.fromYaml(Cards.ENERGY.replace("minimumGroup: 10", "minimumGroup: 11"));
        assertThatThrownBy(() -> Answer.to(Cards.question(), other, table, VERSION, group(0), seed(1)))
            .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * The published intervals hold the exact figures in 95 % of the cells, empty ones among them. Within six standard
     * deviations of a binomial law: a false alarm in less than 10^-6 of the runs.
     */
    @Test
    void coversTheExactFiguresAsOftenAsItSays() {
        List<String> oneCellPerUnit = Rows.of(400, 3).lines().stream()
            .filter(line -> line.contains("2025-01")).toList();
        Table table = Rows.table(oneCellPerUnit, folder, card);
        Question question = Cards.question();
        BoundingPlan plan = new Planner(question.content(), card, table.layout()).plan("0".repeat(32));
        ExactAggregate exact = new ColumnCells(table.columns(), table.layout()).cells(plan);
        int[] covered = new int[2];
        int cells = 0;
        for (int run = 0; run < 60; run++) {
            JsonNode answer = noisy(Answer.to(question, card, table, VERSION, group(0), realSeed()));
            for (int cell = 0; cell < answer.size(); cell++) {
                covered[0] += covers(answer.get(cell).get("values").get(0), exact.counts()[cell]);
                covered[1] += covers(answer.get(cell).get("values").get(1), exact.figures()[0][cell]);
                cells++;
            }
        }
        double slack = 6 * Math.sqrt(cells * 0.95 * 0.05);
        assertThat((double) covered[0]).isGreaterThan(cells * 0.95 - slack);
        assertThat((double) covered[1]).isBetween(cells * 0.95 - slack, cells * 0.95 + slack);
    }

    private static Disclosure group(int minimum) {
        return new Disclosure(minimum, 0);
    }

    private static int covers(JsonNode value, long exact) {
        return Math.abs(value.get("value").longValue() - exact) <= value.get("halfWidth95").longValue() ? 1 : 0;
    }

    private Table table(int meters) {
        return Rows.of(meters, 5).table(folder, card);
    }

    private static JsonNode noisy(Answer answer) {
        return Json.read(answer.json()).get("cells");
    }

    private static byte[] seed(int first) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) first);
        return seed;
    }

    private static byte[] realSeed() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return seed;
    }
}
