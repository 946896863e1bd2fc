package eu.bocage.connector.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Source;
import eu.bocage.connector.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that were published before and come again where they would get a second budget. */
class SameRowsTest {

    private static final String CARD = World.CARD.replace("  consumption:",
        "  bill: {column: euros, unit: EUR, step: 1, row: {min: 0, max: 9000}, perUnit: {max: 9000}}\n  consumption:");
    private static final String NEXT = CARD.replace("id: energy-consumption", "id: next")
        .replace("period: \"2025\"", "period: \"2026\"");

    @TempDir
    Path folder;

    private World world;
    private List<String> lines;

    @BeforeEach
    void publish() throws IOException {
        world = new World(folder);
        lines = lines(20251124);
        world.datasets.publish(CARD, file("2025", lines), rows -> { });
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void refusesLargelyTheSameRowsUnderAnotherPeriodOrUnitSpace() {
        String homes = CARD.replace("id: energy-consumption", "id: next").replace("unitSpace: meters",
            "unitSpace: homes");
        List<String> more = new ArrayList<>(lines);
        more.add("one-more,37261,gas,12,1");
        assertRefused(NEXT, "period", more);
        assertRefused(homes, "unitSpace", more);
        assertRefused(NEXT, "period", lines.subList(0, 1_600));
        assertRefused(NEXT.replaceAll("  bill: .*\n", ""), "period", lines);
        assertRefused(NEXT.replace("unit: kWh, step: 1", "unit: kWh, step: 0.5"), "period", lines);
        assertRefused(NEXT.replace("perUnit: {max: 30000}", "perUnit: {max: 20000}")
            .replace("  energy: {column: energy, values: [electricity, gas], perUnit: 1}",
                "  kind: {column: energy, values: [electricity, gas], perUnit: 2}").replace("[energy]", "[kind]"),
            "period", more);
        assertThat(world.datasets.all()).hasSize(1);
        assertThat(world.kinds()).containsExactly("published");
    }

    /** As many columns as a card may have; what is kept of them is no long text for all that. */
    @Test
    void knowsRowsOfTheWidestTable() {
        StringBuilder keys = new StringBuilder();
        StringBuilder measures = new StringBuilder();
        StringBuilder header = new StringBuilder("meter_id,commune");
        for (int i = 0; i < 64; i++) {
            keys.append("  k%02d: {column: k%02d, values: [a, b], perUnit: 1}\n".formatted(i, i));
            measures.append("  m%02d: {column: m%02d, unit: kWh, step: 1, row: {min: 0, max: 20000}, "
                .formatted(i, i)).append("perUnit: {max: 30000}}\n");
            header.append(",k%02d,m%02d".formatted(i, i));
        }
        String card = World.CARD.replaceAll("(?s)keys:.*purposes", "keys:\n" + keys + "measures:\n" + measures
            + "purposes").replace("id: energy-consumption", "id: wide");
        Random random = new Random(7);
        List<String> rows = new ArrayList<>(List.of(header.toString()));
        for (int unit = 0; unit < 2_100; unit++) {
            StringBuilder row = new StringBuilder("w" + unit + ",37261");
            for (int i = 0; i < 64; i++) {
                row.append(random.nextBoolean() ? ",a," : ",b,").append(1 + random.nextInt(20_000));
            }
            rows.add(row.toString());
        }
        Path csv = world.write("wide.csv", String.join("\n", rows) + "\n");
        world.datasets.publish(card, csv, read -> { });
        assertThat(world.database.<Integer, RuntimeException>read(handle -> handle.createQuery(
            "SELECT max(char_length(content)) FROM dataset_likeness").mapTo(Integer.class).one()))
            .isBetween(700_000, 900_000);
        Path some = world.write("some.csv", String.join("\n", rows.subList(0, 2_000)) + "\n");
        assertThatThrownBy(() -> world.datasets.publish(card.replace("id: wide", "id: wider")
            .replace("period: \"2025\"", "period: \"2026\""), some, read -> { }))
            .isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.english()).contains("\"wide\"")));
    }

    @Test
    void takesThemOnceTheOwnerConfirmsItAndTheLedgerSaysSo() {
        world.datasets.publish(NEXT, Source.csv(file("2026", lines.subList(0, 1_600))), true, rows -> { });
        assertThat(world.datasets.all()).hasSize(2);
        assertThat(world.entries("published")).satisfiesExactly(
            entry -> assertThat(entry).doesNotContain("sameRowsNewBudget"),
            entry -> assertThat(entry).contains("\"sameRowsNewBudget\":true"));
    }

    @Test
    void takesAnotherYearOfTheSameUnitsWithoutAWord() throws IOException {
        world.datasets.publish(NEXT, file("2026", lines(2026)), rows -> { });
        assertThat(world.entries("published").getLast()).contains("\"next\"").doesNotContain("sameRowsNewBudget");
    }

    @Test
    void takesNewVersionsAndOtherDatasetsOfTheSamePeriod() {
        world.datasets.publish(CARD, file("again", lines.subList(0, 1_500)), rows -> { });
        world.datasets.publish(CARD.replace("id: energy-consumption", "id: other"), file("other", lines), rows -> { });
        assertThat(world.datasets.all()).hasSize(2);
    }

    @Test
    void knowsTheRowsOfAFormerVersion() throws IOException {
        world.datasets.publish(CARD, file("corrected", lines(7)), rows -> { });
        assertRefused(NEXT, "period", lines.subList(0, 1_900));
    }

    @Test
    void knowsRowsThatWerePublishedBeforeLikenessesWereKeptOrUnderASecretThatIsLost() throws IOException {
        world.database.useTransaction(handle -> handle.execute("DELETE FROM dataset_likeness"));
        assertRefused(NEXT, "period", lines.subList(0, 1_900));
        Files.delete(folder.resolve("likeness.key"));
        assertRefused(NEXT, "period", lines.subList(0, 1_900));
    }

    @Test
    void keepsNothingInTheDatabaseThatTellsOfNamesOrValuesWithoutTheSecret(@TempDir Path neighbour) {
        List<String> kept = world.database.<List<String>, RuntimeException>read(handle ->
            handle.createQuery("SELECT content FROM dataset_likeness").mapTo(String.class).list());
        assertThat(kept).singleElement().asString().doesNotContain("m1999", "37261");
        try (World other = new World(neighbour)) {
            other.datasets.publish(CARD, file("2025", lines), rows -> { });
            List<String> elsewhere = other.database.<List<String>, RuntimeException>read(handle ->
                handle.createQuery("SELECT content FROM dataset_likeness").mapTo(String.class).list());
            assertThat(elsewhere).hasSize(1).doesNotContainAnyElementsOf(kept);
        }
    }

    /** Two readings at a time would each be given the memory that is free. */
    @Test
    void readsOneSourceAtATime() throws Exception {
        AtomicBoolean begun = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<Throwable> fault = new AtomicReference<>();
        Thread first = Thread.ofPlatform().daemon().start(() -> publish("a", rows -> {
            reading.countDown();
            await(goOn);
        }, fault));
        reading.await();
        CountDownLatch told = new CountDownLatch(1);
        Thread second = Thread.ofPlatform().daemon().start(() -> publish("b", new Datasets.Progress() {
            @Override
            public void rows(long rows) {
                begun.set(true);
            }

            @Override
            public void waiting() {
                told.countDown();
            }
        }, fault));
        assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(begun).isFalse();
        goOn.countDown();
        first.join();
        second.join();
        assertThat(begun).isTrue();
        assertThat(fault.get()).isNull();
        assertThat(world.datasets.all()).hasSize(3);
    }

    /** One that was given up while it waited would be published later, without anybody's knowing. */
    @Test
    void publishesNothingThatNobodyWaitsForWhenItsTurnComes() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<Throwable> fault = new AtomicReference<>();
        AtomicReference<Throwable> given = new AtomicReference<>();
        Thread first = Thread.ofPlatform().daemon().start(() -> publish("a", rows -> {
            reading.countDown();
            await(goOn);
        }, fault));
        reading.await();
        Thread second = Thread.ofPlatform().daemon().start(() -> publish("b", new Datasets.Progress() {
            @Override
            public void rows(long rows) {
            }

            @Override
            public void waiting() {
                goOn.countDown();
            }

            @Override
            public boolean left() {
                return true;
            }
        }, given));
        first.join();
        second.join();
        assertThat(fault.get()).isNull();
        assertThat(given.get()).isInstanceOf(InvalidInput.class).hasMessageContaining("nobody waited");
        assertThat(world.datasets.all()).extracting(one -> one.card().id()).doesNotContain("b");
    }

    private void publish(String id, Datasets.Progress progress, AtomicReference<Throwable> fault) {
        try {
            world.datasets.publish(CARD.replace("id: energy-consumption", "id: " + id),
                file(id, lines.subList(0, 20)), progress);
        } catch (RuntimeException e) {
            fault.set(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertRefused(String card, String field, List<String> rows) {
        assertThatThrownBy(() -> world.datasets.publish(card, file("again", rows), read -> { }))
            .isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.problems()).singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo(field);
                    assertThat(problem.english()).contains("\"next\"", "\"energy-consumption\"",
                        "--same-rows-new-budget");
                    assertThat(problem.french()).contains("« next »", "« energy-consumption »",
                        "--same-rows-new-budget");
                }));
    }

    /** 2 000 meters with their readings of a year. */
    private List<String> lines(long seed) throws IOException {
        List<String> all = Files.readAllLines(world.csv(2_000, seed));
        return all.subList(1, all.size()).stream()
            .map(line -> line + "," + (line.hashCode() & 0xFFF)).toList();
    }

    private Path file(String name, List<String> rows) {
        return world.write(name + ".csv", "meter_id,commune,energy,kwh,euros\n" + String.join("\n", rows) + "\n");
    }
}
