package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CardTest {

    @Test
    void readsWhatAPersonWrote() {
        Card card = Cards.energy();
        assertThat(card.id()).isEqualTo("energy-consumption");
        assertThat(card.unitSpace()).isEqualTo("meters");
        assertThat(card.period()).isEqualTo("2025");
        assertThat(card.unusualPeriod()).isEmpty();
        assertThat(card.doubts()).isEmpty();
        assertThat(card.finestZoning()).isEqualTo("commune");
        assertThat(card.keys()).containsExactly("energy", "month", "zoning");
        assertThat(card.measures()).containsExactly("bill", "consumption");
        assertThat(card.purposes()).containsExactly("climate-plan");
        assertThat(card.minimumGroup()).isEqualTo(10);
        assertThat(card.measureMap().get("bill").max()).isEqualTo(900_050);
        assertThat(card.measureMap().get("bill").min()).isEqualTo(-50_000);
    }

    @Test
    void tellsAPeriodFromASlipOfThePen() {
        for (String good : List.of("2025", "2024-2025", "2025-S1", "2025-T4", "2025-Q4", "2025-01", "2025-12")) {
            assertThat(period(good)).as(good).isEmpty();
        }
        for (String bad : List.of("soon", "20025", "0225", "2025-13", "2025-00", "2025-T5", "2025-2025", "2025-2024",
            "2025-S3", "2025-1")) {
            assertThat(period(bad)).as(bad).hasValueSatisfying(problem -> {
                assertThat(problem.path()).isEqualTo("period");
                assertThat(problem.french()).contains("trimestre");
            });
        }
    }

    private static Optional<Problem> period(String period) {
        return Card.fromYaml(Cards.ENERGY.replace("period: \"2025\"", "period: \"" + period + "\"")).unusualPeriod();
    }

    @Test
    void doubtsABoundOfAUnitThatASingleRowMayPass() {
        Card card = Card.fromYaml(Cards.ENERGY.replaceAll("perUnit: \\{max: [0-9]+\\}", "perUnit: {max: 10}"));
        assertThat(card.doubts()).isNotEmpty().allSatisfy(problem ->
            assertThat(problem.path()).startsWith("measures.").endsWith(".perUnit.max"));
    }

    @Test
    void readsItsOwnJsonBackToTheSameBytes() {
        String json = Cards.energy().json();
        assertThat(Card.fromJson(json).json()).isEqualTo(json);
        assertThat(json).contains("\"purposes\":[\"climate-plan\"]").contains("\"filters\":[\"energy\",\"month\"");
    }

    @Test
    void showsNoPrivateColumnToOthers() {
        assertThat(Cards.energy().publicJson()).doesNotContain("column", "Column", "meter_id", "kwh", "euros",
            "energy_type", "month_no", "commune_code").contains("\"perUnit\":{\"max\":30000}", "\"2025-04\"");
    }

    @Test
    void namesEveryProblemInBothLanguages() {
        List<Problem> problems = problems(Cards.ENERGY.replace("unitColumn: meter_id\n", "unitKolumn: meter_id\n")
            .replace("max: 20000}", "max: }").replace("region: \"24\"", "region: \"20\"")
            .replace("max: 9000.50", "max: 9000.505").replace("perUnit: 4", "perUnit: 0"));
        assertThat(problems).extracting(Problem::path).containsExactlyInAnyOrder("unitColumn", "unitKolumn",
            "measures.consumption.row.max", "zoning.region", "measures.bill.row.max", "keys.month.perUnit");
        assertThat(problems).allMatch(one -> !one.french().isBlank() && !one.english().isBlank());
    }

    @Test
    void showsHowATitleInTwoLanguagesIsWritten() {
        assertThat(problems(Cards.ENERGY.replace("{fr: Consommation d'énergie, en: Energy consumption}", "Energy")))
            .filteredOn(problem -> problem.path().equals("title")).singleElement()
            .satisfies(problem -> assertThat(problem.french()).contains("title: {fr: …, en: …}"));
    }

    @Test
    void refusesBoundsWhoseSumsCouldOverflow() {
        assertThat(problems(Cards.ENERGY.replace("max: 30000}", "max: 2147483649}")))
            .extracting(Problem::path).containsExactly("measures.consumption.perUnit.max");
        assertThat(Card.fromYaml(Cards.ENERGY.replace("max: 30000}", "max: 2147483648}")).measureMap()
            .get("consumption").perUnit()).isEqualTo(1L << 31);
        assertThat(problems(Cards.ENERGY.replace("max: 9000.50", "max: 21474836.49")))
            .extracting(Problem::path).containsExactly("measures.bill.row.max");
    }

    /** Else a value within the bounds would be read as one that is past them. */
    @Test
    void refusesAStepThatGivesValuesMoreDigitsThanAreRead() {
        String bill = "step: 0.01, row: {min: -500, max: 9000.50}, perUnit: {max: 12000}";
        for (String odd : List.of(
                "step: 100000.000001, row: {min: 0, max: 200000000002000}, perUnit: {max: 200000000002000}",
                "step: 123456789012345000000000, row: {min: 0, max: 0}, perUnit: {max: 123456789012345000000000}",
                "step: 5000000000, row: {min: -10000000000000000000, max: 0}, perUnit: {max: 5000000000}")) {
            assertThat(problems(Cards.ENERGY.replace(bill, odd))).extracting(Problem::path)
                .containsExactly("measures.bill.step");
        }
        for (String good : List.of(
                "step: 1000000000, row: {min: 0, max: 2147483648000000000}, perUnit: {max: 1000000000}",
                "step: 100000.000001, row: {min: 0, max: 9200000000.092}, perUnit: {max: 100000.000001}")) {
            Measure measure = Card.fromYaml(Cards.ENERGY.replace(bill, good)).measureMap().get("bill");
            String most = measure.step().multiply(BigDecimal.valueOf(measure.max())).toPlainString();
            assertThat(new StepReader(measure).steps(most.toCharArray(), 0, most.length())).isEqualTo(measure.max());
        }
    }

    @Test
    void refusesTwoMeaningsOfOneColumnOrName() {
        assertThat(problems(Cards.ENERGY.replace("column: kwh", "column: meter_id")))
            .extracting(Problem::path).containsExactly("measures.consumption.column");
        assertThat(problems(Cards.ENERGY.replace("  bill:", "  energy:")))
            .extracting(Problem::path).containsExactly("measures.energy");
        assertThat(problems(Cards.ENERGY.replace("  bill:", "  epci:")))
            .extracting(Problem::path).containsExactly("measures.epci");
        assertThat(problems(Cards.ENERGY.replace("[electricity, gas]", "[gas, Gas]"))).hasSize(1);
        assertThat(problems(Cards.ENERGY.replace("filters: [month, energy, zoning]", "filters: [kwh]"))).hasSize(1);
    }

    @Test
    void refusesWhatIsNotOneYamlObject() {
        assertThat(problems("- a\n- b\n")).hasSize(1);
        assertThat(problems("id: a\nid: b\n")).hasSize(1);
        assertThat(problems("id: [\n")).hasSize(1);
        assertThat(problems("")).hasSize(1);
        assertThat(problems(Cards.ENERGY + "---\nid: second\n")).hasSize(1);
        assertThat(problems("a: ".repeat(2) + "[".repeat(2000))).hasSize(1);
        assertThat(problems("x".repeat(2 << 20))).hasSize(1);
    }

    @Test
    void asksForQuotesAroundNumbersThatAreNames() {
        assertThat(problems(Cards.ENERGY.replace("period: \"2025\"", "period: 2025"))).singleElement()
            .satisfies(one -> assertThat(one.english()).contains("quotes"));
    }

    private static List<Problem> problems(String yaml) {
        return catchThrowableOfType(InvalidInput.class, () -> Card.fromYaml(yaml)).problems();
    }
}
