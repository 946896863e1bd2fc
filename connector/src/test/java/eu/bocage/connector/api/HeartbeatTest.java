package eu.bocage.connector.api;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.member.Json;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void tellsAgainWhatItToldLastWhileNothingGoesOn() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(3);
        CountDownLatch rows = new CountDownLatch(3);
        try (Heartbeat heartbeat = new Heartbeat(line -> {
            lines.add(line.toString());
            (line.has("waiting") ? waiting : rows).countDown();
        }, () -> false, Duration.ofMillis(1))) {
            heartbeat.waiting();
            assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();
            heartbeat.rows(5);
            assertThat(rows.await(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(lines).contains("{\"waiting\":true}").endsWith("{\"rows\":5}", "{\"rows\":5}");
    }

    @Test
    void tellsEachStepAtOnceAndNothingOnceItIsClosed() {
        Heartbeat heartbeat = new Heartbeat(line -> lines.add(line.toString()), () -> false, Duration.ofHours(1));
        heartbeat.waiting();
        heartbeat.rows(0);
        heartbeat.close();
        heartbeat.rows(7);
        heartbeat.once(Json.object());
        assertThat(lines).containsExactly("{\"waiting\":true}", "{\"rows\":0}");
    }

    @Test
    void tellsNothingAgainThatIsToBeToldOnce() throws InterruptedException {
        CountDownLatch beats = new CountDownLatch(3);
        try (Heartbeat heartbeat = new Heartbeat(line -> {
            lines.add(line.toString());
            beats.countDown();
        }, () -> false, Duration.ofMillis(1))) {
            heartbeat.once(Json.object().put("step", "answer"));
            assertThat(beats.await(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(lines).containsOnlyOnce("{\"step\":\"answer\"}").contains("{}");
    }
}
