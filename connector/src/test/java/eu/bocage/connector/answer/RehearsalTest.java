package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Card;
import eu.bocage.compute.MadeRows;
import eu.bocage.compute.audit.Audit;
import eu.bocage.compute.audit.Check;
import eu.bocage.compute.audit.Counter;
import eu.bocage.compute.audit.Report;
import eu.bocage.compute.audit.Subject;
import eu.bocage.compute.audit.Verdict;
import eu.bocage.connector.World;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private final Card card = Card.fromYaml(World.CARD);
    private final MadeRows made = new MadeRows(card);

    /** However slow the machine: later is possible, earlier is not. */
    @Test
    void letsNoReplyLeaveBeforeItsSlot() {
        try (Counter counter = open(false)) {
            Counter.Reply reply = counter.ask(made.counting());
            assertThat(reply.answer()).isPresent();
            assertThat(reply.took()).isGreaterThanOrEqualTo(counter.slot());
            assertThat(counter.spent()).isEqualTo(MadeRows.MICRO_RHO);
        }
    }

    /**
     * The replies of both tables come in random order from one machine, so that whatever else it does befalls both
     * alike and the probability that the test gives is exact; that of a false alarm is 2e-9.
     */
    @Test
    void letsNobodyTellAHugeUnitByTheTimeOfReplies() {
        Report report = new Audit(card, Subject::real, Optional.of(Rehearsal.with(Duration.ofMillis(100))),
            new Audit.Effort(1, 1, 30)).run(Set.of(Check.TIMING), check -> { });
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(Check.TIMING);
            assertThat(finding.verdict()).as(report.text().english()).isInstanceOf(Verdict.Passed.class);
        });
        assertThat(report.falseAlarm()).isPositive().isLessThan(1e-6);
    }

    @Test
    void chargesWhatFails() {
        try (Counter counter = open(true)) {
            assertThat(counter.ask(made.counting()).answer()).isEmpty();
            assertThat(counter.spent()).isEqualTo(MadeRows.MICRO_RHO);
        }
    }

    private Counter open(boolean fails) {
        return made.reading(file -> Rehearsal.with(Duration.ofMillis(20)).open(card, file, fails), made.far());
    }
}
