package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

    @TempDir
    Path folder;

    private final Card card = Cards.energy();
    private Table table;
    private Path file;

    @BeforeEach
    void publish() {
        table = Rows.of(500, 1).table(folder, card);
        file = folder.resolve("rows.bin");
    }

    @Test
    void forgetsTheOrderOfRows() {
        Rows rows = Rows.of(500, 1);
        List<String> lines = rows.lines();
        Collections.shuffle(lines, new Random(7));
        assertThat(Rows.table(lines, folder, card).contentHash()).isEqualTo(table.contentHash());
        lines.set(0, lines.get(1));
        assertThat(Rows.table(lines, folder, card).contentHash()).isNotEqualTo(table.contentHash());
    }

    /** Enough rows for several parcels of names and several pieces, which two threads share. */
    @Test
    void forgetsTheOrderOfManyRows() {
        Rows rows = Rows.of(60_000, 3);
        List<String> lines = rows.lines();
        byte[] hash = Rows.table(lines, folder, card).contentHash();
        Collections.shuffle(lines, new Random(8));
        assertThat(Rows.table(lines, folder, card).contentHash()).isEqualTo(hash);
    }

    @Test
    void opensWhatItWrote() throws IOException {
        table.write(file);
        try (Table opened = Table.open(file, card)) {
            assertThat(opened.contentHash()).isEqualTo(table.contentHash());
            assertThat(opened.columns()).usingRecursiveComparison().isEqualTo(table.columns());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).doesNotContain("rows.bin.new");
        }
    }

    @Test
    void neverReplacesAFile() {
        table.write(file);
        assertThatThrownBy(() -> table.write(file)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void writesOverWhatACrashLeft() throws IOException {
        Files.writeString(folder.resolve("rows.bin.new"), "half a table");
        table.write(file);
        assertThat(Table.open(file, card).contentHash()).isEqualTo(table.contentHash());
    }

    @Test
    void leavesNothingWhenWritingFailsHalfWay() {
        Columns whole = table.columns();
        long[][] values = whole.values().clone();
        values[values.length - 1] = null;
        Columns broken = new Columns(whole.found(), whole.idBytes(), whole.idStart(), whole.unitStart(),
            whole.keys(), values);
        assertThatThrownBy(() -> TableFile.write(file, broken, () -> new byte[32], new byte[32], table.layout()))
            .isInstanceOf(NullPointerException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAFileWithAnyByteChangedOrMissing() throws IOException {
        table.write(file);
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] bad = good.clone();
            int at = i < 110 ? i : random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Path spoilt = Files.write(folder.resolve("spoilt.bin"), bad);
            assertThatThrownBy(() -> Table.open(spoilt, card)).as("byte " + at).isInstanceOf(InvalidInput.class);
        }
        for (int length : List.of(0, 11, 40, 64, 76, 100, good.length / 2, good.length - 1)) {
            Path cut = Files.write(folder.resolve("cut.bin"), Arrays.copyOf(good, length));
            assertThatThrownBy(() -> Table.open(cut, card)).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void refusesAFileOfAnotherCard() {
        table.write(file);
        Card other = Card.fromYaml(Cards.ENERGY.replace("max: 30000", "max: 30001"));
        assertThatThrownBy(() -> Table.open(file, other)).isInstanceOf(InvalidInput.class)
            .hasMessageContaining("another card");
    }

    @Test
    void refusesAFileWrittenUnderAnotherListOfPlaces() {
        Layout now = table.layout();
        List<String> places = now.values().getFirst();
        List<String> swapped = new ArrayList<>(places);
        Collections.swap(swapped, 0, 1);
        List<String> fewer = places.subList(0, places.size() - 1);
        for (List<String> then : List.of(swapped, fewer)) {
            List<List<String>> values = new ArrayList<>(now.values());
            values.set(0, then);
            Path old = folder.resolve(then.size() + "-" + then.getFirst() + ".bin");
            TableFile.write(old, table.columns(), table::contentHash,
                Json.sha256().digest(card.json().getBytes(StandardCharsets.UTF_8)),
                new Layout(now.keys(), values, now.measures()));
            assertThatThrownBy(() -> Table.open(old, card)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("another list of places; publish");
        }
    }

    @Test
    void tellsEveryLayoutApart() {
        assertThat(new Layout(List.of("a"), List.of(List.of("b", "c")), List.of()).hash())
            .isEqualTo(new Layout(List.of("a"), List.of(List.of("b", "c")), List.of()).hash())
            .isNotEqualTo(new Layout(List.of("a"), List.of(List.of("bc")), List.of()).hash())
            .isNotEqualTo(new Layout(List.of("a"), List.of(List.of("c", "b")), List.of()).hash())
            .isNotEqualTo(new Layout(List.of("a", "b"), List.of(List.of(), List.of("c")), List.of()).hash());
    }

    @Test
    void refusesAFileOfAnotherVersion() throws IOException {
        table.write(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[8] = 1;
        Path old = Files.write(folder.resolve("old.bin"), bytes);
        assertThatThrownBy(() -> Table.open(old, card)).isInstanceOf(InvalidInput.class)
            .hasMessageContaining("another version of Bocage; publish");
    }

    @Test
    void answersNothingOnceClosed() {
        table.close();
        assertThatThrownBy(table::columns).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesEachVersionAtRandomAndCommitsToItsContent() {
        DataVersion one = DataVersion.fresh(table);
        DataVersion two = DataVersion.fresh(table);
        assertThat(one.id()).matches("[0-9a-f]{32}").isNotEqualTo(two.id());
        assertThat(one.commitment()).matches("sha-256:[0-9a-f]{64}").isNotEqualTo(two.commitment());
        assertThat(one.opening()).matches("[0-9a-f]{64}");
        assertThat(one.commitsTo(table)).isTrue();
        assertThat(one.commitsTo(Rows.of(499, 1).table(folder, card))).isFalse();
        assertThat(new DataVersion(one.id(), one.commitment(), two.opening()).commitsTo(table)).isFalse();
    }
}
