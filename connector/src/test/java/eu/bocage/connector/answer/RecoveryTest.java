package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Answer;
import eu.bocage.connector.World;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.ledger.LedgerCheck;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Opened;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is killed between the debit and the answer of a question, in a process of its own, and started again. */
class RecoveryTest {

    private static final Budgets.Limits LIMITS = new Budgets.Limits(1_000_000, 600_000, 500, 0);
    private static final Budgets.Scope SCOPE = new Budgets.Scope("meters", "2025", World.PROJECT);

    @TempDir
    Path folder;

    private byte[] request;
    private String token;
    private String lost;

    @BeforeEach
    void killAfterTheDebit() throws Exception {
        try (World world = new World(folder)) {
            world.publish();
            token = world.grants.grant("transfer", World.AGREEMENT);
            request = Desks.request(world, World.QUESTION);
        }
        Files.write(folder.resolve("request"), request);
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
            System.getProperty("java.class.path"), KilledNode.class.getName(), folder.toString(), token)
            .redirectErrorStream(true).redirectOutput(folder.resolve("child.log").toFile()).start();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(folder.resolve("child.log"))).isEqualTo(137);
        lost = Files.readString(folder.resolve("answer"));
    }

    @Test
    void givesTheBytesThatTheKilledNodeWouldHaveGiven() throws Exception {
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            assertThat(world.kinds()).containsExactly("published", "granted", "reserved");
            answering.recover();
            assertThat(world.kinds()).containsExactly("published", "granted", "reserved", "answered");
            assertBalance(world);
            Answering.Reply reply = answering.answer(token, request);
            assertThat(Desks.answer(reply)).isEqualTo(lost);
            assertThat(Receipts.verify(Json.bytes(Desks.answer(reply)), request, Desks.receipt(reply),
                world.consumerKeys.verificationKey(), world.providerKeys.verificationKey()))
                .isInstanceOf(Opened.Valid.class);
            assertBalance(world);
            assertSound(world);
        }
    }

    @Test
    void givesThoseBytesToWhoeverAsksBeforeTheRecoveryToo() {
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            assertThat(Desks.answer(answering.answer(token, request))).isEqualTo(lost);
            answering.recover();
            assertBalance(world);
            assertThat(world.kinds()).containsExactly("published", "granted", "reserved", "answered",
                "repeated");
        }
    }

    @Test
    void recoversOnceAndFromTheRowsOfTheVersionThatWasAsked() {
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            world.datasets.publish(World.CARD, world.csv(50), rows -> { });
            answering.recover();
            answering.recover();
            assertThat(count(world)).containsEntry("answered", 1L).containsEntry("reserved", 1L);
            String stored = world.database.<String, RuntimeException>read(handle -> handle.createQuery(
                "SELECT content FROM answer_part").mapTo(String.class).one());
            assertThat(stored).isEqualTo(lost);
            assertBalance(world);
        }
    }

    @Test
    void computesOnTheRowsThatWereAskedThoughAnotherVersionCameBeforeTheRestart() throws Exception {
        String asked;
        try (World world = new World(folder)) {
            asked = world.datasets.find("energy-consumption").orElseThrow().version().id();
            assertThat(world.datasets.publish(World.CARD, world.csv(50), rows -> { }).version().id())
                .isNotEqualTo(asked);
        }
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            assertThat(rowFiles()).hasSize(2);
            answering.recover();
            assertThat(count(world)).containsEntry("answered", 1L).doesNotContainKey("closed");
            assertThat(world.entries("answered").getFirst()).contains("\"version\":\"" + asked + "\"");
            String stored = world.database.<String, RuntimeException>read(handle -> handle.createQuery(
                "SELECT content FROM answer_part").mapTo(String.class).one());
            assertThat(stored).isEqualTo(lost);
            assertThat(rowFiles()).hasSize(1);
            assertBalance(world);
            Answering.Reply reply = answering.answer(token, request);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(Desks.answer(reply)).isNotEqualTo(lost);
            assertThat(count(world)).containsEntry("reserved", 2L);
            assertSound(world);
        }
    }

    @Test
    void closesAsChargedWhenTheRowsAreGoneAndNeverDrawsAgain() throws Exception {
        for (Path file : rowFiles()) {
            Files.delete(file);
        }
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            answering.recover();
            assertThat(world.kinds()).containsExactly("published", "granted", "reserved", "closed");
            Answering.Reply reply = answering.answer(token, request);
            assertThat(reply.status()).isEqualTo(410);
            assertThat(Desks.code(reply)).isEqualTo("closed");
            assertBalance(world);
            assertThat(world.database.<List<String>, RuntimeException>read(handle ->
                handle.createQuery("SELECT seed FROM answer_seed").mapTo(String.class).list())).isEmpty();
            assertSound(world);
        }
    }

    @Test
    void staysOpenWhenAComputationFailsAndIsFinishedAtTheNextStart() {
        try (World world = new World(folder);
            Answering answering = Desks.answering(world, (question, card, table, version, group, seed) -> {
                throw new IllegalStateException("no memory");
            }, new Workers(), Desks.SLOT)) {
            answering.recover();
            assertThat(answering.answer(token, request).status()).isEqualTo(500);
            assertThat(count(world)).doesNotContainKey("closed");
        }
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            answering.recover();
            assertThat(Desks.answer(answering.answer(token, request))).isEqualTo(lost);
            assertBalance(world);
        }
    }

    @Test
    void staysOpenWhileTheRowsCannotBeReadAndIsAnsweredOnceTheyCan() throws Exception {
        Path rows;
        try (Stream<Path> files = Files.walk(folder.resolve("datasets"))) {
            rows = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Path aside = Files.move(rows, folder.resolve("aside"));
        Files.createDirectory(rows);
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            answering.recover();
            assertThat(Desks.code(answering.answer(token, request))).isEqualTo("failed");
            assertThat(Desks.code(answering.answer(token, Desks.request(world, Desks.costing(10_000)))))
                .isEqualTo("dataset");
            assertThat(count(world)).doesNotContainKey("closed");
            assertThat(world.datasets.closed(world.datasets.all().getFirst())).isTrue();
            Files.delete(rows);
            Files.move(aside, rows);
            assertThat(Desks.answer(answering.answer(token, request))).isEqualTo(lost);
            assertThat(world.datasets.closed(world.datasets.all().getFirst())).isFalse();
            assertBalance(world);
        }
    }

    @Test
    void staysOpenWhileTheFolderOfTheRowsIsNotThere() throws Exception {
        Path aside = Files.move(folder.resolve("datasets"), folder.resolve("aside"));
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            answering.recover();
            assertThat(count(world)).doesNotContainKey("closed");
            Files.move(aside, folder.resolve("datasets"));
            assertThat(Desks.answer(answering.answer(token, request))).isEqualTo(lost);
        }
    }

    @Test
    void finishesInTheBackgroundWhatAPublicationReplaces() throws Exception {
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            world.publish();
            await(() -> world.kinds().contains("answered"));
            await(() -> rows() == 1);
            assertBalance(world);
            assertThat(answering.answer(token, Desks.request(world, World.QUESTION)).status()).isEqualTo(200);
            assertThat(count(world)).containsEntry("reserved", 2L).containsEntry("answered", 2L);
        }
    }

    @Test
    void closesWhatAPublicationReplacesAndNobodyCanCompute() throws Exception {
        try (World world = new World(folder);
            Answering answering = Desks.answering(world, (question, card, table, version, group, seed) -> {
                throw new IllegalStateException("never");
            }, new Workers(), Desks.SLOT)) {
            answering.recover();
            assertThat(count(world)).doesNotContainKey("closed");
            world.publish();
            await(() -> world.kinds().contains("closed"));
            await(() -> rows() == 1);
            assertBalance(world);
            assertSound(world);
        }
    }

    @Test
    void keepsOpenWhatAPublicationReplacesWhenOnlyMemoryIsShort() throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        try (World world = new World(folder);
            Answering answering = Desks.answering(world, (question, card, table, version, group, seed) -> {
                tried.countDown();
                throw new OutOfMemoryError("as if");
            }, new Workers(), Desks.SLOT)) {
            world.publish();
            assertThat(tried.await(10, TimeUnit.SECONDS)).isTrue();
            answering.recover();
            assertThat(count(world)).doesNotContainKey("closed");
        }
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            answering.recover();
            assertThat(count(world)).containsEntry("answered", 1L);
            assertThat(rows()).isEqualTo(1);
        }
    }

    @Test
    void startsWhateverIsWrongWithAnOpenQuestion() {
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            String seed = world.database.<String, RuntimeException>inTransaction(handle -> {
                String kept = handle.createQuery("SELECT seed FROM answer_seed").mapTo(String.class).one();
                handle.execute("UPDATE answer_seed SET seed = 'no seed'");
                return kept;
            });
            answering.recover();
            assertThat(world.kinds()).containsExactly("published", "granted", "reserved");
            world.database.useTransaction(handle -> handle.execute("UPDATE answer_seed SET seed = ?", seed));
            answering.recover();
            assertThat(Desks.answer(answering.answer(token, request))).isEqualTo(lost);
        }
    }

    @Test
    void startsWithACardThatItNoLongerTakes() {
        String card;
        try (World world = new World(folder)) {
            card = world.database.<String, RuntimeException>inTransaction(handle -> {
                String kept = handle.createQuery("SELECT card FROM dataset_version").mapTo(String.class).one();
                handle.execute("UPDATE dataset_version SET card = '{\"id\":\"energy-consumption\"}'");
                return kept;
            });
        }
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            answering.recover();
            assertThat(world.datasets.unreadable()).containsOnlyKeys("energy-consumption");
            assertThat(Desks.code(answering.answer(token, request))).isEqualTo("dataset");
            assertThat(world.kinds()).containsExactly("published", "granted", "reserved");
            world.database.useTransaction(handle -> handle.execute("UPDATE dataset_version SET card = ?", card));
        }
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            answering.recover();
            assertThat(Desks.answer(answering.answer(token, request))).isEqualTo(lost);
        }
    }

    private long rows() {
        try {
            return rowFiles().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private List<Path> rowFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("datasets"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void assertBalance(World world) {
        assertThat(world.budgets.balance(SCOPE, LIMITS)).isEqualTo(new Budgets.Balance(950_000, 550_000, 499, 0));
    }

    private static Map<String, Long> count(World world) {
        return world.kinds().stream().collect(Collectors.groupingBy(kind -> kind, Collectors.counting()));
    }

    private static void assertSound(World world) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        world.ledger.export(out);
        assertThat(LedgerCheck.check(new ByteArrayInputStream(out.toByteArray()),
            world.providerKeys.verificationKey(), world.ledger.headNote()))
            .isInstanceOf(LedgerCheck.Verdict.Sound.class);
    }

    /** Computes an answer, shows it to the test only, and dies as by kill -9 before it is stored. */
    static final class KilledNode {
        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            World world = new World(folder);
            Answering answering = Desks.answering(world, (question, card, table, version, group, seed) -> {
                byte[] answer = Answer.to(question, card, table, version, group, seed).bytes();
                try {
                    Files.write(folder.resolve("answer"), answer);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                Runtime.getRuntime().halt(137);
                return answer;
            }, new Workers(), Desks.SLOT);
            System.out.println(Desks.text(answering.answer(arguments[1],
                Files.readAllBytes(folder.resolve("request")))));
        }
    }
}
