package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.World;
import eu.bocage.connector.answer.Answering.Reply;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.member.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AnsweringRaceTest {

    @TempDir
    Path folder;

    private World world;
    private Answering answering;
    private String token;

    @BeforeEach
    void open() {
        world = new World(folder);
        world.publish();
        answering = Desks.answering(world);
        token = world.grants.grant("transfer", World.AGREEMENT);
    }

    @AfterEach
    void close() {
        answering.close();
        world.close();
    }

    @Test
    void chargesAQuestionOnceThatIsAsked16TimesAtOnce() throws Exception {
        List<Reply> replies = atOnce(16, i -> answering.answer(token, Desks.request(world, World.QUESTION)));
        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(200));
        assertThat(replies.stream().map(Desks::answer).distinct()).hasSize(1);
        assertThat(left()).isEqualTo(950_000);
        assertThat(world.kinds().stream().collect(Collectors.groupingBy(kind -> kind, Collectors.counting())))
            .isEqualTo(Map.of("published", 1L, "granted", 1L, "reserved", 1L, "answered", 1L, "repeated", 15L));
    }

    @Test
    void neverOverdrawsWhen200DifferentQuestionsComeAtOnce() throws Exception {
        List<Reply> replies = atOnce(200, i -> answering.answer(token, Desks.request(world,
            Desks.costing(49_000 + i))));
        long answered = replies.stream().filter(reply -> reply.status() == 200).count();
        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isIn(200, 429));
        // the project's share of 600 000 has room for 12 questions of 49 000 to 49 199 and not for a thirteenth
        assertThat(answered).isEqualTo(12);
        assertThat(left()).isBetween(400_000L, 412_000L);
        assertThat(world.kinds().stream().filter("reserved"::equals)).hasSize(12);
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesBeforeChargingWhenTooManyWait() throws Exception {
        CountDownLatch computing = new CountDownLatch(1);
        answering.close();
        int threads = Workers.THREADS;
        answering = Desks.answering(world, (question, card, table, version, group, seed) -> {
            try {
                computing.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Json.bytes("{}");
        }, new Workers(1), Desks.SLOT);
        int asked = threads + 6;
        AtomicInteger busy = new AtomicInteger();
        List<Reply> replies = atOnce(asked, i -> {
            Reply reply = answering.answer(token, Desks.request(world, Desks.costing(10_000 + i)));
            if (reply.status() == 503 && busy.incrementAndGet() == asked - threads - 1) {
                computing.countDown();
            }
            return reply;
        });
        assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(threads + 1);
        assertThat(replies.stream().filter(reply -> Desks.code(reply).equals("busy"))).hasSize(5);
        assertThat(world.kinds().stream().filter("reserved"::equals)).hasSize(threads + 1);
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void tellsAFailureToEverybodyWhoWaitsForTheSameQuestion() throws Exception {
        answering.close();
        CountDownLatch others = new CountDownLatch(1);
        answering = Desks.answering(world, (question, card, table, version, group, seed) -> {
            try {
                others.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IllegalStateException("no");
        }, new Workers(), Desks.SLOT);
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(300);
                others.countDown();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        List<Reply> replies = atOnce(4, i -> answering.answer(token, Desks.request(world, World.QUESTION)));
        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(500));
        assertThat(left()).isEqualTo(950_000);
    }

    private long left() {
        return world.budgets.balance(new Budgets.Scope("meters", "2025", World.PROJECT),
            new Budgets.Limits(1_000_000, 600_000, 500, 0)).leftTotal();
    }

    private interface Asking {
        Reply ask(int number);
    }

    private static List<Reply> atOnce(int count, Asking asking) throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        List<Reply> replies = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> futures = IntStream.range(0, count).mapToObj(i -> threads.submit(
                (Callable<Reply>) () -> {
                    ready.await();
                    return asking.ask(i);
                })).toList();
            ready.countDown();
            for (Future<Reply> future : futures) {
                replies.add(future.get());
            }
        }
        return replies;
    }
}
