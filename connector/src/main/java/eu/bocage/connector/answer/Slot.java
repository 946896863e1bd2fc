package eu.bocage.connector.answer;

import eu.bocage.compute.Card;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Lets replies out at multiples of a fixed time after receipt only, the first that comes after the work and a random
 * delay, uniform over one slot.
 *
 * <p><strong>Guarantee.</strong> Let the work on a question take T, and T + Δ with one unit more. Where Δ is at most
 * the slot's length S, the replies leave at the same multiple for all delays but a share of Δ/S of them: the delay D
 * moves the work's end evenly over a slot, and ⌈(T + D)/S⌉ and ⌈(T + Δ + D)/S⌉ differ only if an edge lies between.
 * So whatever table and question are, and however the asker has chosen both, the time of a reply has with and without
 * the unit laws of a total variation of at most Δ/S. No other law of a delay within one slot is sure to do better;
 * without a delay it is 1 where T lies at an edge.
 *
 * <p>Δ is bounded since a table has at most {@link Card#unitRows} rows of one unit, each of which costs some
 * microseconds ({@code compute/docs/mechanisms.md}, section 9), and {@link #of} takes {@value #MILLIS_PER_ROW} ms of
 * slot for each such row. A question that is charged is computed once, unless that fails; replies that repeat a stored
 * answer, refuse or preview do no work on rows. This is about the time of computing: see {@code SECURITY.md}.
 *
 * @param length more than nothing
 * @param delays from which each reply's delay is drawn; a cryptographic generator outside tests
 */
record Slot(Duration length, RandomGenerator delays) {

    /** Of a slot for each row that one unit may have. */
    static final int MILLIS_PER_ROW = 2;

    Slot {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a time slot is longer than nothing, not " + length);
        }
    }

    /** For answers about a dataset: this one, or a longer one where a unit may have many rows. From the card alone. */
    Slot of(Card card) {
        Duration least = Duration.ofMillis((long) MILLIS_PER_ROW * card.unitRows());
        return least.compareTo(length) > 0 ? new Slot(least, delays) : this;
    }

    /** Waits until the reply may leave. @param received {@link System#nanoTime} at receipt */
    void await(long received) {
        long due = received + due(System.nanoTime() - received, delays.nextLong(length.toNanos()));
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** When a reply leaves, in nanoseconds after receipt. @param worked nanoseconds; @param delay below the length */
    long due(long worked, long delay) {
        return ((worked + delay) / length.toNanos() + 1) * length.toNanos();
    }
}
