package eu.bocage.compute.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Broken;
import eu.bocage.compute.Card;
import eu.bocage.compute.DataVersion;
import eu.bocage.compute.MadeRows;
import eu.bocage.compute.Table;
import eu.bocage.compute.UnsafeAuditSeam.Answered;
import eu.bocage.compute.UnsafeAuditSeam.Pass;
import eu.bocage.compute.audit.Tills.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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

    private final Card card = Card.fromYaml(CARD);

    @Test
    void findsNothingInWhatNodesRun() {
        Report report = audit(Subject::real, Fault.NONE, 30);
        assertThat(report.findings()).allSatisfy(one -> assertThat(one.verdict()).as(one.check().name())
            .isInstanceOf(Verdict.Passed.class));
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
        assertCaught((question, of) -> Subject.of(Broken.scaled(question, of, 0.25)), Check.EPSILON, Check.VARIANCE);
    }

    @Test
    void catchesAGaussianThatIsWrongByTwo() {
        assertCaught((question, of) -> Subject.of(Broken.scaled(question, of, 0.5)), Check.VARIANCE);
        assertCaught((question, of) -> Subject.of(Broken.scaled(question, of, 2)), Check.VARIANCE);
    }

    @Test
    void catchesAMissingBoundOnCells() {
        assertCaught((question, of) -> Subject.of(Broken.withoutCellBound(question, of)), Check.EPSILON,
            Check.RECORDING);
    }

    @Test
    void catchesEmptyCellsWithoutNoise() {
        assertCaught((question, of) -> Subject.of(Broken.noiselessWhereEmpty(question, of)), Check.EPSILON,
            Check.VARIANCE);
    }

    @Test
    void catchesNaiveDoubleLaplace() {
        assertCaught((question, of) -> new NaiveLaplace(Subject.real(question, of)), Check.GRID);
    }

    @Test
    void catchesAUnitThatCountsTwice() {
        assertCaught((question, of) -> Subject.of(Broken.countingUnitsTwice(question, of)), Check.RECORDING);
    }

    @Test
    void catchesNoiseThatTwoQuestionsShare() {
        byte[] key = new byte[32];
        assertCaught((question, of) -> Subject.of(Broken.sameNoiseInEveryQuestion(question, of, key)),
            Check.DIFFERENCING);
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

    /** Publishes the exact count and {@code -scale · sign · ln(u)} in doubles, as textbooks do. */
    private record NaiveLaplace(Subject real) implements Subject {

        @Override
        public List<Pass> release(Table table, byte[] seed) {
            return real.release(table, seed);
        }

        @Override
        public Answered answer(Table table, DataVersion version, byte[] seed) {
            Answered answered = real.answer(table, version, seed);
            SecureRandom random = new SecureRandom(seed);
            try {
                ObjectNode json = (ObjectNode) new ObjectMapper().readTree(answered.json());
                ArrayNode cells = (ArrayNode) json.get("cells");
                for (int cell = 0; cell < cells.size(); cell++) {
                    double u = random.nextDouble() - 0.5;
                    ((ObjectNode) cells.get(cell).get("values").get(0)).put("value",
                        answered.passes().getFirst().exact()[cell] - Math.signum(u) * Math.log(1 - 2 * Math.abs(u)));
                }
                return new Answered(json.toString(), answered.passes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
