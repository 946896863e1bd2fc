package eu.bocage.compute;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * One thread more for work beside that of the thread that owns this; where there is but one processor, the work is done
 * at once by the owner. The thread begins with the first work and ends with {@link #close}.
 */
final class Beside implements AutoCloseable {

    private final boolean alone = Runtime.getRuntime().availableProcessors() == 1;
    private ExecutorService thread;

    <T> Future<T> begin(Callable<T> work) {
        if (alone) {
            FutureTask<T> now = new FutureTask<>(work);
            now.run();
            return now;
        }
        if (thread == null) {
            thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("intake").factory());
        }
        return thread.submit(work);
    }

    /** What the work gave, waited for; what it threw is thrown. */
    static <T> T result(Future<T> work) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdown();
        }
    }
}
