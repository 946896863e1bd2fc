package eu.bocage.connector.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.InvalidInput;
import eu.bocage.connector.World;
import eu.bocage.connector.dataset.Datasets.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void open() {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void publishesAndComesBackAfterARestart() {
        AtomicInteger told = new AtomicInteger();
        world.datasets.onChange(told::incrementAndGet);
        Published published = world.publish();
        assertThat(told).hasValue(1);
        assertThat(world.datasets.find("energy-consumption")).contains(published);
        byte[] hash = world.datasets.rows(published).found().orElseThrow().contentHash();
        world.close();
        open();
        Published again = world.datasets.find("energy-consumption").orElseThrow();
        assertThat(again.version()).isEqualTo(published.version());
        assertThat(again.card().json()).isEqualTo(published.card().json());
        assertThat(world.datasets.rows(again).found().orElseThrow().contentHash())
            .isEqualTo(hash);
        assertThat(world.datasets.closed(again)).isFalse();
    }

    @Test
    void givesANewVersionToTheSameRowsAndDeletesTheFormerFile() throws IOException {
        Published first = world.publish();
        Published second = world.publish();
        assertThat(second.version().id()).isNotEqualTo(first.version().id());
        assertThat(second.version().commitment()).isNotEqualTo(first.version().commitment());
        assertThat(tables()).containsExactly(second.version().id() + ".table");
        assertThat(world.datasets.all()).containsExactly(second);
    }

    @Test
    void keepsRowsToItself() throws IOException {
        world.publish();
        try (Stream<Path> files = Files.walk(folder.resolve("datasets"))) {
            assertThat(files).allSatisfy(file -> assertThat(PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file))).endsWith("------"));
        }
    }

    @Test
    void putsNothingOfTheRowsIntoTheLedger() {
        Published published = world.publish();
        List<String> entries = world.entries("published");
        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst()).contains(published.version().commitment(), "\"perUnit\":{\"max\":30000}")
            .doesNotContain(published.version().opening(), "meter_id", "3000\"", "rows", "owner");
        assertThat(published.card().publicJson()).contains("\"owner\"");
    }

    @Test
    void publishesNothingOfAMalformedFile() throws IOException {
        Path csv = world.write("bad.csv", "meter_id,commune,energy,kwh\nm1,37261,gas,12\nm2,37261,coal,12\n");
        assertThatThrownBy(() -> world.datasets.publish(World.CARD, csv, rows -> { }))
            .isInstanceOfSatisfying(InvalidInput.class,
                e -> assertThat(e.problems()).anySatisfy(problem -> assertThat(problem.path()).contains("line 3")));
        assertThatThrownBy(() -> world.datasets.publish(World.CARD.replace("unit: meter\n", ""), world.csv(10),
            rows -> { })).isInstanceOf(InvalidInput.class);
        assertThat(world.datasets.all()).isEmpty();
        assertThat(world.kinds()).isEmpty();
        assertThat(tables()).isEmpty();
    }

    @Test
    void keepsTheFormerVersionWhenANewOneIsMalformed() {
        Published published = world.publish();
        Path csv = world.write("bad.csv", "meter_id,commune,energy,kwh\nm1,37261,gas,\n");
        assertThatThrownBy(() -> world.datasets.publish(World.CARD, csv, rows -> { }))
            .isInstanceOf(InvalidInput.class);
        assertThat(world.datasets.find("energy-consumption")).contains(published);
        assertThat(world.datasets.rows(published).found()).isPresent();
    }

    @Test
    void leavesNoFileBehindWhenTheLedgerCannotBeWritten() throws IOException {
        world.database.useTransaction(handle -> handle.execute(
            "INSERT INTO ledger_entry (number, content, hash, signature, signer) VALUES (1, '', '', '', '')"));
        assertThatThrownBy(() -> world.publish()).isInstanceOf(RuntimeException.class);
        assertThat(world.datasets.all()).isEmpty();
        assertThat(tables()).isEmpty();
    }

    @Test
    void refusesAnotherUnitSpaceOrPeriodNamingTheField() {
        Published published = world.publish();
        for (String[] change : new String[][] {{"unitSpace: meters", "unitSpace: homes", "unitSpace"},
            {"period: \"2025\"", "period: \"2026\"", "period"}}) {
            assertThatThrownBy(() -> world.datasets.publish(World.CARD.replace(change[0], change[1]), world.csv(10),
                rows -> { })).isInstanceOfSatisfying(InvalidInput.class, e -> {
                    assertThat(e.problems()).hasSize(1);
                    assertThat(e.problems().getFirst().path()).isEqualTo(change[2]);
                    assertThat(e.problems().getFirst().french()).contains("budget");
                });
        }
        assertThat(world.datasets.find("energy-consumption")).contains(published);
    }

    @Test
    void refusesTheSameContentUnderAnotherBudget() throws IOException {
        world.publish();
        for (String[] change : new String[][] {{"unitSpace: meters", "unitSpace: homes"},
            {"period: \"2025\"", "period: \"2026\""}}) {
            String card = World.CARD.replace("id: energy-consumption", "id: other").replace(change[0], change[1]);
            assertThatThrownBy(() -> world.datasets.publish(card, world.csv(3_000), rows -> { }))
                .isInstanceOfSatisfying(InvalidInput.class, e -> {
                    assertThat(e.problems().getFirst().english()).contains("energy-consumption", "one budget only")
                        .doesNotContain("3000");
                    assertThat(e.problems().getFirst().french()).contains("un budget");
                });
            assertThat(tables()).hasSize(1);
        }
        world.datasets.publish(World.CARD.replace("id: energy-consumption", "id: other")
            .replace("unitSpace: meters", "unitSpace: homes"), world.csv(20, 2026), rows -> { });
        assertThat(world.datasets.all()).hasSize(2);
    }

    @Test
    void writesChangedBoundsIntoTheLedger() {
        world.publish();
        world.datasets.publish(World.CARD.replace("max: 30000", "max: 40000"), world.csv(100), rows -> { });
        assertThat(world.entries("published")).satisfiesExactly(
            entry -> assertThat(entry).contains("\"perUnit\":{\"max\":30000}"),
            entry -> assertThat(entry).contains("\"perUnit\":{\"max\":40000}"));
    }

    @Test
    void closesADatasetWhoseRowsAreMissingAndStarts() throws IOException {
        Published published = world.publish();
        world.close();
        Files.delete(file(published));
        open();
        Published again = world.datasets.find("energy-consumption").orElseThrow();
        assertThat(world.datasets.closed(again)).isTrue();
        assertThat(world.datasets.rows(again)).isInstanceOf(Rows.Gone.class);
        assertThat(world.datasets.closed(world.publish())).isFalse();
    }

    @Test
    void closesADatasetWhoseRowsAreDamagedOrExchanged() throws IOException {
        Published published = world.publish();
        world.close();
        byte[] good = Files.readAllBytes(file(published));
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;
        Files.write(file(published), bad);
        open();
        assertThat(world.datasets.rows(published)).isInstanceOf(Rows.Gone.class);
        assertThat(world.datasets.closed(published)).isTrue();
        world.datasets.publish(World.CARD, world.csv(10), rows -> { });
        Published other = world.datasets.find("energy-consumption").orElseThrow();
        world.close();
        Files.write(file(other), good);
        open();
        assertThat(world.datasets.rows(world.datasets.find("energy-consumption").orElseThrow()))
            .isInstanceOf(Rows.Gone.class);
    }

    @Test
    void keepsTheRowsOfAFormerVersionWhileTheyAreHeld() throws IOException {
        Published first = world.publish();
        assertThat(world.datasets.hold("question", first)).isTrue();
        Published second = world.publish();
        assertThat(world.datasets.hold("other", first)).isFalse();
        assertThat(tables()).hasSize(2);
        world.close();
        open();
        assertThat(tables()).hasSize(2);
        assertThat(world.datasets.rows(world.datasets.version(first.version().id()).orElseThrow()))
            .isInstanceOf(Rows.Present.class);
        world.datasets.release("question");
        assertThat(tables()).containsExactly(second.version().id() + ".table");
    }

    @Test
    void sweepsAwayWhatACrashLeft() throws IOException {
        Published published = world.publish();
        Path left = file(published).resolveSibling("00000000000000000000000000000000.table");
        Files.copy(file(published), left);
        Files.writeString(left.resolveSibling("half.table.new"), "half");
        world.close();
        open();
        assertThat(tables()).containsExactly(published.version().id() + ".table");
    }

    private Path file(Published published) {
        return folder.resolve("datasets/energy-consumption/" + published.version().id() + ".table");
    }

    private List<String> tables() throws IOException {
        if (!Files.isDirectory(folder.resolve("datasets"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve("datasets"))) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
        }
    }
}
