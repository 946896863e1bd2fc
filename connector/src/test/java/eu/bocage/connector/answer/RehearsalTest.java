package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Card;
import eu.bocage.compute.MadeRows;
import eu.bocage.compute.audit.Counter;
import eu.bocage.connector.World;
import java.time.Duration;
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
