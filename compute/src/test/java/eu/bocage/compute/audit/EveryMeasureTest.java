package eu.bocage.compute.audit;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Card;
import eu.bocage.compute.MadeRows;
import eu.bocage.compute.Table;
import eu.bocage.compute.UnsafeAuditSeam.Mechanism;
import eu.bocage.compute.UnsafeAuditSeam.Pass;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * That the audit asks for every mechanism on every measure, and of every card. False alarm: below 10^-6 an audit, by
 * {@link Bounds}; mechanisms without noise and such as are given three times as much are found for certain.
 */
@Tag("long")
class EveryMeasureTest {

    private static final List<String> FIGURES = List.of("sum", "centred sum", "squares", "histogram");

    private final Card card = Card.fromYaml(card("zoning: {column: place, level: commune, region: \"24\", perUnit: 2}",
        "[zoning]", IntStream.range(0, 5).mapToObj(i -> "m" + i + ": " + measure(i, "step: 1, row: {min: 0, max: 9},"
            + " perUnit: {max: 20}")).toList()));

    private static String card(String places, String filters, List<String> measures) {
        return """
            id: made-up
            title: {fr: Essai, en: Trial}
            description: {fr: Essai., en: Trial.}
            classification: sensitive
            owner: Énergie de Loire
            licence: Charte du territoire
            unit: meter
            unitColumn: meter_id
            unitSpace: meters
            period: "2025"
            %s
            keys:
              energy: {column: energy_type, values: [electricity, gas], perUnit: 1}
            filters: %s
            rowsPerUnit: 3
            purposes: []
            minimumGroup: 10
            measures:
              %s
            """.formatted(places, filters, String.join("\n  ", measures));
    }

    private static String measure(int number, String bounds) {
        return "{column: c" + number + ", unit: kWh, " + bounds + "}";
    }

    @Test
    void asksForEveryMechanismOnEveryMeasureAndAlongBothHierarchies() {
        Set<String> asked = new TreeSet<>();
        Verdict verdict = recording(card, (question, of) -> new Altered(Subject.real(question, of)) {
            @Override
            public List<Pass> release(Table table, byte[] seed) {
                List<Pass> passes = super.release(table, seed);
                passes.forEach(pass -> asked.add(pass.mechanism().name() + "/" + question.rollUp().size()));
                return passes;
            }
        });
        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
        Set<String> all = new TreeSet<>();
        for (int levels : List.of(0, 2, 3)) {
            all.addAll(List.of("count/" + levels, "rows/" + levels));
            for (String measure : card.measures()) {
                FIGURES.forEach(figure -> all.add(figure + " of " + measure + "/" + levels));
            }
        }
        card.measures().forEach(measure -> all.add("quantiles of " + measure + "/0"));
        assertThat(asked).isEqualTo(all);
    }

    @Test
    void findsNothingInFiveMeasuresAsNodesAnswerThem() {
        assertThat(variance(card, Subject::real)).isInstanceOf(Verdict.Passed.class);
    }

    @ParameterizedTest
    @CsvSource({"sum of m4,1", "centred sum of m1,1", "squares of m1,1", "histogram of m1,1", "quantiles of m1,2",
        "rows,3", "sum of m1,4"})
    void catchesAMechanismWithoutNoise(String name, int parts) {
        Verdict verdict = variance(card, (question, of) -> Planted.noiseless(question, of, named(name, parts)));
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
        assertThat(verdict.evidence().english()).contains('"' + name + '"');
    }

    @ParameterizedTest
    @CsvSource({"sum of m4,1", "squares of m1,1", "quantiles of m1,2"})
    void catchesAMechanismThatIsGivenThreeTimesAsMuch(String name, int parts) {
        Verdict verdict = recording(card, (question, of) -> Planted.tripled(question, of, named(name, parts)));
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
        assertThat(verdict.evidence().english()).contains('"' + name + '"');
    }

    private static Predicate<Mechanism> named(String name, int parts) {
        return one -> one.name().equals(name) && one.parts() == parts;
    }

    /** Of a coarse tier with few cells beside a fine one with many. */
    @Test
    void catchesOneTierWithoutNoise() {
        Verdict verdict = variance(card, (question, of) -> new Altered(Subject.real(question, of)) {
            @Override
            public List<Pass> release(Table table, byte[] seed) {
                List<Pass> passes = new ArrayList<>(super.release(table, seed));
                Pass last = passes.getLast();
                if (!question.rollUp().isEmpty() && last.mechanism().name().startsWith("histogram of m1")) {
                    passes.set(passes.size() - 1, new Pass(last.mechanism(), last.variance(), last.exact(),
                        last.exact()));
                }
                return passes;
            }
        });
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
        assertThat(verdict.evidence().english()).contains("\"histogram of m1\", part 4/4");
    }

    @Test
    void auditsYesAndNoConstantsAndRangesThatLieApartFromZeroInOnePlace() {
        String places = "zoning: {column: place, level: region, region: \"24\", perUnit: 1}";
        List<String> bounds = List.of("step: 1, row: {min: 0, max: 1}, perUnit: {max: 1}",
            "step: 1, row: {min: -1, max: 0}, perUnit: {max: 1}", "step: 0.5, row: {min: 5, max: 5}, perUnit: {max: 5}",
            "step: 1, row: {min: 0, max: 0}, perUnit: {max: 7}",
            "step: 10, row: {min: 500, max: 9000}, perUnit: {max: 400}",
            "step: 0.01, row: {min: -9, max: -0.05}, perUnit: {max: 12}");
        Card odd = Card.fromYaml(card(places, "[]", IntStream.range(0, bounds.size())
            .mapToObj(i -> "odd" + i + ": " + measure(i, bounds.get(i))).toList()));
        assertThat(findings(odd)).noneMatch(EveryMeasureTest::wrong);
    }

    @Test
    void auditsCardsWithoutMeasuresOrPublicKeys() {
        String plain = card("", "[]", List.of()).replace("measures:", "measures: {}");
        for (String one : List.of(plain, plain.replaceAll("(?m)^(keys:|  energy.*)\n", ""),
                plain.replace("values: [electricity, gas]", "private: true"),
                plain.replace("rowsPerUnit: 3", "unitRows: 1"))) {
            assertThat(findings(Card.fromYaml(one))).as(one).noneMatch(EveryMeasureTest::wrong);
        }
    }

    /** By as many tests as the greatest card makes: each four measures of 64 add as many. */
    @Test
    void givesAFalseAlarmInFewerThanOneAuditInAMillionWhateverTheCard() {
        Card four = Card.fromYaml(card("zoning: {column: place, level: commune, region: \"24\", perUnit: 2}",
            "[zoning, energy]", IntStream.range(0, 4).mapToObj(i -> "m" + i + ": " + measure(i,
                "step: 1, row: {min: -9, max: 9000}, perUnit: {max: 20000}")).toList()));
        Statistics some = new Statistics();
        assertThat(new MechanismChecks(four, new MadeRows(four), Subject::real, 1).variance(some))
            .isInstanceOf(Verdict.Passed.class);
        Statistics most = new Statistics();
        most.tests(16 * (int) Math.round(some.falseAlarm() / Bounds.ALARM));
        // what the certified loss (4 pairs of samples, 2 events), the difference and the times add
        most.tests(4 * 2 * Certificate.TESTS + 2);
        assertThat(most.falseAlarm()).isGreaterThan(5e-7).isLessThan(1e-6);
    }

    @Test
    void tellsOfACheckThatCannotBeMadeAndMakesTheOthers() {
        Report report = new Audit(card, (question, of) -> new Altered(Subject.real(question, of)) {
            @Override
            public List<Pass> release(Table table, byte[] seed) {
                throw new IllegalStateException("no release");
            }
        }, Optional.empty(), new Audit.Effort(10, 10, 0)).run(check -> { });
        assertThat(report.complete()).isFalse();
        assertThat(report.passed()).isFalse();
        assertThat(report.findings()).extracting(Finding::check).containsExactly(Check.values());
        assertThat(report.findings()).filteredOn(one -> one.verdict() instanceof Verdict.Unable)
            .extracting(Finding::check).containsExactly(Check.RECORDING, Check.EPSILON, Check.VARIANCE);
        assertThat(report.text().english()).contains("[NOT DONE]", "no release", "[passed]");
        assertThat(report.json().toString()).contains("\"complete\":false", "\"verdict\":\"unable\"");
    }

    /** Without the certified loss, which asks what the others ask and takes long. */
    private static List<Finding> findings(Card card) {
        return new Audit(card, Subject::real, Optional.empty(), new Audit.Effort(100, 60, 0))
            .run(EnumSet.complementOf(EnumSet.of(Check.EPSILON)), check -> { }).findings();
    }

    private static boolean wrong(Finding finding) {
        return !(finding.verdict() instanceof Verdict.Passed || finding.verdict() instanceof Verdict.NotApplicable);
    }

    private static Verdict variance(Card card, Subject.Maker maker) {
        return new MechanismChecks(card, new MadeRows(card), maker, 300).variance(new Statistics());
    }

    private static Verdict recording(Card card, Subject.Maker maker) {
        return new MechanismChecks(card, new MadeRows(card), maker, 1).recording();
    }
}
