package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.geography.Level;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HidingTest {

    private static final DataVersion VERSION = new DataVersion("0123456789abcdef0123456789abcdef", "sha-256:0", "0");
    private static final String QUESTION = """
        {"dataset":"energy-consumption","purpose":"p","measures":[%s],"groupBy":["zoning","energy"],
         "zoning":"departement","rollUp":["territory"],"microRho":1000000000}""";

    @TempDir
    Path folder;

    private final Card card = Card.fromYaml(Cards.ENERGY + "rowsPerUnit: 4\n");

    @Test
    void namesThePresetsOfFrenchRules() {
        assertThat(Disclosure.Preset.of("insee-entreprises").orElseThrow().rules()).isEqualTo(new Disclosure(3, 85));
        assertThat(Disclosure.Preset.of("fiscal-personnes").orElseThrow().rules()).isEqualTo(new Disclosure(11, 85));
        assertThat(Disclosure.Preset.of("energie-residentiel").orElseThrow().rules()).isEqualTo(new Disclosure(10, 0));
        assertThat(Disclosure.Preset.of("grille-menages").orElseThrow().rules()).isEqualTo(new Disclosure(11, 0));
        assertThat(Disclosure.Preset.of("other")).isEmpty();
    }

    @Test
    void takesTheStricterOfTwoRules() {
        assertThat(new Disclosure(3, 85).and(new Disclosure(11, 0))).isEqualTo(new Disclosure(11, 85));
        assertThat(new Disclosure(3, 85).and(new Disclosure(0, 70))).isEqualTo(new Disclosure(3, 70));
        assertThatThrownBy(() -> new Disclosure(0, 100)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Card.fromYaml(Cards.ENERGY + "disclosure: fiscal-personnes\n").disclosure())
            .isEqualTo(new Disclosure(11, 85));
        assertThat(Card.fromYaml(Cards.ENERGY + "disclosure: {minimumGroup: 5, dominancePercent: 60}\n").disclosure())
            .isEqualTo(new Disclosure(10, 60));
    }

    @Test
    void comesToTheSameFromTheBytesOfAnyAnswer() {
        Table table = Rows.of(400, 5).table(folder, card);
        List<String> asked = List.of("{\"function\":\"count\"}", "{\"function\":\"sum\",\"measure\":\"consumption\"}",
            "{\"function\":\"mean\",\"measure\":\"consumption\"}", "{\"function\":\"rows\"}",
            "{\"function\":\"ratio\",\"measure\":\"consumption\",\"over\":\"count\"}",
            "{\"function\":\"count\"},{\"function\":\"sum\",\"measure\":\"consumption\"}",
            "{\"function\":\"histogram\",\"measure\":\"consumption\",\"edges\":[3000]}",
            "{\"function\":\"sum\",\"measure\":\"consumption\"},"
                + "{\"function\":\"histogram\",\"measure\":\"consumption\",\"edges\":[3000]}");
        int shown = 0;
        int hidden = 0;
        for (Disclosure rules : List.of(Disclosure.NONE, new Disclosure(30, 0), new Disclosure(3, 60),
                new Disclosure(0, 85))) {
            for (String measures : asked) {
                JsonNode answer = answer(table, measures, rules);
                assertThat(HidingCheck.wrong(answer)).isEmpty();
                for (JsonNode cell : answer.get("cells")) {
                    shown += cell.has("values") ? 1 : 0;
                    hidden += cell.has("hidden") ? 1 : 0;
                    assertThat(cell.has("values")).isNotEqualTo(cell.has("hidden"));
                }
            }
        }
        assertThat(shown).isGreaterThan(100);
        assertThat(hidden).isGreaterThan(20);
    }

    @Test
    void seesACellThatShouldNotBeShown() {
        Table table = Rows.of(400, 5).table(folder, card);
        JsonNode answer = answer(QUESTION.replace("\"rollUp\":[\"territory\"],", ""), table,
            "{\"function\":\"sum\",\"measure\":\"consumption\"}", new Disclosure(20, 80));
        int cell = 0;
        while (!answer.get("cells").get(cell).has("values")) {
            cell++;
        }
        ObjectNode shown = (ObjectNode) answer.get("cells").get(cell);
        String keys = "departement " + shown.get("keys").get(0).asText() + " " + shown.get("keys").get(1).asText();
        ObjectNode value = (ObjectNode) shown.get("values").get(0);
        long total = value.get("value").longValue();
        value.put("value", 30_000L * 100 / 80 + value.get("halfWidth95").longValue());
        assertThat(HidingCheck.wrong(answer)).containsExactly(keys);
        value.put("value", 30_000L * 100 / 80 + value.get("halfWidth95").longValue() + 1);
        assertThat(HidingCheck.wrong(answer)).isEmpty();
        value.put("value", total);
        ((ObjectNode) shown.get("clears")).put("count", 19);
        assertThat(HidingCheck.wrong(answer)).containsExactly(keys);
        shown.remove("clears");
        assertThat(HidingCheck.wrong(answer)).containsExactly(keys);
        shown.put("hidden", true).put("rule", "minimumGroup");
        assertThat(HidingCheck.wrong(answer)).containsExactly(keys);
        shown.remove("values");
        assertThat(HidingCheck.wrong(answer)).isEmpty();
    }

    /** A false alarm is a deviation of more than five σ. */
    @Test
    void showsATotalOnlyWhereNoUnitCanMakeUpMoreThanTheShare() {
        List<String> lines = new ArrayList<>(List.of("big,37261,gas,2025-01,20000,1", "big,37261,gas,2025-02,10000,1"));
        for (int unit = 0; unit < 100; unit++) {
            lines.add("u" + unit + ",37261,gas,2025-01,1,1");
            lines.add("w" + unit + ",37261,electricity,2025-01,2000,1");
        }
        JsonNode cells = answer(Rows.table(lines, folder, card), "{\"function\":\"sum\",\"measure\":\"consumption\"}",
            new Disclosure(3, 85)).get("cells");
        for (JsonNode cell : cells) {
            if (cell.get("keys").get(0).textValue().equals("37")) {
                boolean gas = cell.get("keys").get(1).textValue().equals("gas");
                assertThat(cell.path("rule").asText()).isEqualTo(gas ? "dominancePercent" : "");
            }
        }
    }

    /** The noise of a count is zero but for a chance below 1e-11; sums are five σ from where they would be wrong. */
    @Test
    void takesAUnitOfSeveralPlacesForOneAfterARollUp() {
        Card spread = Card.fromYaml(Cards.ENERGY.replace("\"24\", perUnit: 1", "\"24\", perUnit: 3"));
        List<String> lines = new ArrayList<>(places("a", 20_000));
        assertThat(territory(lines, spread, "{\"function\":\"count\"}", new Disclosure(3, 0)).path("rule").asText())
            .isEqualTo("minimumGroup");
        assertThat(territory(lines, spread, "{\"function\":\"sum\",\"measure\":\"consumption\"}",
            new Disclosure(0, 85)).path("rule").asText()).isEqualTo("dominancePercent");
        lines.addAll(places("b", 20_000));
        assertThat(territory(lines, spread, "{\"function\":\"count\"}", new Disclosure(3, 0)).path("rule").asText())
            .isEqualTo("minimumGroup");
        for (int unit = 0; unit < 7; unit++) {
            lines.addAll(places("c" + unit, 20_000));
        }
        assertThat(territory(lines, spread, "{\"function\":\"count\"},{\"function\":\"sum\","
            + "\"measure\":\"consumption\"}", new Disclosure(9, 85)).path("values").path(0).path("value").asInt())
            .isEqualTo(27);
    }

    /** One unit with rows in as many places as it may have. */
    private static List<String> places(String unit, int kwh) {
        return List.of(unit + ",37261,gas,2025-01," + kwh + ",1", unit + ",45234,gas,2025-01," + kwh + ",1",
            unit + ",28085,gas,2025-01," + kwh + ",1");
    }

    private JsonNode territory(List<String> lines, Card spread, String measures, Disclosure rules) {
        JsonNode answer = answer(spread, QUESTION, Rows.table(lines, folder, spread), measures, rules);
        assertThat(HidingCheck.wrong(answer)).isEmpty();
        JsonNode level = answer.get("levels").get(0);
        assertThat(level.get("timesPerUnit").asInt()).isEqualTo(3);
        assertThat(answer.get("bias").get("en").asText()).contains("up to 3 times");
        JsonNode gas = level.get("cells").get(1);
        assertThat(gas.get("keys").get(1).asText()).isEqualTo("gas");
        return gas;
    }

    @Test
    void seesALevelThatTakesPlacesForUnits() {
        Card spread = Card.fromYaml(Cards.ENERGY.replace("\"24\", perUnit: 1", "\"24\", perUnit: 3"));
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < 3; unit++) {
            lines.addAll(places("u" + unit, 1));
        }
        JsonNode answer = answer(spread, QUESTION, Rows.table(lines, folder, spread), "{\"function\":\"count\"}",
            new Disclosure(3, 0));
        ObjectNode level = (ObjectNode) answer.get("levels").get(0);
        ObjectNode value = (ObjectNode) level.get("cells").get(1).get("values").get(0);
        assertThat(value.get("value").asInt()).isEqualTo(9);
        assertThat(HidingCheck.wrong(answer)).isEmpty();
        value.put("value", 8);
        assertThat(HidingCheck.wrong(answer)).containsExactly("territory territory gas");
        value.put("value", 9);
        level.remove("timesPerUnit");
        assertThat(HidingCheck.wrong(answer)).containsExactly("territory territory gas");
    }

    /** Counts and rows have no noise but for a chance below 1e-11; the half-width of a row is a whole one at most. */
    @Test
    void hidesRowsThatOneUnitMayDominate() {
        List<String> lines = new ArrayList<>();
        for (int month = 1; month <= 4; month++) {
            lines.add("a,37261,gas,2025-0" + month + ",1000,1");
            for (int unit = 0; unit < 100; unit++) {
                lines.add("u" + unit + ",37261,electricity,2025-0" + month + ",1000,1");
            }
        }
        Table table = Rows.table(lines, folder, card);
        for (String measures : List.of("{\"function\":\"rows\"}",
                "{\"function\":\"ratio\",\"measure\":\"consumption\",\"over\":\"rows\"}")) {
            JsonNode answer = answer(QUESTION.replace("\"rollUp\":[\"territory\"],", ""), table, measures,
                new Disclosure(0, 85));
            assertThat(HidingCheck.wrong(answer)).isEmpty();
            assertThat(answer.get("disclosure").get("largest").get("rows").asInt()).isEqualTo(4);
            for (JsonNode cell : answer.get("cells")) {
                boolean many = cell.get("keys").toString().equals("[\"37\",\"electricity\"]");
                assertThat(cell.path("rule").asText()).isEqualTo(many ? "" : "dominancePercent");
                if (many && cell.has("clears")) {
                    ((ObjectNode) cell.get("clears")).put("rows", 4);
                    assertThat(HidingCheck.wrong(answer)).hasSize(1);
                } else if (many) {
                    ((ObjectNode) cell.get("values").get(0)).put("value", 4);
                    assertThat(HidingCheck.wrong(answer)).hasSize(1);
                }
            }
        }
    }

    /** Counts have no noise but for a chance below 1e-11. */
    @Test
    void leavesOutASecondBinWhereASingleOneWouldFollowFromTheCount() {
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < 47; unit++) {
            int kwh = unit < 2 ? 2500 : unit < 22 ? 1500 : 500;
            lines.add("u" + unit + ",37261,gas,2025-01," + kwh + ",1");
        }
        String asked = "{\"function\":\"count\"},"
            + "{\"function\":\"histogram\",\"measure\":\"consumption\",\"edges\":[1000,2000]}";
        for (String form : List.of(QUESTION, QUESTION.replace("\"rollUp\":[\"territory\"],", ""))) {
            JsonNode answer = answer(form, Rows.table(lines, folder, card), asked, new Disclosure(11, 0));
            assertThat(HidingCheck.wrong(answer)).isEmpty();
            for (JsonNode cell : answer.get("cells")) {
                if (cell.has("values")) {
                    ArrayNode bins = (ArrayNode) cell.get("values").get(1).get("bins");
                    assertThat(bins.toString()).isEqualTo("[25,null,null]");
                    bins.set(1, 20);
                    assertThat(HidingCheck.wrong(answer)).isNotEmpty();
                }
            }
        }
    }

    /** Made-up noisy figures: 3 places in one above, in one above; one of them small. */
    @Property(tries = 300)
    void leavesNoFamilyWithASingleHiddenOne(@ForAll long seed) {
        Random random = new Random(seed);
        int row = 1 + random.nextInt(2);
        int places = 2 + random.nextInt(9);
        int middle = 1 + random.nextInt(places);
        Tiers tiers = new Tiers(List.of(
            new Tiers.Tier(Level.COMMUNE, Collections.nCopies(places, ""),
                IntStream.range(0, places).map(p -> p < middle ? p : random.nextInt(middle)).toArray()),
            new Tiers.Tier(Level.DEPARTEMENT, Collections.nCopies(middle, ""), new int[middle]),
            new Tiers.Tier(Level.REGION, List.of(""), new int[0])), row);
        List<long[]> counts = tiers.addedUp(random.longs((long) places * row, 0, 24).toArray(), 1);
        Noisy noisy = new Noisy(counts.stream().map(one -> new Noisy.Layer(one, new double[] {1},
            new BigInteger[] {BigInteger.TWO})).toList());
        List<Ask> asks = List.of(new Ask.Count());
        BoundingPlan plan = new BoundingPlan(List.of(), List.of(), List.of(), List.of(), 1, "");
        Hiding hiding = new Hiding(new Disclosure(11, 0), new Release(Optional.of(noisy), List.of(), List.of(),
            List.of(), Optional.empty()), new Noises(plan, tiers, new Shares(1, new long[0], new long[0])), asks);
        for (int tier = 1; tier < 3; tier++) {
            for (int cell = 0; cell < tiers.cells(tier); cell++) {
                int hidden = hiding.rule(tier, cell).isPresent() ? 1 : 0;
                for (int part : tiers.children()[tier][cell / row]) {
                    hidden += hiding.rule(tier - 1, part * row + cell % row).isPresent() ? 1 : 0;
                }
                assertThat(hidden).isNotEqualTo(1);
            }
        }
        for (int cell = 0; cell < tiers.cells(0); cell++) {
            assertThat(counts.getFirst()[cell] >= 11 || hiding.rule(0, cell).isPresent()).isTrue();
        }
    }

    @Test
    void seesAHiddenCellThatFollowsFromOthers() {
        Table table = Rows.of(400, 5).table(folder, card);
        JsonNode answer = answer(table, "{\"function\":\"count\"}", new Disclosure(1, 0));
        for (JsonNode cell : answer.get("cells")) {
            if (cell.get("keys").get(1).textValue().equals("gas") && cell.has("values")) {
                ((ObjectNode) cell).put("hidden", true).put("rule", "minimumGroup").remove("values");
                break;
            }
        }
        long hidden = 0;
        for (JsonNode cell : answer.get("cells")) {
            hidden += cell.get("keys").get(1).textValue().equals("gas") && cell.has("hidden") ? 1 : 0;
        }
        assertThat(hidden).isEqualTo(1);
        assertThat(HidingCheck.wrong(answer)).singleElement().asString().startsWith("departement ").endsWith(" gas");
    }

    @Test
    void leavesOutBinsOfTooFewUnits() {
        Table table = Rows.of(400, 5).table(folder, card);
        JsonNode answer = answer(table,
            "{\"function\":\"histogram\",\"measure\":\"consumption\",\"edges\":[1000,2000,3000]}",
            new Disclosure(11, 0));
        int left = 0;
        for (JsonNode cell : answer.get("cells")) {
            for (JsonNode bin : cell.path("values").path(0).path("bins")) {
                left += bin.isNull() ? 1 : 0;
                assertThat(bin.isNull() || bin.longValue() >= 11).isTrue();
            }
        }
        assertThat(left).isPositive();
        assertThat(HidingCheck.wrong(answer)).isEmpty();
        List<ArrayNode> bins = new ArrayList<>();
        for (JsonNode cells : List.of(answer.get("cells"), answer.get("levels").get(0).get("cells"))) {
            for (JsonNode cell : cells) {
                if (cell.get("keys").get(1).textValue().equals("electricity")) {
                    assertThat(cell.has("values")).isTrue();
                    bins.add((ArrayNode) cell.get("values").get(0).get("bins"));
                }
            }
        }
        List<ArrayNode> without = bins.stream().filter(one -> one.get(0).isNull()).toList();
        bins.forEach(one -> IntStream.range(0, one.size()).forEach(bin -> one.set(bin, 11)));
        assertThat(HidingCheck.wrong(answer)).isEmpty();
        bins.getFirst().setNull(0);
        assertThat(HidingCheck.wrong(answer)).as("a single one").isNotEmpty();
        assertThat(without.size()).isNotEqualTo(1);
    }

    @Test
    void decidesOnTheVeryStep() {
        assertThat(Hiding.clears(BigInteger.valueOf(118), 100, 85)).isTrue();
        assertThat(Hiding.clears(BigInteger.valueOf(117), 100, 85)).isFalse();
        assertThat(Hiding.clears(BigInteger.valueOf(200), 100, 50)).isFalse();
        assertThat(Hiding.clears(BigInteger.TWO.pow(80), 1L << 31, 1)).isTrue();
        assertThat(Hiding.clears(BigInteger.valueOf(-5), 1, 85)).isFalse();
    }

    private JsonNode answer(Table table, String measures, Disclosure rules) {
        return answer(QUESTION, table, measures, rules);
    }

    private JsonNode answer(String form, Table table, String measures, Disclosure rules) {
        return answer(card, form, table, measures, rules);
    }

    private static JsonNode answer(Card card, String form, Table table, String measures, Disclosure rules) {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        Question question = Question.read(form.formatted(measures), card, 1);
        return Json.read(Answer.to(question, card, table, VERSION, rules, seed).json());
    }
}
