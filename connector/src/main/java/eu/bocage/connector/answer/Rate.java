package eu.bocage.connector.answer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * So many in a time for each name, counted from the first on. What is beyond them leaves no trace here, so that whoever
 * keeps asking takes no memory; names are of members, of whom there are as many as the register has. Thread-safe.
 */
final class Rate {

    /** Names that are kept; beyond them those whose time is over are forgotten. */
    private static final int NAMES = 1000;

    private final int most;
    private final Duration time;
    private final InstantSource clock;
    private final Map<String, Window> windows = new HashMap<>();

    private record Window(Instant end, int count) {
    }

    /** @param most 1 or more */
    Rate(int most, Duration time, InstantSource clock) {
        this.most = most;
        this.time = time;
        this.clock = clock;
    }

    /** Counts one more, if it is within the bound. @return none then, and else how long until the next one is */
    synchronized Duration wait(String name) {
        Instant now = clock.instant();
        if (windows.size() > NAMES) {
            windows.values().removeIf(window -> over(window, now));
        }
        Window window = windows.get(name);
        if (window == null || over(window, now)) {
            window = new Window(now.plus(time), 0);
        }
        if (window.count() >= most) {
            return Duration.between(now, window.end());
        }
        windows.put(name, new Window(window.end(), window.count() + 1));
        return Duration.ZERO;
    }

    /** Also where the clock was set back since, or a name would wait for as long as it was. */
    private boolean over(Window window, Instant now) {
        return !now.isBefore(window.end()) || window.end().isAfter(now.plus(time));
    }
}
