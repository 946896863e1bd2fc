package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Card;
import eu.bocage.connector.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotTest {

    private static final int DELAYS = 10_000;
    private static final int LENGTH = 1_000_000;

    private final Slot slot = new Slot(Duration.ofNanos(LENGTH), new Random(1));

    /** Over evenly spread delays, which is their law, replies differ for a share of Δ/S of them, wherever T lies. */
    @Property
    void tellsOfAUnitWithAtMostItsShareOfASlot(@ForAll @LongRange(max = 5_000_000) long worked,
                                               @ForAll @IntRange(max = 1_000_000) int more) {
        int differ = 0;
        for (int i = 0; i < DELAYS; i++) {
            long delay = (long) i * LENGTH / DELAYS;
            differ += slot.due(worked, delay) == slot.due(worked + more, delay) ? 0 : 1;
        }
        assertThat(differ).isLessThanOrEqualTo((int) Math.ceil((double) more * DELAYS / LENGTH) + 1);
    }

    @Property
    void letsRepliesOutAtMultiplesAfterTheWorkOnly(@ForAll @LongRange(max = 5_000_000) long worked,
                                                   @ForAll @IntRange(max = LENGTH - 1) int delay) {
        assertThat(slot.due(worked, delay) % LENGTH).isZero();
        assertThat(slot.due(worked, delay)).isGreaterThan(worked).isLessThanOrEqualTo(worked + 2L * LENGTH);
    }

    @Test
    void isAThousandTimesWhatOneUnitMayTake() {
        Card card = Card.fromYaml(World.CARD.replace("unitRows: 10", "unitRows: 4000"));
        assertThat(slot.of(card).length()).isEqualTo(Duration.ofSeconds(8));
        Slot longer = new Slot(Duration.ofSeconds(9), new Random(1));
        assertThat(longer.of(card)).isSameAs(longer);
    }

    /** In each reply a delay of its own: else one could be worked out and reckoned off. */
    @Test
    void drawsADelayForEveryReply() {
        int[] drawn = {0};
        Slot counting = new Slot(Duration.ofMillis(1), new Random() {
            @Override
            public long nextLong(long bound) {
                assertThat(bound).isEqualTo(1_000_000);
                drawn[0]++;
                return 0;
            }
        });
        counting.await(System.nanoTime());
        counting.await(System.nanoTime());
        assertThat(drawn[0]).isEqualTo(2);
    }

    /** However short the node's own slot is; a lower bound, so that a slow machine does not matter. */
    @Test
    void keepsAnswersAndRefusalsForTheSlotOfTheCard(@TempDir Path folder) {
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            world.datasets.publish(World.CARD.replace("unitRows: 10", "unitRows: 200"), world.csv(300), rows -> { });
            String token = world.grants.grant("transfer", World.AGREEMENT);
            for (String question : new String[] {World.QUESTION, World.QUESTION.replace("climate-plan", "other")}) {
                byte[] request = Desks.request(world, question);
                long asked = System.nanoTime();
                answering.answer(token, request);
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
            }
            assertThat(world.kinds()).endsWith("reserved", "answered", "refused");
        }
    }
}
