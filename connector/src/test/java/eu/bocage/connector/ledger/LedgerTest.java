package eu.bocage.connector.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.SetupException;
import eu.bocage.connector.storage.Database;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-11-24T17:00:00.123Z");
    private static final Did SELF = new Did("did:web:127.0.0.1%3A9101");

    @TempDir
    Path folder;

    private final NodeKeys keys = NodeKeys.fresh();
    private Instant now = NOW;
    private Database database;
    private Ledger ledger;

    @BeforeEach
    void open() {
        database = Database.openFile(folder.resolve("state"));
        ledger = new Ledger(database, SELF, keys, () -> now, folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void chainsEntriesFromTheFirstOn() throws Exception {
        Ledger.Entry first = append("one");
        Ledger.Entry second = append("two");
        assertThat(first.json()).isEqualTo("{\"at\":\"2026-11-24T17:00:00.123Z\",\"branch\":\""
            + branch(first).orElseThrow() + "\",\"content\":{\"what\":\"one\"},"
            + "\"debits\":0,\"kind\":\"test\",\"number\":1,\"previous\":\"sha-256:" + "0".repeat(64) + "\"}");
        assertThat(second.json()).contains("\"number\":2,\"previous\":\"" + first.hash() + "\"");
        List<Ledger.Entry> all = new ArrayList<>();
        ledger.forEach(all::add);
        assertThat(all).containsExactly(first, second);
        assertThat(check(exported())).isEqualTo(new LedgerCheck.Verdict.Sound(2, second.hash(), true));
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        append("one");
        database.close();
        open();
        append("two");
        assertThat(check(exported())).isInstanceOf(LedgerCheck.Verdict.Sound.class);
    }

    @Test
    void leavesNothingWhenTheTransactionFails() throws Exception {
        append("one");
        assertThatThrownBy(() -> database.useTransaction(handle -> {
            append("two");
            throw new IllegalStateException("no");
        })).hasMessage("no");
        append("three");
        assertThat(exported()).hasSize(2).noneMatch(line -> line.contains("two"));
        assertThat(check(exported())).isInstanceOf(LedgerCheck.Verdict.Sound.class);
    }

    @Test
    void abortsTheTransactionWhenTheEntryCannotBeWritten() {
        assertThatThrownBy(() -> database.useTransaction(handle -> {
            handle.execute("INSERT INTO storage_mark (name, content) VALUES ('a', '1')");
            ledger.append("test", Json.object().put("long", "x".repeat(1 << 20)));
        })).isInstanceOf(IllegalArgumentException.class);
        assertThat(database.<Long, RuntimeException>read(handle ->
            handle.createQuery("SELECT count(*) FROM storage_mark").mapTo(Long.class).one())).isZero();
    }

    @Test
    void keepsOneOrderWhenManyAppendAtOnce() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 100).mapToObj(i -> Thread.ofVirtual().start(() -> {
            try {
                ready.await();
                append("entry " + i);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        })).toList();
        ready.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(check(exported())).isInstanceOfSatisfying(LedgerCheck.Verdict.Sound.class,
            sound -> assertThat(sound.entries()).isEqualTo(100));
    }

    @Test
    void findsEveryChangedByte() throws Exception {
        append("one");
        append("two");
        byte[] good = bytes(exported());
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            LedgerCheck.Verdict verdict = LedgerCheck.check(new ByteArrayInputStream(bad), keys.verificationKey(),
                ledger.headNote());
            // the signer's name stands beside the signed entry: it says where to find the key, which is given here
            boolean name = new String(good, 0, i + 1, StandardCharsets.UTF_8).lastIndexOf("\"signer\":\"did:")
                > new String(good, 0, i + 1, StandardCharsets.UTF_8).lastIndexOf('\n');
            assertThat(name || verdict instanceof LedgerCheck.Verdict.Broken).as("byte " + i).isTrue();
        }
    }

    @Test
    void findsRemovedMovedRepeatedAndForeignEntries() throws Exception {
        for (int i = 0; i < 5; i++) {
            append("entry " + i);
        }
        List<String> good = exported();
        assertBroken(2, without(good, 1), "entry 2 is missing");
        assertBroken(1, without(good, 0), "entry 1 is missing");
        List<String> swapped = new ArrayList<>(good);
        Collections.swap(swapped, 2, 3);
        assertBroken(3, swapped, "entry 3 is missing");
        List<String> twice = new ArrayList<>(good);
        twice.add(2, good.get(1));
        assertBroken(3, twice, "entry 2 stands a second time");
        try (Database other = Database.openFile(folder.resolve("other"))) {
            Ledger elsewhere = new Ledger(other, SELF, keys, () -> NOW);
            elsewhere.append("test", Json.object().put("what", "else"));
            Ledger.Entry second = elsewhere.append("test", Json.object());
            List<String> inserted = new ArrayList<>(good);
            inserted.set(1, lines(elsewhere).get(1));
            assertThat(second.number()).isEqualTo(2);
            assertBroken(2, inserted, "does not follow");
            Ledger foreign = new Ledger(other, SELF, NodeKeys.fresh(), () -> NOW);
            foreign.append("test", Json.object());
            inserted.set(1, lines(foreign).getLast());
            assertBroken(2, inserted, "not signed by this node");
        }
    }

    @Test
    void namesACutOffEnd() throws Exception {
        for (int i = 0; i < 5; i++) {
            append("entry " + i);
        }
        assertBroken(4, exported().subList(0, 3), "ends at entry 3 but had 5: its end was cut off");
        assertBroken(1, List.of(), "ends at entry 0 but had 5");
        assertThat(LedgerCheck.check(new ByteArrayInputStream(bytes(exported().subList(0, 3))),
            keys.verificationKey(), Optional.empty())).isInstanceOfSatisfying(LedgerCheck.Verdict.Sound.class,
                sound -> assertThat(sound.endProven()).isFalse());
    }

    @Test
    void appendsNothingOnADatabaseOlderThanTheNoteUntilThatIsAcknowledged() throws Exception {
        Ledger.Entry one = append("one");
        database.close();
        Path copy = Files.copy(folder.resolve("state/bocage.mv.db"), folder.resolve("backup"));
        open();
        Ledger.Entry two = append("two");
        assertThat(ledger.missing()).isEmpty();
        database.close();
        Files.delete(folder.resolve("state/bocage.mv.db"));
        Files.copy(copy, folder.resolve("state/bocage.mv.db"));
        open();
        assertThat(ledger.missing()).contains(new Ledger.Missing(new Ledger.Head(1, one.hash()),
            new Ledger.Head(2, two.hash()), branch(two), 1, 0));
        assertThatThrownBy(() -> append("three")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ledger.acknowledge(lost -> {
            throw new IllegalStateException("not closed");
        })).hasMessage("not closed");
        assertThat(ledger.missing()).isPresent();
        List<Ledger.Missing> closed = new ArrayList<>();
        ledger.acknowledge(closed::add);
        ledger.acknowledge(closed::add);
        assertThat(closed).hasSize(1);
        append("three");
        assertThat(exported()).hasSize(3);
        assertThat(exported().get(1)).contains("\"kind\":\"restored\"", "\"noted\":{\"hash\":\"" + two.hash());
        assertThat(check(exported())).isInstanceOf(LedgerCheck.Verdict.Sound.class);
        assertThat(ledger.has(new Ledger.Head(2, two.hash()))).isFalse();
        database.close();
        open();
        assertThat(ledger.missing()).isEmpty();
    }

    /** What is written after a restore can be told from what was written before, though it has the same numbers. */
    @Test
    void namesABranchThatBeginsAnewWhenItShowsThatEntriesAreMissing() throws Exception {
        Optional<String> first = branch(append("one"));
        assertThat(first).hasValueSatisfying(branch -> assertThat(branch).matches("[0-9a-f]{32}"));
        database.close();
        Path copy = Files.copy(folder.resolve("state/bocage.mv.db"), folder.resolve("backup"));
        open();
        assertThat(branch(append("two"))).isEqualTo(first);
        database.close();
        Files.copy(copy, folder.resolve("state/bocage.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        open();
        ledger.acknowledge(lost -> { });
        Optional<String> second = ledger.branch(ledger.head());
        assertThat(second).isPresent().isNotEqualTo(first);
        assertThat(branch(append("three"))).isEqualTo(second);
        assertThat(branch(ledger.appendToNewBranch("test", Json.object(), 0))).isNotIn(first, second);
        assertThat(check(exported())).isInstanceOf(LedgerCheck.Verdict.Sound.class);
    }

    private static Optional<String> branch(Ledger.Entry entry) {
        return Ledger.branch(Json.read(entry.json()));
    }

    @Test
    void missesAllEntriesSinceTheCopyWhenItWentOnWithoutItsNote() throws Exception {
        append("one");
        database.close();
        Path copy = Files.copy(folder.resolve("state/bocage.mv.db"), folder.resolve("backup"));
        open();
        for (int i = 0; i < 4; i++) {
            append("lost " + i);
        }
        Ledger.Head lost = ledger.head();
        Optional<String> branch = ledger.branch(lost);
        database.close();
        Path note = Files.move(folder.resolve(HeadNote.NAME), folder.resolve("note"));
        Files.copy(copy, folder.resolve("state/bocage.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        now = NOW.plusSeconds(60);
        open();
        for (int i = 0; i < 7; i++) {
            append("after " + i);
        }
        Ledger.Head here = ledger.head();
        database.close();
        Files.copy(note, folder.resolve(HeadNote.NAME), StandardCopyOption.REPLACE_EXISTING);
        open();
        assertThat(ledger.missing()).contains(new Ledger.Missing(here, lost, branch, 1, 0));
    }

    @Test
    void appendsNothingOnADatabaseThatWasPutBackUnderIt() throws Exception {
        Ledger.Head one = headAfter("one");
        for (boolean started : new boolean[] {false, true}) {
            append("two");
            append("three");
            Ledger.Head last = headAfter("four");
            Optional<String> branch = ledger.branch(last);
            byte[] note = ledger.headNote().orElseThrow();
            if (started) {
                database.close();
                open();
            }
            putBack(one);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> append("other")).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("lacks entries up to " + last.number());
            }
            assertThat(ledger.missing()).contains(new Ledger.Missing(one, last, branch, one.number(), 0));
            assertThat(ledger.head()).isEqualTo(one);
            assertThat(ledger.headNote()).contains(note);
            database.close();
            open();
            assertThat(ledger.missing()).contains(new Ledger.Missing(one, last, branch, one.number(), 0));
            ledger.acknowledge(lost -> { });
            one = headAfter("goes on");
            now = now.plusSeconds(1);
        }
        assertThat(check(exported())).isInstanceOf(LedgerCheck.Verdict.Sound.class);
    }

    @Test
    void isAcknowledgedWithoutARestartToo() throws Exception {
        Ledger.Head one = headAfter("one");
        append("two");
        append("three");
        putBack(one);
        assertThatThrownBy(() -> append("other")).isInstanceOf(IllegalStateException.class);
        ledger.acknowledge(lost -> { });
        append("goes on");
        assertThat(check(exported())).isInstanceOf(LedgerCheck.Verdict.Sound.class);
    }

    private Ledger.Head headAfter(String what) {
        Ledger.Entry entry = append(what);
        return new Ledger.Head(entry.number(), entry.hash());
    }

    /** As a server's database is restored while its client stays connected. */
    private void putBack(Ledger.Head head) {
        database.useTransaction(handle -> {
            handle.execute("DELETE FROM ledger_entry WHERE number > ?", head.number());
            handle.execute("UPDATE ledger_head SET number = ?, hash = ?", head.number(), head.hash());
        });
    }

    @Test
    void findsTheLastEntryOfATime() {
        List<Instant> times = List.of(NOW, NOW.plusSeconds(2), NOW.plusSeconds(2), NOW.plusSeconds(5));
        for (Instant time : times) {
            new Ledger(database, SELF, keys, () -> time).append("test", Json.object());
        }
        assertThat(ledger.lastAt(NOW.minusMillis(1))).isZero();
        assertThat(ledger.lastAt(NOW)).isEqualTo(1);
        assertThat(ledger.lastAt(NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(ledger.lastAt(NOW.plusSeconds(2))).isEqualTo(3);
        assertThat(ledger.lastAt(NOW.plusSeconds(9))).isEqualTo(4);
    }

    @Test
    void saysWhatToDoAboutANoteThatIsEmptyOrCutOff() throws Exception {
        append("one");
        database.close();
        Path note = folder.resolve(HeadNote.NAME);
        byte[] whole = Files.readAllBytes(note);
        for (byte[] torn : new byte[][] {{}, Arrays.copyOf(whole, whole.length / 2)}) {
            Files.write(note, torn);
            assertThatThrownBy(this::open).isInstanceOfSatisfying(SetupException.class, e -> {
                assertThat(e).hasMessageContaining("empty or cut off").hasMessageContaining("delete this file");
                assertThat(e.french()).contains("vide ou coupé", "effacez");
            });
            database.close();
        }
        Files.delete(note);
        open();
        append("two");
        assertThat(Files.size(note)).isPositive();
    }

    private Ledger.Entry append(String what) {
        return ledger.append("test", Json.object().put("what", what));
    }

    private void assertBroken(long number, List<String> lines, String words) throws IOException {
        assertThat(check(lines)).isInstanceOfSatisfying(LedgerCheck.Verdict.Broken.class, broken -> {
            assertThat(broken.number()).isEqualTo(number);
            assertThat(broken.english()).contains(words);
        });
    }

    private LedgerCheck.Verdict check(List<String> lines) throws IOException {
        return LedgerCheck.check(new ByteArrayInputStream(bytes(lines)), keys.verificationKey(), ledger.headNote());
    }

    private List<String> exported() {
        return lines(ledger);
    }

    private static List<String> lines(Ledger ledger) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ledger.export(out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> without(List<String> lines, int index) {
        List<String> left = new ArrayList<>(lines);
        left.remove(index);
        return left;
    }

    private static byte[] bytes(List<String> lines) {
        return String.join("\n", lines).concat(lines.isEmpty() ? "" : "\n").getBytes(StandardCharsets.UTF_8);
    }
}
