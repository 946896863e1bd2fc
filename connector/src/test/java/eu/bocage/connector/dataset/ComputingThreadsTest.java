package eu.bocage.connector.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ComputingThreadsTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void computesBehindTheOtherThreadsAndHandsOverAmongThem() throws Exception {
        int ours = niceness();
        try (ComputingThreads threads = new ComputingThreads("test", 1)) {
            assertThat(threads.run(ComputingThreadsTest::niceness)).isEqualTo(Math.max(ours, Niceness.YIELDING));
            AtomicInteger waking = new AtomicInteger(-100);
            Thread.ofVirtual().start(() -> {
                threads.run(() -> "");
                waking.set(niceness());
            }).join();
            assertThat(waking).hasValue(ours);
        }
        assertThat(niceness()).isEqualTo(ours);
    }

    @Test
    void worksOnPlatformThreadsForVirtualOnes() throws Exception {
        try (ComputingThreads threads = new ComputingThreads("test", 1);
             ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(callers.submit(() -> threads.run(() -> Thread.currentThread().isVirtual())).get()).isFalse();
        }
    }

    @Test
    void throwsTheVeryFaultOfTheWork() {
        try (ComputingThreads threads = new ComputingThreads("test", 1)) {
            IllegalArgumentException wrong = new IllegalArgumentException("wrong");
            assertThatThrownBy(() -> threads.run(() -> {
                throw wrong;
            })).isSameAs(wrong);
            OutOfMemoryError full = new OutOfMemoryError("full");
            assertThatThrownBy(() -> threads.run(() -> {
                throw full;
            })).isSameAs(full);
        }
    }

    @Test
    void endsWhatIsUnderWayWhatWaitsAndWhatComesOnceItIsClosed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        ComputingThreads threads = new ComputingThreads("test", 1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> working = callers.submit(() -> threads.run(() -> {
                begun.countDown();
                return await(new CountDownLatch(1));
            }));
            begun.await();
            Future<String> waiting = callers.submit(() -> threads.run(() -> "never"));
            threads.close();
            assertThatThrownBy(working::get).hasCauseInstanceOf(StoppedException.class);
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(StoppedException.class);
            assertThatThrownBy(() -> threads.run(() -> "never")).isInstanceOf(StoppedException.class);
        }
    }

    private static String await(CountDownLatch latch) {
        try {
            latch.await();
            return "done";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the thread that runs this, be it that which carries a virtual one: field 19 of its stat, proc(5). */
    private static int niceness() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
