package eu.bocage.connector.edc;

import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The platform threads that read and write JSON-LD, one fewer than there are processors but at least one. It takes
 * processor time, and a virtual thread that computes gives up its carrier to no other: as many messages as there are
 * processors would keep every port and every clock of the node waiting.
 *
 * <p><b>What holds.</b> Each sender has one place, so that the threads go round among senders, however much one of them
 * sends; it keeps the place until its work has ended, even if nobody waits for it any more. {@link #WAITING} of its
 * documents wait for the place; one more, or one that waited in vain, is answered with 503. Work that is already on a
 * platform thread runs there at once: no thread of these ever waits for another, and the state machines of EDC, which
 * have threads of their own, do not wait for members. Thread-safe.
 */
final class Readers implements AutoCloseable {

    static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    /** Documents of one sender, with the one that is read: twice as many as a node has calls to one host. */
    static final int WAITING = 128;

    private final ExecutorService pool;
    private final Map<Object, Place> places = new HashMap<>();

    private static final class Place {
        private final Semaphore turn = new Semaphore(1, true);
        private int documents;
    }

    Readers() {
        this(THREADS);
    }

    Readers(int threads) {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        this.pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = Thread.ofPlatform().daemon().name("json-ld").unstarted(work);
            thread.setContextClassLoader(classes);
            return thread;
        });
    }

    /**
     * Does {@code work} and gives what it gives or throws.
     *
     * @param sender   whose document it is
     * @param patience for waiting and reading together
     * @throws ServiceUnavailableException when that was not enough, or too many wait
     */
    <T> T read(Object sender, Duration patience, Supplier<T> work) {
        if (!Thread.currentThread().isVirtual()) {
            return work.get();
        }
        long deadline = System.nanoTime() + patience.toNanos();
        Place place = enter(sender);
        AtomicBoolean taken = new AtomicBoolean();
        boolean mine = false;
        try {
            mine = place.turn.tryAcquire(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
            if (!mine) {
                throw busy();
            }
            Future<T> reading = pool.submit(() -> taken.compareAndSet(false, true)
                ? done(sender, place, work) : null);
            return reading.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | RejectedExecutionException e) {
            throw busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException known -> throw known;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            if (taken.compareAndSet(false, true)) {
                leave(sender, place, mine);
            }
        }
    }

    private <T> T done(Object sender, Place place, Supplier<T> work) {
        try {
            return work.get();
        } finally {
            leave(sender, place, true);
        }
    }

    private Place enter(Object sender) {
        synchronized (places) {
            Place place = places.computeIfAbsent(sender, none -> new Place());
            if (place.documents == WAITING) {
                throw busy();
            }
            place.documents++;
            return place;
        }
    }

    private void leave(Object sender, Place place, boolean hadTurn) {
        if (hadTurn) {
            place.turn.release();
        }
        synchronized (places) {
            if (--place.documents == 0) {
                places.remove(sender);
            }
        }
    }

    private static ServiceUnavailableException busy() {
        return new ServiceUnavailableException("This node reads as much as it can; try again in a minute");
    }

    /** Begins nothing any more. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
