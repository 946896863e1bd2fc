package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadersTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final Readers readers = new Readers(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    @AfterEach
    void close() {
        held.countDown();
        readers.close();
    }

    @Test
    void readsOnAPlatformThreadWithTheContextLoaderOfItsMaker() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        assertThat(join(onVirtualThread(() -> readers.read("a", LONG, () -> !Thread.currentThread().isVirtual()
            && Thread.currentThread().getContextClassLoader() == loader)))).isTrue();
    }

    @Test
    void readsAtOnceWhatBelongsToADocumentThatIsBeingRead() {
        assertThat(join(onVirtualThread(() -> readers.read("a", LONG, () -> readers.read("a", LONG, () ->
            readers.read("b", LONG, () -> 1)))))).isEqualTo(1);
    }

    @Test
    void throwsWhatTheWorkThrows() {
        assertThatThrownBy(() -> join(onVirtualThread(() -> readers.read("a", LONG, () -> {
            throw new IllegalStateException("no document");
        })))).isInstanceOf(IllegalStateException.class).hasMessage("no document");
        assertThat(join(onVirtualThread(() -> readers.read("a", LONG, () -> 2)))).isEqualTo(2);
    }

    @Test
    void readsForOthersBetweenTheDocumentsOfOneSender() {
        List<String> order = new ArrayList<>();
        List<FutureTask<Boolean>> all = new ArrayList<>(List.of(hold("a")));
        for (String sender : List.of("a", "a", "a", "b")) {
            all.add(waiting(() -> readers.read(sender, LONG, () -> order.add(sender))));
        }
        held.countDown();
        all.forEach(ReadersTest::join);
        assertThat(order).containsExactly("b", "a", "a", "a");
    }

    @Test
    void keepsThePlaceOfASenderUntilItsWorkHasEndedThoughNobodyWaitsForIt() throws InterruptedException {
        AtomicBoolean second = new AtomicBoolean();
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        FutureTask<Boolean> givesUp = new FutureTask<>(() -> readers.read("a", LONG, () -> {
            begun.countDown();
            return awaitRelease() && ended.complete(true);
        }));
        Thread thread = Thread.ofVirtual().start(givesUp);
        begun.await();
        thread.interrupt();
        assertBusy(givesUp);
        FutureTask<Boolean> waits = waiting(() -> readers.read("a", LONG, () -> {
            second.set(ended.isDone());
            return true;
        }));
        assertThat(ended).isNotDone();
        held.countDown();
        assertThat(join(waits)).isTrue();
        assertThat(second).isTrue();
    }

    @Test
    void neverBeginsWhatNobodyWaitsForAnyMore() {
        FutureTask<Boolean> first = hold("a");
        AtomicBoolean ran = new AtomicBoolean();
        for (String sender : List.of("a", "b")) {
            assertBusy(onVirtualThread(() -> readers.read(sender, Duration.ofMillis(1), () -> ran.getAndSet(true))));
        }
        held.countDown();
        join(first);
        assertThat(join(onVirtualThread(() -> readers.read("b", LONG, () -> 3)))).isEqualTo(3);
        assertThat(join(onVirtualThread(() -> readers.read("a", LONG, () -> 4)))).isEqualTo(4);
        assertThat(ran).isFalse();
    }

    @Test
    void refusesADocumentMoreThanMayWaitAndOfThatSenderOnly() {
        List<FutureTask<Boolean>> all = new ArrayList<>(List.of(hold("a")));
        ConcurrentLinkedQueue<Integer> done = new ConcurrentLinkedQueue<>();
        for (int i = 1; i < Readers.WAITING; i++) {
            int number = i;
            all.add(waiting(() -> readers.read("a", LONG, () -> done.add(number))));
        }
        assertBusy(onVirtualThread(() -> readers.read("a", LONG, () -> true)));
        all.add(waiting(() -> readers.read("b", LONG, () -> done.add(0))));
        held.countDown();
        all.forEach(ReadersTest::join);
        assertThat(done).hasSize(Readers.WAITING);
    }

    @Test
    void refusesWhatComesAfterItsEnd() {
        readers.close();
        assertBusy(onVirtualThread(() -> readers.read("a", LONG, () -> true)));
    }

    /** The one thread is this sender's from now on. */
    private FutureTask<Boolean> hold(String sender) {
        FutureTask<Boolean> task = onVirtualThread(() -> readers.read(sender, LONG, () -> {
            begun.countDown();
            return awaitRelease();
        }));
        try {
            begun.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return task;
    }

    private boolean awaitRelease() {
        try {
            held.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Work that has begun to wait. */
    private static <T> FutureTask<T> waiting(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = Thread.ofVirtual().start(task);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    private static <T> FutureTask<T> onVirtualThread(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static <T> T join(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new CompletionException(e.getCause());
        }
    }

    private static void assertBusy(FutureTask<?> task) {
        assertThatThrownBy(() -> join(task)).isInstanceOf(ServiceUnavailableException.class);
    }
}
