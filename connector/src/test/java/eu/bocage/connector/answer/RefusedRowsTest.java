package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.compute.Problem;
import eu.bocage.connector.World;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.dataset.Datasets.Published;
import eu.bocage.connector.dataset.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A question was charged and not answered yet, and since then no unit may have so many rows as one has. */
class RefusedRowsTest {

    private static final Budgets.Limits LIMITS = new Budgets.Limits(1_000_000, 600_000, 500, 0);
    private static final Budgets.Scope SCOPE = new Budgets.Scope("meters", "2025", World.PROJECT);
    /** Of a file of rows: what it is, and the hashes of card and layout. */
    private static final int MAGIC = 12;
    private static final int HEAD = MAGIC + 64;

    @TempDir
    Path folder;

    private String token;

    @BeforeEach
    void chargeAndLower() throws Exception {
        List<String> lines = new ArrayList<>(List.of("meter_id,commune,energy,kwh"));
        for (int row = 0; row < 200; row++) {
            lines.add("m" + row / 2 + ",37261,gas,12");
        }
        try (World world = new World(folder);
            Answering answering = Desks.answering(world, (question, card, table, version, group, seed) -> {
                throw new IllegalStateException("as if it was killed");
            }, new Workers(), Desks.SLOT)) {
            world.datasets.publish(World.CARD, world.write("two.csv", String.join("\n", lines) + "\n"), rows -> { });
            token = world.grants.grant("transfer", World.AGREEMENT);
            answering.answer(token, Desks.request(world, World.QUESTION));
            assertThat(world.kinds()).containsExactly("published", "granted", "reserved");
            String card = world.database.<String, RuntimeException>inTransaction(handle -> {
                handle.execute("UPDATE dataset_version SET card = replace(card, '\"unitRows\":10', '\"unitRows\":1')");
                return handle.createQuery("SELECT card FROM dataset_version").mapTo(String.class).one();
            });
            assertThat(card).contains("\"unitRows\":1,");
            belong(rowFiles().getFirst(), card);
        }
    }

    @Test
    void staysOpenAndTheOwnerIsToldToPublishAgain() {
        try (World world = new World(folder); Answering answering = Desks.answering(world)) {
            answering.recover();
            assertThat(world.kinds()).containsExactly("published", "granted", "reserved");
            Published published = world.datasets.all().getFirst();
            assertThat(world.datasets.rows(published)).isInstanceOf(Rows.Refused.class);
            assertThat(world.datasets.closed(published)).isTrue();
            Problem why = world.datasets.refused(published).orElseThrow();
            assertThat(why.path()).isEqualTo("unitRows");
            assertThat(why.english()).contains("publish the data again", "unitRows", "unitIntake");
            assertThat(why.french()).contains("publiez les données de nouveau", "unitRows", "unitIntake");
            assertThat(Desks.code(answering.answer(token, Desks.request(world, World.QUESTION)))).isEqualTo("failed");
            assertThat(Desks.code(answering.answer(token, Desks.request(world, Desks.costing(10_000)))))
                .isEqualTo("dataset");
            assertThat(world.kinds()).containsOnlyOnce("reserved").doesNotContain("closed");
            assertThat(world.budgets.balance(SCOPE, LIMITS).leftTotal()).isEqualTo(950_000);
        }
    }

    @Test
    void isClosedAsChargedOnceTheDatasetIsPublishedAgain() throws IOException {
        try (World world = new World(folder)) {
            try (Answering answering = Desks.answering(world)) {
                answering.recover();
                world.publish();
                answering.recover();
                assertThat(world.entries("closed")).singleElement().asString()
                    .contains("\"reason\":\"rows refused, and their version replaced\"");
                assertThat(world.budgets.balance(SCOPE, LIMITS).leftTotal()).isEqualTo(950_000);
                assertThat(answering.answer(token, Desks.request(world, World.QUESTION)).status()).isEqualTo(200);
                assertThat(world.budgets.balance(SCOPE, LIMITS).leftTotal()).isEqualTo(900_000);
            }
            assertThat(rowFiles()).hasSize(1);
        }
    }

    /** Rewrites a file of rows as one that was written under another card. */
    private static void belong(Path file, String card) throws IOException, NoSuchAlgorithmException {
        byte[] bytes = Files.readAllBytes(file);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] hash = digest.digest(card.getBytes(StandardCharsets.UTF_8));
        System.arraycopy(hash, 0, bytes, MAGIC, hash.length);
        byte[] content = digest.digest(Arrays.copyOfRange(bytes, HEAD, bytes.length - 32));
        digest.update(bytes, 0, HEAD);
        System.arraycopy(digest.digest(content), 0, bytes, bytes.length - 32, 32);
        Files.write(file, bytes);
    }

    private List<Path> rowFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("datasets"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
