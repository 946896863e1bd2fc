package eu.bocage.connector.edc.store;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.retry.WaitStrategy;

/**
 * Tells EDC's state machines when there is something for them to do. A state machine is one thread that asks its store
 * for entities, question by question, and waits when all answers were empty. Here each thread's questions are learned
 * as it asks them; a question becomes due when an entity that it would find has been committed, and the wait ends then.
 * A question that is not due is answered without a query.
 *
 * <p>Every question is due again after {@link #FALLBACK_NANOS} anyway, so that a missed wake-up costs seconds, never an
 * entity. Threads that never wait here (requests, tests) are always answered. Thread-safe.
 */
final class Wakeups implements WaitStrategy {

    static final long FALLBACK_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long CLOSED_WAIT_MILLIS = 50;

    /** What a state machine asks for; null means any. */
    record Question(Integer state, String type, Boolean pending) {

        static Question of(Criterion... criteria) {
            return new Question((Integer) right(criteria, "state", Integer.class),
                (String) right(criteria, "type", String.class), (Boolean) right(criteria, "pending", Boolean.class));
        }

        boolean finds(Leases.Place place) {
            return (state == null || state == place.state())
                && (type == null || type.equals(place.type()))
                && (pending == null || pending == place.pending());
        }

        private static Object right(Criterion[] criteria, String left, Class<?> type) {
            return Arrays.stream(criteria).filter(criterion -> left.equals(criterion.getOperandLeft()))
                .map(Criterion::getOperandRight).filter(type::isInstance).findFirst().orElse(null);
        }
    }

    private static final class Poller {
        private final Map<Question, Long> dueAt = new HashMap<>();
        private boolean waits;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Thread, Poller> pollers = new HashMap<>();
    private boolean closed;

    /** Whether the calling thread's question is worth a query now; asking makes it due again after the fallback. */
    boolean due(Question question) {
        lock.lock();
        try {
            Poller poller = pollers.get(Thread.currentThread());
            if (poller == null) {
                if (Thread.currentThread().isVirtual()) {
                    return true;
                }
                pollers.keySet().removeIf(thread -> !thread.isAlive());
                poller = pollers.computeIfAbsent(Thread.currentThread(), thread -> new Poller());
            }
            long now = System.nanoTime();
            Long at = poller.dueAt.get(question);
            boolean due = !poller.waits || at == null || at - now <= 0;
            if (due) {
                poller.dueAt.put(question, now + FALLBACK_NANOS);
            }
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** Makes the calling thread's question due no later than {@code at}, in {@link System#nanoTime()}. */
    void again(Question question, long at) {
        lock.lock();
        try {
            Poller poller = pollers.get(Thread.currentThread());
            if (poller != null) {
                advance(poller, question, at);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes every question due that finds an entity at {@code place}, and wakes who asks it. */
    void wake(Leases.Place place, long delayNanos) {
        lock.lock();
        try {
            long at = System.nanoTime() + delayNanos;
            for (Poller poller : pollers.values()) {
                for (Question question : poller.dueAt.keySet()) {
                    if (question.finds(place)) {
                        advance(poller, question, at);
                    }
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until one of the calling thread's questions is due; then there is nothing left to wait. */
    @Override
    public long waitForMillis() {
        lock.lock();
        try {
            Poller poller = pollers.computeIfAbsent(Thread.currentThread(), thread -> new Poller());
            poller.waits = true;
            while (!closed) {
                long now = System.nanoTime();
                long wait = poller.dueAt.values().stream().mapToLong(at -> at - now).min().orElse(FALLBACK_NANOS);
                if (wait <= 0) {
                    return 0;
                }
                if (changed.awaitNanos(wait) <= 0 && poller.dueAt.isEmpty()) {
                    return 0;
                }
            }
            return CLOSED_WAIT_MILLIS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CLOSED_WAIT_MILLIS;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting, so that state machines can be stopped at once. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void advance(Poller poller, Question question, long at) {
        Long before = poller.dueAt.get(question);
        if (before == null || before - at > 0) {
            poller.dueAt.put(question, at);
        }
    }
}
