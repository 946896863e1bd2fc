package eu.bocage.connector.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Source;
import eu.bocage.connector.World;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.budget.Place;
import eu.bocage.connector.dataset.Datasets.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset that its owner takes back. */
class WithdrawnTest {

    private static final String ID = "energy-consumption";
    private static final String OTHER = World.CARD.replace("id: " + ID, "id: other")
        .replace("period: \"2025\"", "period: \"2026\"");

    @TempDir
    Path folder;

    private World world;
    private Published published;

    @BeforeEach
    void publish() {
        world = new World(folder);
        published = world.publish();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void isThereNoMoreAlsoAfterARestart() throws IOException {
        AtomicInteger told = new AtomicInteger();
        world.datasets.onChange(told::incrementAndGet);
        world.datasets.withdraw(ID);
        assertThat(told).hasValue(1);
        assertGone();
        world.close();
        world = new World(folder);
        assertGone();
        assertThat(world.kinds()).containsExactly("published", "withdrawn");
        assertThat(world.entries("withdrawn").getFirst()).contains(ID, published.version().id());
    }

    private void assertGone() throws IOException {
        assertThat(world.datasets.all()).isEmpty();
        assertThat(world.datasets.find(ID)).isEmpty();
        assertThat(world.datasets.withdrawn()).containsOnlyKeys(ID);
        assertThat(world.datasets.hold("question", published)).isFalse();
        assertThat(world.datasets.version(published.version().id())).isPresent();
        assertThat(world.datasets.place(ID)).contains(new Place("meters", "2025"));
        assertThat(tables()).isEmpty();
    }

    @Test
    void opensWhenItIsPublishedAgain() throws IOException {
        world.datasets.withdraw(ID);
        Published again = world.publish();
        assertThat(world.datasets.withdrawn()).isEmpty();
        world.close();
        world = new World(folder);
        assertThat(world.datasets.find(ID)).map(Published::version).contains(again.version());
        assertThat(world.datasets.hold("question", again)).isTrue();
        assertThat(tables()).hasSize(1);
    }

    @Test
    void keepsTheRowsAsLongAsAQuestionHoldsThem() throws IOException {
        assertThat(world.datasets.hold("question", published)).isTrue();
        world.datasets.withdraw(ID);
        assertThat(tables()).hasSize(1);
        world.close();
        world = new World(folder);
        assertThat(world.datasets.rows(world.datasets.version(published.version().id()).orElseThrow()))
            .isInstanceOf(Rows.Present.class);
        assertThat(world.datasets.former(ID, published.version().id())).isTrue();
        world.datasets.release("question");
        assertThat(tables()).isEmpty();
    }

    @Test
    void staysOpenWhenTheLedgerCannotBeWritten() throws IOException {
        world.database.useTransaction(handle -> handle.execute(
            "INSERT INTO ledger_entry (number, content, hash, signature, signer) VALUES (2, '', '', '', '')"));
        assertThatThrownBy(() -> world.datasets.withdraw(ID)).isInstanceOf(RuntimeException.class);
        assertThat(world.datasets.find(ID)).contains(published);
        assertThat(world.datasets.withdrawn()).isEmpty();
        assertThat(world.datasets.hold("question", published)).isTrue();
        assertThat(tables()).hasSize(1);
    }

    @Test
    void namesWhatIsThereWhenAnUnknownOneIsWithdrawnOrOneIsTwice() {
        assertThatThrownBy(() -> world.datasets.withdraw("enrgy")).hasMessageContaining(ID);
        world.datasets.withdraw(ID);
        assertThatThrownBy(() -> world.datasets.withdraw(ID)).isInstanceOf(InvalidInput.class);
        assertThat(world.kinds()).containsExactly("published", "withdrawn");
    }

    @Test
    void isNotOpenedByAPublicationThatWasBegunBefore() throws IOException {
        AtomicBoolean once = new AtomicBoolean();
        assertThatThrownBy(() -> world.datasets.publish(World.CARD, world.csv(500), rows -> {
            if (once.compareAndSet(false, true)) {
                world.datasets.withdraw(ID);
            }
        })).isInstanceOf(InvalidInput.class).hasMessageContaining("withdrawn while");
        assertThat(world.datasets.all()).isEmpty();
        assertThat(tables()).isEmpty();
        world.publish();
        assertThat(world.datasets.all()).hasSize(1);
    }

    @Test
    void maySettleAMistakenPeriodUnderAnotherIdAsLongAsNothingIsSpent() {
        assertThat(refusal(true)).contains("bocage dataset withdraw " + ID, "--same-rows-new-budget");
        world.datasets.withdraw(ID);
        assertThat(refusal(false)).contains("--same-rows-new-budget").doesNotContain("dataset withdraw");
        world.datasets.publish(OTHER, Source.csv(world.csv(3_000)), true, rows -> { });
        assertThat(world.datasets.find("other")).isPresent();
        assertThat(world.entries("published").getLast()).contains("\"sameRowsNewBudget\":true");
    }

    @Test
    void refillsNothingOnceSomethingIsSpent() {
        world.budgets.charge(new Budgets.Scope("meters", "2025", World.PROJECT), 1, 0,
            new Budgets.Limits(1_000_000, 600_000, 500, 0));
        world.datasets.withdraw(ID);
        assertThat(refusal(true)).contains("one budget only").doesNotContain("--same-rows-new-budget");
        assertThatThrownBy(() -> world.datasets.publish(World.CARD.replace("period: \"2025\"", "period: \"2026\""),
            world.csv(10), rows -> { })).isInstanceOf(InvalidInput.class);
    }

    /** Else to withdraw would be a way to let the rows be forgotten. */
    @Test
    void isKnownAgainByItsRowsAlsoWhereTheyWerePublishedBeforeLikenessesWereKept() throws IOException {
        world.database.useTransaction(handle -> handle.execute("DELETE FROM dataset_likeness"));
        world.datasets.withdraw(ID);
        List<String> most = Files.readAllLines(world.csv(3_000)).subList(0, 2_900);
        Path csv = world.write("most.csv", String.join("\n", most) + "\n");
        assertThatThrownBy(() -> world.datasets.publish(OTHER, csv, rows -> { }))
            .isInstanceOf(InvalidInput.class).hasMessageContaining("seems to have the rows");
    }

    private String refusal(boolean confirmed) {
        try {
            world.datasets.publish(OTHER, Source.csv(world.csv(3_000)), confirmed, rows -> { });
        } catch (InvalidInput e) {
            return e.problems().getFirst().english();
        }
        throw new AssertionError("published");
    }

    private List<String> tables() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("datasets"))) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
        }
    }
}
