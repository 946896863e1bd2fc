package eu.bocage.connector.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.InvalidInput;
import eu.bocage.connector.World;
import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.member.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Likenesses as they lie in the database: of a former version of this program, damaged, or many. */
class KeptLikenessesTest {

    private static final String NEXT = World.CARD.replace("id: energy-consumption", "id: next")
        .replace("period: \"2025\"", "period: \"2026\"");

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void publish() {
        world = new World(folder);
        world.datasets.publish(World.CARD, world.csv(300), read -> { });
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** In which a column went by its name and not by a hash of it, so that none is found in common. */
    @Test
    void learnsARowAgainThatWasKeptInTheFormOfAFormerVersion() throws Exception {
        makeFormer(content(), withNames(content()));
        assertRefused();
    }

    /** Afterwards its rows are gone. */
    @Test
    void learnsTheVersionThatIsReplaced() throws Exception {
        makeFormer(content(), withNames(content()));
        world.datasets.publish(World.CARD, world.csv(300, 7), read -> { });
        assertRefused();
    }

    /** It is not learned again, for its dataset has a later one whose likeness lies under the name of today. */
    @Test
    void knowsAVersionThatIsGoneByWhatWasKeptOfItUnderTheFormerName() throws IOException {
        String first = content();
        world.datasets.publish(World.CARD, world.csv(300, 7), read -> { });
        makeFormer(first, first);
        assertRefused();
    }

    @Test
    void passesOverWhatCannotBeComparedUnderTheFormerName() throws Exception {
        String first = content();
        world.datasets.publish(World.CARD, world.csv(300, 7), read -> { });
        makeFormer(first, withNames(first));
        makeFormer(withNames(first), "damaged");
        world.datasets.publish(NEXT, world.csv(300, 2026), read -> { });
        assertThat(world.datasets.all()).hasSize(2);
    }

    private static String withNames(String likeness) throws Exception {
        String text = likeness;
        for (String column : List.of("kwh", "energy", "commune")) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.bytes(column));
            String now = " " + Base64.getEncoder().encodeToString(Arrays.copyOf(hash, 18)) + " ";
            assertThat(text).contains(now);
            text = text.replace(now, " " + Base64.getEncoder().encodeToString(Json.bytes(column)) + " ");
        }
        return text;
    }

    /** Of the version that kept the form of today under the former name of the secret. */
    @Test
    void learnsARowAgainWhoseTextStaysTheSame() throws IOException {
        makeFormer(content(), content());
        assertRefused();
    }

    private String content() {
        return world.database.<String, RuntimeException>read(handle ->
            handle.createQuery("SELECT content FROM dataset_likeness").mapTo(String.class).one());
    }

    private void makeFormer(String content, String text) throws IOException {
        String former = "bocage/likeness/1 " + Files.readString(folder.resolve("likeness.key"));
        world.database.useTransaction(handle -> handle.execute(
            "UPDATE dataset_likeness SET secret = ?, digest = ?, content = ? WHERE content = ?",
            Digest.of(Json.bytes(former)).substring(8, 40), Digest.of(Json.bytes(text)), text,
            content));
    }

    private void assertRefused() {
        assertThatThrownBy(() -> world.datasets.publish(NEXT, world.csv(290), read -> { }))
            .isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.english()).contains("\"energy-consumption\"",
                    "--same-rows-new-budget")));
        assertThat(world.datasets.all()).noneMatch(dataset -> dataset.card().id().equals("next"));
    }

    /** They are read in the order of datasets; what cannot be read publishes nothing. */
    @Test
    void readsNoneBehindTheOneThatIsAlike() {
        world.datasets.publish(World.CARD.replace("id: energy-consumption", "id: later"), world.csv(300, 7),
            read -> { });
        world.database.useTransaction(handle -> handle.execute(
            "UPDATE dataset_likeness SET content = 'damaged' WHERE dataset = 'later'"));
        assertRefused();
        assertThatThrownBy(() -> world.datasets.publish(NEXT, world.csv(300, 2026), read -> { }))
            .isInstanceOf(IllegalArgumentException.class);
    }

    /** By H2's own count of the rows that each statement gave. */
    @Test
    @DisabledIfEnvironmentVariable(named = "BOCAGE_TEST_WORLD", matches = "postgres")
    void readsOneAtATimeHoweverManyThereAre() throws Exception {
        for (int version = 0; version < 3; version++) {
            world.datasets.publish(World.CARD, world.csv(300, version), read -> { });
        }
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("state/bocage")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "administrator", "");
            Statement statement = connection.createStatement()) {
            statement.execute("SET QUERY_STATISTICS TRUE");
            world.datasets.publish(NEXT, world.csv(300, 2026), read -> { });
            ResultSet read = statement.executeQuery("SELECT sum(execution_count), max(max_row_count)"
                + " FROM information_schema.query_statistics WHERE sql_statement LIKE 'SELECT%content%'"
                + " AND sql_statement LIKE '%dataset_likeness%'");
            assertThat(read.next()).isTrue();
            assertThat(read.getLong(1)).as("likenesses read").isEqualTo(4);
            assertThat(read.getLong(2)).as("at once").isEqualTo(1);
        }
    }
}
