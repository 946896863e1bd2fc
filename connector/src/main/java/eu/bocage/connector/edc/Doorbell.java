package eu.bocage.connector.edc;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lets a caller wait until something has become of one negotiation or transfer. Whoever changes it rings after the
 * commit; who waits looks again then, and every {@link #LOOK_AGAIN_NANOS} in any case. Thread-safe.
 */
final class Doorbell {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Map<String, CompletableFuture<Void>> bells = new ConcurrentHashMap<>();

    void ring(String id) {
        CompletableFuture<Void> bell = bells.remove(id);
        if (bell != null) {
            bell.complete(null);
        }
    }

    /**
     * Waits for what {@code look} finds.
     *
     * @param deadline in {@link System#nanoTime()}
     * @return empty when the time is over, or the thread was interrupted (which stays so)
     */
    <T> Optional<T> await(String id, long deadline, Supplier<Optional<T>> look) {
        while (true) {
            CompletableFuture<Void> bell = bells.computeIfAbsent(id, none -> new CompletableFuture<>());
            Optional<T> seen = look.get();
            long left = Math.min(deadline - System.nanoTime(), LOOK_AGAIN_NANOS);
            if (seen.isPresent() || left <= 0) {
                ring(id);
                return seen;
            }
            try {
                bell.get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a bell only rings", e);
            } catch (InterruptedException e) {
                ring(id);
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
