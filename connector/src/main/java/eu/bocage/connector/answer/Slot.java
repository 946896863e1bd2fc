package eu.bocage.connector.answer;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets replies out at multiples of a fixed time after receipt only, so that the time of a reply tells how many whole
 * slots the work took and nothing finer.
 */
record Slot(Duration length) {

    Slot {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a time slot is longer than nothing, not " + length);
        }
    }

    /** Waits for the next multiple, at least one. @param received {@link System#nanoTime} at receipt */
    void await(long received) {
        long slot = length.toNanos();
        long due = received + ((System.nanoTime() - received) / slot + 1) * slot;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
