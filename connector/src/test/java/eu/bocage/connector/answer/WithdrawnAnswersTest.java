package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.bocage.connector.World;
import eu.bocage.connector.answer.Answering.Reply;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Opened;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about a dataset that was withdrawn. */
class WithdrawnAnswersTest {

    private static final String ID = "energy-consumption";
    private static final Budgets.Scope SCOPE = new Budgets.Scope("meters", "2025", World.PROJECT);
    private static final Budgets.Limits LIMITS = new Budgets.Limits(1_000_000, 600_000, 500, 0);

    @TempDir
    Path folder;

    @Test
    void getNoAnswerUnderARunningAgreementNotEvenAFreeOne() {
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            world.publish();
            String token = world.grants.grant("transfer", World.AGREEMENT);
            byte[] request = Desks.request(world, World.QUESTION);
            Reply given = answering.answer(token, request);
            assertThat(given.status()).isEqualTo(200);
            world.datasets.withdraw(ID);
            for (Reply reply : new Reply[] {answering.answer(token, request), answering.again(token, request),
                answering.answer(token, Desks.request(world, World.QUESTION.replace("epci", "commune"))),
                answering.preview(token, Desks.preview(world, World.QUESTION))}) {
                assertThat(reply.status()).isEqualTo(404);
                assertThat(Desks.code(reply)).isEqualTo("dataset");
                assertThat(Desks.text(reply)).contains("no longer published", "n'est plus publié");
            }
            assertThat(world.budgets.balance(SCOPE, LIMITS).leftTotal()).isEqualTo(950_000);
            assertThat(world.kinds()).containsExactly("published", "granted", "reserved", "answered", "withdrawn");
            assertThat(Receipts.verify(Json.bytes(Desks.answer(given)), request, Desks.receipt(given),
                world.consumerKeys.verificationKey(), world.providerKeys.verificationKey()))
                .isInstanceOf(Opened.Valid.class);
            world.publish();
            assertThat(answering.answer(token, request).status()).isEqualTo(200);
            assertThat(world.budgets.balance(SCOPE, LIMITS).leftTotal()).isEqualTo(900_000);
        }
    }

    /** Its debit stands, so it is answered; then nothing holds the rows. */
    @Test
    void isAnsweredWhenItWasChargedBefore() throws Exception {
        try (World world = new World(folder)) {
            AtomicBoolean withdrawn = new AtomicBoolean();
            try (Answering answering = Desks.answering(world, (question, card, table, version, group, seed) -> {
                if (withdrawn.compareAndSet(false, true)) {
                    world.datasets.withdraw(ID);
                }
                return Computing.real().answer(question, card, table, version, group, seed);
            }, new Workers(), Desks.SLOT)) {
                world.publish();
                String token = world.grants.grant("transfer", World.AGREEMENT);
                assertThat(answering.answer(token, Desks.request(world, World.QUESTION)).status()).isEqualTo(200);
                assertThat(rowFiles()).isZero();
            }
        }
    }

    /** A fault of the machine leaves it open; the withdrawal has it finished in the background. */
    @Test
    void isFinishedWhenItWasLeftOpenAndHoldsTheRowsNoLonger() throws Exception {
        try (World world = new World(folder)) {
            AtomicBoolean failed = new AtomicBoolean();
            try (Answering answering = Desks.answering(world, (question, card, table, version, group, seed) -> {
                if (failed.compareAndSet(false, true)) {
                    throw new IllegalStateException("no memory");
                }
                return Computing.real().answer(question, card, table, version, group, seed);
            }, new Workers(), Desks.SLOT)) {
                world.publish();
                String token = world.grants.grant("transfer", World.AGREEMENT);
                assertThat(answering.answer(token, Desks.request(world, World.QUESTION)).status()).isEqualTo(500);
                assertThat(rowFiles()).isEqualTo(1);
                world.datasets.withdraw(ID);
                await().atMost(Duration.ofMinutes(1)).until(() -> world.kinds().contains("answered"));
                await().atMost(Duration.ofMinutes(1)).until(() -> rowFiles() == 0);
                assertThat(world.budgets.balance(SCOPE, LIMITS).leftTotal()).isEqualTo(950_000);
            }
        }
    }

    private long rowFiles() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("datasets"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
