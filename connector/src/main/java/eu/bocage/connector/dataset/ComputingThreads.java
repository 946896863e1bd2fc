package eu.bocage.connector.dataset;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Platform threads for what computes long: so many at most, begun when there is work, and the rest of it waits in its
 * order. Who asks for work waits on a thread of his own; a virtual one lets others have what carries it meanwhile, as
 * it would not while it computed.
 *
 * <p>Where the system can, these threads go behind all others ({@link Niceness}). What they give is handed over by a
 * thread that does not: whoever wakes a virtual thread may start the thread that carries it, which would go behind,
 * too. So work waits for nothing that virtual threads hold, and takes no lock and no connection of theirs.
 *
 * <p>Once closed, work is interrupted and no more is taken; its callers get a {@link StoppedException}. Thread-safe.
 */
public final class ComputingThreads implements AutoCloseable {

    /** As many as leave one processor to others, and at least one. */
    public static final int MOST = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

    private static final int IDLE_SECONDS = 30;
    private static final int CLOSE_SECONDS = 10;

    private final ThreadPoolExecutor pool;
    private final ThreadPoolExecutor handingOver = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("computed").factory(),
        (work, stopped) -> work.run());
    private volatile boolean stopping;

    /** @param name of the threads; @param most of them, 1 or more */
    public ComputingThreads(String name, int most) {
        this.pool = new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            yielding(name));
        pool.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory yielding(String name) {
        ThreadFactory threads = Thread.ofPlatform().daemon().name(name + "-", 0).factory();
        return work -> threads.newThread(() -> {
            Niceness.yieldToOthers();
            work.run();
        });
    }

    /**
     * Works on one of the threads and waits for it. What the work throws is thrown here.
     *
     * @throws StoppedException when this is closed before the work is done
     */
    public <T> T run(Supplier<T> work) {
        handingOver.prestartCoreThread();
        Job<T> job = new Job<>(work);
        try {
            pool.execute(job);
            return job.done.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (RejectedExecutionException e) {
            throw new StoppedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException(e);
        }
    }

    /** For work to call now and then. @throws StoppedException when the thread that calls it was interrupted */
    static void goOn() {
        if (Thread.currentThread().isInterrupted()) {
            throw new StoppedException(null);
        }
    }

    /** Waits for {@value #CLOSE_SECONDS} seconds at most; what then goes on all the same keeps no program running. */
    @Override
    public void close() {
        stopping = true;
        pool.shutdownNow().forEach(waiting -> ((Job<?>) waiting).failed(null));
        try {
            pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        handingOver.shutdown();
    }

    private final class Job<T> implements Runnable {

        private final Supplier<T> work;
        private final CompletableFuture<T> done = new CompletableFuture<>();

        Job(Supplier<T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            T result;
            try {
                result = work.get();
            } catch (Throwable e) {
                failed(e);
                return;
            }
            handingOver.execute(() -> done.complete(result));
        }

        /** @param cause null where the work never began */
        void failed(Throwable cause) {
            Throwable told = !stopping || cause instanceof StoppedException ? cause : new StoppedException(cause);
            handingOver.execute(() -> done.completeExceptionally(told));
        }
    }
}
