package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = Instant.parse("2026-11-24T17:00:00Z");
    private final Rate rate = new Rate(2, MINUTE, () -> now);

    @Test
    void letsSoManyPassAndTellsTheOthersHowLongToWait() {
        assertThat(rate.wait("a")).isZero();
        now = now.plusSeconds(20);
        assertThat(rate.wait("a")).isZero();
        assertThat(rate.wait("a")).isEqualTo(Duration.ofSeconds(40));
        assertThat(rate.wait("b")).isZero();
        now = now.plusSeconds(40);
        assertThat(rate.wait("a")).isZero();
    }

    @Test
    void keepsNobodyOutForLongerThanItsTimeWhereTheClockIsSetBack() {
        assertThat(rate.wait("a")).isZero();
        assertThat(rate.wait("a")).isZero();
        now = now.minus(Duration.ofDays(1));
        assertThat(rate.wait("a")).isZero();
        assertThat(rate.wait("a")).isZero();
        assertThat(rate.wait("a")).isEqualTo(MINUTE);
    }
}
