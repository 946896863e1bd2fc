package eu.bocage.compute.audit;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Broken;
import eu.bocage.compute.Card;
import eu.bocage.compute.DataVersion;
import eu.bocage.compute.MadeRows;
import eu.bocage.compute.PrivacyLoss;
import eu.bocage.compute.Question;
import eu.bocage.compute.Table;
import eu.bocage.compute.Trial;
import eu.bocage.compute.UnsafeAuditSeam.Answered;
import eu.bocage.compute.UnsafeAuditSeam.Mechanism;
import eu.bocage.compute.UnsafeAuditSeam.Pass;
import eu.bocage.compute.UnsafeAuditSeam.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is looked at where mechanisms are not alike. Of false alarms and misses {@link AuditTest} tells. */
class MechanismChecksTest {

    private final Card card = Card.fromYaml("""
        id: energy-consumption
        title: {fr: Consommation, en: Consumption}
        description: {fr: Une ligne par compteur., en: One row per meter.}
        classification: sensitive
        owner: Énergie de Loire
        licence: Charte du territoire
        unit: meter
        unitColumn: meter_id
        unitSpace: meters
        period: "2025"
        keys:
          energy: {column: energy_type, values: [electricity, gas], perUnit: 1}
        filters: [energy]
        measures:
          consumption: {column: kwh, unit: kWh, step: 1, row: {min: 0, max: 20000}, perUnit: {max: 30000}}
        purposes: []
        minimumGroup: 3
        disclosure: insee-entreprises
        """);
    private final MadeRows made = new MadeRows(card);

    /** A fifth of the charge goes to a count that only the rules need; with the others it adds up to the charge. */
    @Test
    void recordsTheCountThatRulesNeedAndNobodyAsked() {
        Trial trial = Trial.all(card).stream().filter(one -> one.question().contains("quantiles")).findFirst()
            .orElseThrow();
        Question question = Question.read(trial.question(), card, MadeRows.MICRO_RHO);
        assertThat(question.functions()).containsExactly("quantiles");
        List<Pass> passes = Subject.real(question, card).release(trial.made().table(trial.made().ordinary(8)),
            new byte[32]);
        assertThat(passes.getFirst().mechanism()).isEqualTo(new Mechanism("count", MadeRows.MICRO_RHO / 5, 1));
        assertThat(passes.getFirst().variance()).isEqualTo(1e6 / (2.0 * MadeRows.MICRO_RHO / 5));
        assertThat(passes.stream().map(Pass::mechanism).distinct().mapToLong(Mechanism::microRho).sum())
            .isEqualTo(MadeRows.MICRO_RHO);
        assertThat(new MechanismChecks(card, made, Subject::real, 1).recording()).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void looksAtTheOtherMechanismsWhereOneIsFinerThanTheGrid() {
        Verdict wrong = variance((question, of) -> new Fine(Subject.of(question,
            Broken.scaled(question, of, 2)), "count"));
        assertThat(wrong).isInstanceOf(Verdict.Failed.class);
        assertThat(wrong.evidence().english()).contains("\"sum of consumption\"");
        Verdict sound = variance((question, of) -> new Fine(Subject.real(question, of), "count"));
        assertThat(sound).isInstanceOf(Verdict.Passed.class);
        assertThat(sound.evidence().english()).endsWith("Left out, as finer than the grid: count.");
        assertThat(sound.evidence().french()).endsWith("Laissé de côté, car plus fin que la grille : count.");
    }

    @Test
    void isNotApplicableOnlyWhereEveryMechanismIsFinerThanTheGrid() {
        assertThat(variance((question, of) -> new Fine(Subject.real(question, of), "")))
            .isInstanceOf(Verdict.NotApplicable.class);
        assertThat(variance(Subject::real).evidence().english()).endsWith("empty cells included.");
    }

    private Verdict variance(Subject.Maker maker) {
        return new MechanismChecks(card, made, maker, 3000).variance(new Statistics());
    }

    /** Declares noise finer than the grid for one mechanism, or for all where none is named. */
    private record Fine(Subject subject, String mechanism) implements Subject {

        @Override
        public List<Pass> release(Table table, byte[] seed) {
            return subject.release(table, seed).stream().map(pass -> mechanism.isEmpty()
                || pass.mechanism().name().equals(mechanism)
                ? new Pass(pass.mechanism(), 0.5, pass.exact(), pass.noisy()) : pass).toList();
        }

        @Override
        public Answered answer(Table table, DataVersion version, byte[] seed) {
            return subject.answer(table, version, seed);
        }

        @Override
        public Told told(Table table, DataVersion version, long draw) {
            return subject.told(table, version, draw);
        }

        @Override
        public PrivacyLoss debited() {
            return subject.debited();
        }
    }
}
