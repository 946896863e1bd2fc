package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.Card;
import eu.bocage.compute.Question;
import eu.bocage.connector.World;
import eu.bocage.connector.answer.Answering.Reply;
import eu.bocage.connector.answer.MillionCells.Shape;
import eu.bocage.connector.answer.Refusal.RefusedException;
import eu.bocage.connector.member.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WorkersTest {

    private static final String LONG = Shape.KEYS.question();
    private static final String LONG_CARD = Shape.KEYS.card(200_000);

    @TempDir
    Path folder;

    @Test
    void leavesOneProcessorToOthers() {
        assertThat(Workers.THREADS).isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }

    @Test
    void hasFewPlacesForLongAnswersAndLetsOthersPass() {
        try (Workers workers = new Workers()) {
            Question question = Question.read(LONG, Card.fromYaml(LONG_CARD), 1);
            taking(workers, question, Workers.LONG_PLACES, () -> {
                assertThatThrownBy(() -> workers.inPlace(question, () -> "long"))
                    .isInstanceOfSatisfying(RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.BUSY));
                assertThat(workers.inPlace(Question.read(World.QUESTION, Card.fromYaml(World.CARD), 1), () -> "short"))
                    .isEqualTo("short");
            });
            assertThat(workers.inPlace(question, () -> "long")).isEqualTo("long");
        }
    }

    private static void taking(Workers workers, Question question, int places, Runnable then) {
        if (places == 0) {
            then.run();
            return;
        }
        workers.inPlace(question, () -> {
            taking(workers, question, places - 1, then);
            return "";
        });
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesLongQuestionsWithoutAPlaceBeforeTheyAreCharged() throws Exception {
        int without = 3;
        CountDownLatch go = new CountDownLatch(1);
        try (World world = new World(folder)) {
            MillionCells.Provider.publish(world, LONG_CARD);
            String token = world.grants.grant("transfer", World.AGREEMENT);
            try (Answering answering = Desks.answering(world, (question, card, table, version, group, seed) -> {
                    await(go);
                    return Json.bytes("{}");
                }, new Workers(), Desks.SLOT)) {
                AtomicInteger busy = new AtomicInteger();
                List<Reply> replies = new ArrayList<>();
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<Future<Reply>> all = new ArrayList<>();
                    for (int i = 0; i < Workers.LONG_PLACES + without; i++) {
                        byte[] request = Desks.request(world,
                            LONG.replaceFirst("}$", ",\"microRho\":" + (10_000 + i) + "}"));
                        all.add(threads.submit(() -> {
                            Reply reply = answering.answer(token, request);
                            if (Desks.code(reply).equals("busy") && busy.incrementAndGet() == without) {
                                go.countDown();
                            }
                            return reply;
                        }));
                    }
                    for (Future<Reply> one : all) {
                        replies.add(one.get());
                    }
                }
                assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(Workers.LONG_PLACES);
                assertThat(world.kinds().stream().filter("reserved"::equals)).hasSize(Workers.LONG_PLACES);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
