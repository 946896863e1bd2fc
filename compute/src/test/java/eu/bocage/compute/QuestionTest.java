package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuestionTest {

    @Test
    void fillsDefaultsAndSortsSets() {
        assertThat(Cards.question("""
            {"dataset":"energy-consumption","purpose":"climate-plan","measures":[{"function":"count"}],
             "groupBy":["zoning","energy"]}""").json()).isEqualTo("""
            {"dataset":"energy-consumption","filters":{},"groupBy":["zoning","energy"],\
            "measures":[{"function":"count"}],"microRho":50000,"period":"2025","purpose":"climate-plan",\
            "zoning":"commune"}""");
    }

    @Test
    void tellsWhatAPolicyNeeds() {
        Question question = Cards.question();
        assertThat(question.purpose()).isEqualTo("climate-plan");
        assertThat(question.zoning()).isEqualTo("epci");
        assertThat(question.measures()).containsExactly("consumption");
        assertThat(question.keys()).containsExactly("energy", "month", "zoning");
        assertThat(question.microRho()).isEqualTo(50_000);
        assertThat(Question.dataset(Cards.QUESTION)).isEqualTo("energy-consumption");
        assertThat(question.hash()).matches("sha-256:[0-9a-f]{64}");
    }

    @Test
    void takesAFormerCommuneForTheCurrentOne() {
        String one = Cards.PLACES.replace("\"28406\"", "\"28361\"");
        String former = Geography.official().normalise(
            Level.COMMUNE, "28361").orElseThrow();
        assertThat(former).isNotEqualTo("28361");
        assertThat(Cards.question(one)).isEqualTo(Cards.question(Cards.PLACES.replace("28406", former)));
    }

    @Test
    void dropsAGroupingByTheWholeTerritory() {
        String plain = """
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"count"}]}""";
        assertThat(Cards.question(plain.replace("}]}", "}],\"groupBy\":[\"zoning\"],\"zoning\":\"territory\"}")))
            .isEqualTo(Cards.question(plain));
        assertThat(Cards.question(plain).zoning()).isEqualTo("territory");
    }

    @Test
    void keepsAFilterThatNamesEveryValue() {
        String plain = """
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"count"}]}""";
        assertThat(Cards.question(plain.replace("}]}", "}],\"filters\":{\"energy\":[\"gas\",\"electricity\"]}}"))
            .keys()).containsExactly("energy");
        Card france = Card.fromYaml(Cards.ENERGY.replace("region: \"24\", ", ""));
        String all = Geography.official().places(Level.EPCI, Optional.empty()).stream()
            .map(place -> '"' + place.code() + '"').collect(Collectors.joining(","));
        Question question = Question.read(plain.replace("}]}", "}],\"zoning\":\"epci\",\"filters\":{\"zoning\":["
            + all + "]}}"), france, 1);
        Layout layout = Layout.of(france);
        boolean[] through = new Planner(question.content(), france, layout).plan("").filters().getFirst().through();
        List<String> communes = layout.values().getFirst();
        assertThat(through[communes.indexOf("37261")]).isTrue();
        assertThat(through[communes.indexOf("29155")]).as("a commune outside any EPCI").isFalse();
    }

    @Test
    void refusesAFilterByPlaceThatWouldBePaidForNothing() {
        String filtered = """
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"count"}],"zoning":"territory",
             "filters":{"zoning":["X"]}}""";
        assertThat(catchThrowableOfType(InvalidInput.class, () -> Cards.question(filtered)).problems())
            .extracting(Problem::path).containsExactly("filters.zoning");
        for (String level : List.of("commune", "epci", "departement", "region")) {
            assertThat(english(filtered.replace("\"territory\"", '"' + level + '"'))).contains("X");
        }
    }

    @Test
    void tellsThePlaceLevelOfAFilterToo() {
        Question question = Cards.question("""
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"count"}],
             "filters":{"zoning":["37261"]}}""");
        assertThat(question.zoning()).isEqualTo("commune");
        assertThat(question.keys()).containsExactly("zoning");
    }

    @Test
    void readsAZoningFinerThanTheCardForThePolicyToRefuse() {
        assertThat(Cards.question(Cards.QUESTION.replace("epci", "address")).zoning()).isEqualTo("address");
        assertThat(Cards.question(Cards.QUESTION.replace("epci", "iris")).zoning()).isEqualTo("iris");
        Card coarse = Card.fromYaml(Cards.ENERGY.replace("level: commune", "level: epci"));
        assertThat(Question.read(Cards.QUESTION.replace("epci", "commune"), coarse, 1).zoning())
            .isEqualTo("commune");
        assertThat(catchThrowableOfType(InvalidInput.class, () -> Question.read(Cards.QUESTION.replace("epci",
            "departement"), coarse, 1)).problems()).extracting(Problem::path).containsExactly("zoning");
    }

    @Test
    void ordersFunctionsAndTheirNumbers() {
        Question question = Question.read(Cards.ALL, counted(), 1);
        assertThat(question.functions()).containsExactly("count", "histogram", "mean", "quantiles", "ratio", "rows",
            "sum", "variance");
        assertThat(question.measures()).containsExactly("bill", "consumption");
        assertThat(question.json()).contains("""
            {"edges":[20.5,1000],"function":"histogram","measure":"bill"},\
            {"function":"quantiles","measure":"consumption","perMille":[100,500,900]}]""");
        assertThat(Question.read(question.json(), counted(), 1)).isEqualTo(question);
    }

    @Test
    void refusesByFieldWhatAFunctionCannotTake() {
        refuses("{\"function\":\"rows\"}", "", Cards.energy(), "measures[0].function");
        refuses("{\"function\":\"ratio\",\"measure\":\"bill\",\"over\":\"rows\"}", "", Cards.energy(),
            "measures[0].over");
        refuses("{\"function\":\"ratio\",\"measure\":\"bill\",\"over\":\"bill\"}", "", counted(), "measures[0].over");
        refuses("{\"function\":\"ratio\",\"measure\":\"bill\"}", "", counted(), "measures[0].over");
        refuses("{\"function\":\"mean\"}", "", counted(), "measures[0].measure");
        refuses("{\"function\":\"sum\",\"measure\":\"bill\",\"edges\":[1]}", "", counted(), "measures[0].edges");
        for (String edges : List.of("[]", "[1,1.0]", "[0.001]", "[-12000]", "[12000.01]", "[1e300]", "[\"1\"]", "1")) {
            refuses("{\"function\":\"histogram\",\"measure\":\"bill\",\"edges\":" + edges + "}", "", counted(),
                "measures[0].edges");
        }
        for (String shares : List.of("[]", "[0]", "[1000]", "[0.5]", "[500,500]")) {
            refuses("{\"function\":\"quantiles\",\"measure\":\"bill\",\"perMille\":" + shares + "}", "", counted(),
                "measures[0].perMille");
        }
        refuses("{\"function\":\"count\"},{\"function\":\"count\"}", "", counted(), "measures[1].function");
        refuses("{\"function\":\"count\"}", ",\"having\":1", counted(), "having");
    }

    @Test
    void rollsUpAlongEitherHierarchyOnly() {
        String count = "{\"function\":\"count\"}";
        String by = ",\"groupBy\":[\"zoning\"],\"zoning\":\"commune\",\"rollUp\":";
        assertThat(read(count, by + "[\"territory\",\"EPCI\"]", counted()).rollUp())
            .containsExactly("epci", "territory");
        assertThat(read(count, by + "[\"region\",\"departement\"]", counted()).json())
            .contains("\"rollUp\":[\"departement\",\"region\"]");
        refuses(count, by + "[\"epci\",\"departement\"]", counted(), "rollUp");
        refuses(count, by + "[\"commune\"]", counted(), "rollUp");
        refuses(count, by + "[\"street\"]", counted(), "rollUp");
        refuses(count, ",\"rollUp\":[\"epci\"]", counted(), "rollUp");
        refuses("{\"function\":\"quantiles\",\"measure\":\"bill\",\"perMille\":[500]}", by.replace("commune",
            "departement") + "[\"region\"]", counted(), "rollUp");
    }

    @Test
    void refusesBeforeTheDebitNoiseThatNoNumberCouldHold() {
        Card wide = Card.fromYaml(Cards.ENERGY.replace("region: \"24\", perUnit: 1", "perUnit: 1000000")
            .replace("max: 30000}", "max: 2147483648}"));
        Question question = read("{\"function\":\"sum\",\"measure\":\"consumption\"}",
            ",\"groupBy\":[\"zoning\"],\"zoning\":\"commune\",\"rollUp\":[\"territory\"],\"microRho\":2", wide);
        assertThat(catchThrowableOfType(InvalidInput.class, question::requirePlan).problems())
            .extracting(Problem::path).containsExactly("microRho");
        read("{\"function\":\"sum\",\"measure\":\"consumption\"}", ",\"groupBy\":[\"zoning\"],\"microRho\":200000",
            wide).requirePlan();
    }

    @Test
    void groupsByAtMostFourKeys() {
        Card five = Card.fromYaml(Cards.ENERGY.replace("keys:\n", """
            keys:
              a: {column: a, values: [x], perUnit: 1}
              b: {column: b, values: [x], perUnit: 1}
            """));
        read("{\"function\":\"count\"}", ",\"groupBy\":[\"zoning\",\"energy\",\"month\",\"a\"]", five);
        refuses("{\"function\":\"count\"}", ",\"groupBy\":[\"zoning\",\"energy\",\"month\",\"a\",\"b\"]", five,
            "groupBy");
    }

    private static Card counted() {
        return Card.fromYaml(Cards.ENERGY + "rowsPerUnit: 4\n");
    }

    private static Question read(String measures, String more, Card card) {
        return Question.read("{\"dataset\":\"energy-consumption\",\"purpose\":\"p\",\"measures\":[" + measures + "]"
            + more + "}", card, 100);
    }

    private static void refuses(String measures, String more, Card card, String path) {
        assertThat(catchThrowableOfType(InvalidInput.class, () -> read(measures, more, card)).problems())
            .as(measures + more).extracting(Problem::path).contains(path);
    }

    @Test
    void requiresAPlanBeforeAnythingIsCharged() {
        Cards.question().requirePlan();
        assertThat(catchThrowableOfType(InvalidInput.class,
                Cards.question(Cards.QUESTION.replace("epci", "iris"))::requirePlan).problems())
            .singleElement().satisfies(one -> {
                assertThat(one.path()).isEqualTo("zoning");
                assertThat(one.english()).contains("commune, epci");
            });
        assertThat(catchThrowableOfType(InvalidInput.class, Cards.question("""
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"count"}],
             "filters":{"zoning":["372610101"]},"zoning":"iris"}""")::requirePlan)).isNotNull();
    }

    @Test
    void namesWhatExistsInPlaceOfWhatWasAsked() {
        assertThat(english(Cards.QUESTION.replace("\"consumption\"", "\"water\""))).contains("bill, consumption");
        assertThat(english(Cards.QUESTION.replace("\"energy\"]", "\"age\"]"))).contains("energy, month, zoning");
        assertThat(english(Cards.QUESTION.replace("2025-01", "2024-01"))).contains("2025-01, 2025-02");
        assertThat(english(Cards.QUESTION.replace("\"epci\"", "\"street\""))).contains("commune, epci");
        assertThat(english(Cards.QUESTION.replace("\"period\"", "\"perod\""))).contains("period");
        assertThat(english(Cards.QUESTION.replace("energy-consumption", "water"))).contains("energy-consumption");
        assertThat(english(Cards.QUESTION.replace("50000", "0"))).contains("1000000000");
        assertThat(english(Cards.QUESTION.replace("50000", "1.5"))).contains("1000000000");
        assertThat(english(Cards.QUESTION.replace("count", "median"))).contains("count, rows, sum");
        assertThat(english(Cards.QUESTION.replace("{\"month\"", "{\"meter_id\""))).contains("energy, month");
    }

    @Test
    void refusesAPlaceOutsideTheTerritory() {
        assertThat(english(Cards.PLACES.replace("37261", "75056"))).contains("75056");
    }

    @Test
    void refusesWhatIsNotOneStrictJsonObject() {
        for (String bad : List.of("", "[]", "{", "{\"dataset\":\"a\",\"dataset\":\"a\"}", "{} {}", "null",
                "{\"dataset\":" + "[".repeat(100_000), "{'dataset':'a'}", "{\"dataset\":NaN}",
                Cards.QUESTION.replace("climate-plan", "\\ud800"), Cards.QUESTION.replace("\"epci\"", "null"))) {
            assertThat(english(bad)).isNotBlank();
        }
    }

    @Test
    void refusesMoreValuesThanBothSidesCanHoldNamingTheKeyToCoarsen() {
        int most = (int) Question.MAX_VALUES / 400;
        String question = """
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"count"},
             {"function":"sum","measure":"bill"},{"function":"sum","measure":"consumption"}],
             "groupBy":["zoning","energy"],"zoning":"commune","filters":{"zoning":[%s]}}"""
            .formatted(Geography.official().places(Level.COMMUNE, Optional.of("24")).stream().limit(100)
                .map(place -> '"' + place.code() + '"').collect(Collectors.joining(",")));
        Question.read(question, energies(most), 50).requirePlan();
        assertThat(catchThrowableOfType(InvalidInput.class,
                () -> Question.read(question, energies(most + 1), 50)).problems())
            .singleElement().satisfies(one -> {
                assertThat(one.path()).isEqualTo("groupBy");
                assertThat(one.english()).contains("\"energy\"", 100 * (most + 1) + " × (3 + 1)", "fewer measures");
                assertThat(one.french()).contains("« energy »");
            });
        String fewer = question.replace("{\"function\":\"sum\",\"measure\":\"bill\"},", "");
        Question.read(fewer, energies(most + 1), 50).requirePlan();
        String longer = question.replace("{\"function\":\"count\"}", "{\"function\":\"mean\",\"measure\":\"bill\"}")
            .replace("\"sum\"", "\"mean\"").replaceFirst("mean", "variance");
        assertThat(catchThrowableOfType(InvalidInput.class,
                () -> Question.read(longer, energies(most), 50)).problems())
            .singleElement().satisfies(one -> {
                assertThat(one.path()).isEqualTo("groupBy");
                assertThat(one.english()).contains("MiB, and 256 are the most", "fewer measures");
                assertThat(one.french()).contains("Mio, et 256 sont le maximum");
            });
    }

    @Test
    void saysInFrenchThatAParsersWordsAreEnglish() {
        assertThat(catchThrowableOfType(InvalidInput.class, () -> Cards.question("{\n,")).problems()).singleElement()
            .satisfies(one -> assertThat(one.path()).isEqualTo("line 2"))
            .satisfies(one -> assertThat(one.frenchPath()).isEqualTo("ligne 2"))
            .satisfies(one -> assertThat(one.french()).contains("détail technique, en anglais : "));
    }

    @Test
    void takesNoFreeTextThatCouldNameAPerson() {
        for (String purpose : List.of("Anne Martin", "anne martin", "Anne", "-a", "a".repeat(64), "é", "a_b", "a\\n")) {
            assertThat(catchThrowableOfType(InvalidInput.class,
                () -> Cards.question(Cards.QUESTION.replace("climate-plan", purpose))).problems())
                .as(purpose).extracting(Problem::path).containsExactly("purpose");
        }
        assertThat(Cards.question(Cards.QUESTION.replace("climate-plan", "a".repeat(63))).purpose()).hasSize(63);
        String place = """
            {"dataset":"energy-consumption","purpose":"p","measures":[{"function":"count"}],"zoning":"iris",
             "filters":{"zoning":["%s"]}}""";
        assertThat(english(place.formatted("Anne Martin"))).contains("filters.zoning");
        assertThat(english(place.formatted("Martin"))).contains("filters.zoning");
        assertThat(Cards.question(place.formatted("372610101")).zoning()).isEqualTo("iris");
    }

    @Test
    void refusesMoreThanAMillionCells() {
        String question = Cards.QUESTION.replace("epci", "commune");
        assertThat(catchThrowableOfType(InvalidInput.class, () -> Question.read(question, energies(600), 50))
            .problems()).singleElement().satisfies(one -> assertThat(one.english()).contains("\"zoning\""));
    }

    private static Card energies(int number) {
        String values = IntStream.range(0, number).mapToObj(i -> "\"v" + i + '"').collect(Collectors.joining(", "));
        return Card.fromYaml(Cards.ENERGY.replace("[electricity, gas]", "[" + values + "]"));
    }

    private static String english(String json) {
        return catchThrowableOfType(InvalidInput.class, () -> Cards.question(json)).getMessage();
    }
}
