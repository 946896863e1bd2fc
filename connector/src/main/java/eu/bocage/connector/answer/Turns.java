package eu.bocage.connector.answer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many do at one time what takes much memory, and the others wait, in their order. Thread-safe; threads may be
 * virtual.
 */
final class Turns {

    private final Semaphore turns;

    private Turns(int atOnce) {
        this.turns = new Semaphore(atOnce, true);
    }

    /** As many at one time as the heap has room for, and one at least. @param bytes that each may need */
    static Turns each(long bytes) {
        return new Turns((int) Math.clamp(Runtime.getRuntime().maxMemory() / bytes, 1, 1_000));
    }

    Turn turn() {
        return new Turn();
    }

    /** One's own; for one thread. */
    final class Turn implements AutoCloseable {

        private boolean taken;

        /** Waits for it, unless it is taken already. @return whether it came in that time */
        boolean take(Duration patience) {
            try {
                taken = taken || turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return taken;
        }

        @Override
        public void close() {
            if (taken) {
                taken = false;
                turns.release();
            }
        }
    }
}
