package eu.bocage.compute.audit;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Broken;
import eu.bocage.compute.Card;
import eu.bocage.compute.MadeRows;
import eu.bocage.compute.audit.Tills.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The audit against sound mechanisms and against each that is broken on purpose. False alarm: below 10^-6 an audit, by
 * {@link Bounds}. Misses: each planted fault that is found by statistics lies more than six standard deviations beyond
 * the bound that finds it, less than 10^-6; the others are found for certain.
 */
class AuditTest {

    private static final String CARD = """
        id: energy-consumption
        title: {fr: Consommation, en: Consumption}
        description: {fr: Une ligne par compteur et par mois., en: One row per meter and month.}
        classification: sensitive
        owner: Énergie de Loire
        licence: Charte du territoire
        unit: meter
        unitColumn: meter_id
        unitSpace: meters
        period: "2025"
        keys:
          energy: {column: energy_type, values: [electricity, gas, "bois, granulés"], perUnit: 1}
          month: {column: month_no, values: ["2025-01", "2025-02", "2025-03", "2025-04"], perUnit: 2}
        filters: [month]
        rowsPerUnit: 5
        measures:
          bill:
            {column: euros, unit: EUR, step: 0.01, row: {min: -500, max: 9000.50}, perUnit: {max: 12000}, %1$s}
          consumption:
            {column: kwh, unit: kWh, step: 1, row: {min: 0, max: 20000}, perUnit: {max: 30000}, %1$s}
        purposes: []
        minimumGroup: 10
        """.formatted("intake: {empty: refuseRow, nan: refuseRow, infinite: clamp, unreadable: refuseRow, "
            + "outOfRange: clamp, offGrid: round}");

    /** With places to roll up and a private key. */
    private static final String TERRITORY = CARD.replace("keys:\n", """
        zoning: {column: place, level: commune, region: "24", perUnit: 2}
        keys:
          supplier: {column: supplier, private: true, atMost: 40, perUnit: 3}
        """).replace("filters: [month]", "filters: [month, zoning]");

    private final Card card = Card.fromYaml(CARD);
    private final Card territory = Card.fromYaml(TERRITORY);

    @Test
    void findsNothingInWhatNodesRun() {
        Report report = audit(Subject::real, Fault.NONE, 30);
        assertThat(report.findings()).filteredOn(one -> one.check() != Check.THRESHOLD).allSatisfy(one ->
            assertThat(one.verdict()).as(one.check().name()).isInstanceOf(Verdict.Passed.class));
        assertThat(report.passed()).isTrue();
        assertThat(report.falseAlarm()).isPositive().isLessThan(1e-6);
        assertThat(report.json().toString()).contains("\"check\":\"epsilon\",\"verdict\":\"passed\"");
        assertThat(report.text().french()).contains("[réussi]").contains("ne prouve pas");
    }

    /** A unit that may be as much as it will uses its charge up: else the comparison would be too lenient. */
    @Test
    void usesTheWholeChargeUpAtTheEndsOfTheBounds() {
        Verdict recorded = new MechanismChecks(card, new MadeRows(card), Subject::real, 1).recording();
        assertThat(recorded.evidence().english()).contains("100.0 %");
    }

    /** Under rules that keep rows; else the file is refused, which asks less of answers. */
    @Test
    void triesAbnormalValuesInRowsThatAreKept() {
        assertThat(new AnswerChecks(card, new MadeRows(card), Subject::real).poison().evidence().english())
            .startsWith("16 abnormal values: 0 refused");
    }

    /** Half of σ: ρ is 2 and not 0.5. Both what is seen outside and what is seen inside tell. */
    @Test
    void catchesHalfTheScale() {
        assertCaught((question, of) -> Subject.of(question, Broken.scaled(question, of, 0.25)), Check.EPSILON,
            Check.VARIANCE);
    }

    @Test
    void catchesAGaussianThatIsWrongByTwo() {
        assertCaught((question, of) -> Subject.of(question, Broken.scaled(question, of, 0.5)), Check.VARIANCE);
        assertCaught((question, of) -> Subject.of(question, Broken.scaled(question, of, 2)), Check.VARIANCE);
    }

    @Test
    void catchesAMissingBoundOnCells() {
        assertCaught((question, of) -> Subject.of(question, Broken.withoutCellBound(question, of)), Check.EPSILON,
            Check.RECORDING);
    }

    @Test
    void catchesEmptyCellsWithoutNoise() {
        assertCaught((question, of) -> Subject.of(question, Broken.noiselessWhereEmpty(question, of)), Check.EPSILON,
            Check.VARIANCE);
    }

    @Test
    void catchesNaiveDoubleLaplace() {
        assertCaught(Planted::naiveLaplace, Check.GRID);
    }

    @Test
    void catchesAUnitThatCountsTwice() {
        assertCaught((question, of) -> Subject.of(question, Broken.countingUnitsTwice(question, of)), Check.RECORDING);
    }

    @Test
    void catchesNoiseThatTwoQuestionsShare() {
        byte[] key = new byte[32];
        assertCaught((question, of) -> Subject.of(question, Broken.sameNoiseInEveryQuestion(question, of, key)),
            Check.DIFFERENCING);
    }

    @Test
    void catchesCellsThatAreKeptAsTheyCome() {
        assertThat(planted(Check.PERMUTATION, Planted::firstComeCells)).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void catchesSumsThatDependOnTheOrderOfRows() {
        assertThat(planted(Check.PERMUTATION, Planted::sumsInFloats)).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void catchesRowsThatMakeAnAnswerFailOrChangeItsFormOrPassItsBounds() {
        for (Subject.Maker fault : List.<Subject.Maker>of(Planted::failing, Planted::spreadingNaN,
                Planted::unclamped)) {
            assertThat(planted(Check.POISON, fault)).isInstanceOf(Verdict.Failed.class);
        }
    }

    @Test
    void findsNothingInRollUpsAndPrivateKeysThatNodesRun() {
        Report report = audit(territory, Subject::real, Fault.NONE, 0);
        assertThat(report.findings()).allSatisfy(one -> assertThat(one.failed()).as(one.toString()).isFalse());
        assertThat(report.findings()).anySatisfy(one -> {
            assertThat(one.check()).isEqualTo(Check.THRESHOLD);
            assertThat(one.verdict()).isInstanceOf(Verdict.Passed.class);
        });
    }

    /** Two tiers with the noise of one: each has half of the σ² that is declared. */
    @Test
    void catchesLevelsOfARollUpThatAreNotChargedFor() {
        Subject.Maker fault = (question, of) -> Subject.of(question, Broken.withLevelsForNothing(question, of));
        assertThat(verdict(territory, Check.VARIANCE, fault, Fault.NONE)).isInstanceOf(Verdict.Failed.class);
        assertThat(planted(Check.VARIANCE, fault)).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void catchesAThresholdThatIsTooLow() {
        assertThat(planted(Check.THRESHOLD, Planted::lowThreshold)).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void catchesADeltaThatIsNotDebited() {
        assertThat(planted(Check.THRESHOLD, Planted::withoutDelta)).isInstanceOf(Verdict.Failed.class);
    }

    /** A check for which nothing is planted does not compile. */
    @ParameterizedTest
    @EnumSource
    void catchesWhatIsPlantedForEachCheck(Check check) {
        Verdict verdict = switch (check) {
            case RECORDING -> planted(check, (question, of) -> Subject.of(question,
                Broken.countingUnitsTwice(question, of)));
            case EPSILON -> planted(check, (question, of) -> Subject.of(question,
                Broken.withoutCellBound(question, of)));
            case VARIANCE -> planted(check, (question, of) -> Subject.of(question,
                Broken.scaled(question, of, 0.5)));
            case THRESHOLD -> planted(check, Planted::lowThreshold);
            case GRID -> planted(check, Planted::naiveLaplace);
            case PERMUTATION -> planted(check, Planted::firstComeCells);
            case POISON -> planted(check, Planted::unclamped);
            case DIFFERENCING -> planted(check, (question, of) -> Subject.of(question,
                Broken.sameNoiseInEveryQuestion(question, of, new byte[32])));
            case RACE -> planted(check, Subject::real, Fault.CHECK_THEN_ACT);
            case REPLAY -> planted(check, Subject::real, Fault.FRESH_NOISE);
            case REFUND -> planted(check, Subject::real, Fault.REFUND_ON_FAILURE);
            case TIMING -> planted(check, Subject::real, Fault.TIME_OF_EVERY_CELL);
        };
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
        assertThat(verdict.evidence().french()).isNotBlank();
    }

    private Verdict planted(Check check, Subject.Maker subject) {
        return planted(check, subject, Fault.NONE);
    }

    private Verdict planted(Check check, Subject.Maker subject, Fault fault) {
        return verdict(check == Check.THRESHOLD ? territory : card, check, subject, fault);
    }

    private static Verdict verdict(Card card, Check check, Subject.Maker subject, Fault fault) {
        return new Audit(card, subject, Optional.of(tills(fault)), new Audit.Effort(3000, 3000, 30))
            .verdict(check, new Statistics());
    }

    @Test
    void catchesEveryFaultOfACounter() {
        CounterChecks racing = new CounterChecks(card, new MadeRows(card), tills(Fault.CHECK_THEN_ACT));
        assertThat(racing.race()).isInstanceOf(Verdict.Failed.class);
        assertThat(failed(Fault.REFUND_ON_FAILURE)).containsExactly(Check.REFUND);
        assertThat(failed(Fault.FRESH_NOISE)).containsExactly(Check.REPLAY);
        assertThat(failed(Fault.TELLING_TIME)).containsExactly(Check.TIMING);
        assertThat(failed(Fault.TIME_OF_EVERY_CELL)).containsExactly(Check.TIMING);
        assertThat(failed(Fault.BEFORE_ITS_SLOT)).containsExactly(Check.TIMING);
        assertThat(failed(Fault.NONE)).isEmpty();
    }

    private Set<Check> failed(Fault fault) {
        CounterChecks checks = new CounterChecks(card, new MadeRows(card), tills(fault));
        return List.of(new Finding(Check.RACE, checks.race()), new Finding(Check.REPLAY, checks.replay()),
            new Finding(Check.REFUND, checks.refund()), new Finding(Check.TIMING, checks.timing(30, new Statistics())))
            .stream().filter(Finding::failed).map(Finding::check).collect(Collectors.toSet());
    }

    private void assertCaught(Subject.Maker subject, Check... by) {
        Report report = audit(subject, Fault.NONE, 0);
        assertThat(report.passed()).isFalse();
        assertThat(report.findings().stream().filter(Finding::failed).map(Finding::check)).contains(by);
    }

    private Report audit(Subject.Maker subject, Fault fault, int replies) {
        return audit(card, subject, fault, replies);
    }

    private static Report audit(Card card, Subject.Maker subject, Fault fault, int replies) {
        return new Audit(card, subject, Optional.of(tills(fault)), new Audit.Effort(3000, 3000, replies))
            .run(check -> { });
    }

    private static Counter.Maker tills(Fault fault) {
        return (card, rows, fails) -> {
            try {
                return new Tills(fault, fails, Files.readAllLines(rows));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
