package eu.bocage.connector.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.connector.World;
import eu.bocage.connector.dataset.Datasets.Published;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who reads a publication, while virtual threads wait for it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublishingThreadsTest {

    private static final String OTHER = World.CARD.replace("id: energy-consumption", "id: other");

    @TempDir
    Path folder;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private World world;

    @BeforeEach
    void open() {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        callers.close();
        world.close();
    }

    @Test
    void readsOnAPlatformThreadWhereAVirtualOnePublishes() throws Exception {
        List<Boolean> virtual = new CopyOnWriteArrayList<>();
        assertThat(callers.submit(() -> {
            world.datasets.publish(World.CARD, world.csv(3_000, 1), rows -> {
                if (rows > 0) {
                    virtual.add(Thread.currentThread().isVirtual());
                }
            });
            return Thread.currentThread().isVirtual();
        }).get()).isTrue();
        assertThat(virtual).isNotEmpty().containsOnly(false);
    }

    /** A database may take hours to give its rows. */
    @Test
    void opensRowsForQuestionsWhileAPublicationIsRead() throws Exception {
        Published first = world.publish();
        world.close();
        open();
        Future<Published> other = publishing();
        reading.await();
        assertThat(callers.submit(() -> world.datasets.rows(first)).get()).isInstanceOf(Rows.Present.class);
        assertThat(other.isDone()).isFalse();
        goOn.countDown();
        assertThat(other.get().version()).isEqualTo(world.datasets.find("other").orElseThrow().version());
    }

    @Test
    void publishesNothingOfWhatIsReadWhenTheNodeStops() throws Exception {
        Published first = world.publish();
        Future<Published> other = publishing();
        reading.await();
        world.datasets.close();
        assertThatThrownBy(other::get).hasCauseInstanceOf(StoppedException.class);
        assertThat(world.entries("published")).hasSize(1);
        world.close();
        open();
        assertThat(world.datasets.all().stream().map(Published::version)).containsExactly(first.version());
    }

    /** Stops where its first rows are read, until it may go on. */
    private Future<Published> publishing() {
        return callers.submit(() -> world.datasets.publish(OTHER, world.csv(100, 2), rows -> {
            if (rows > 0) {
                reading.countDown();
                await(goOn);
            }
        }));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
