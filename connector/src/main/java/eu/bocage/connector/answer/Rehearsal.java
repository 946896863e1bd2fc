package eu.bocage.connector.answer;

import eu.bocage.compute.Card;
import eu.bocage.compute.Question;
import eu.bocage.compute.audit.Counter;
import eu.bocage.connector.answer.Refusal.RefusedException;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.storage.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A desk with keys, database, ledger and budget of its own in a temporary folder, which goes when it is closed: what an
 * audit attacks. Debits, draws, books and time slots are those of nodes; no node's own files are opened and no node's
 * budget is touched. There is no token and no policy before it, which other tests attack. Thread-safe.
 */
public final class Rehearsal implements Counter {

    private static final Budgets.Limits LIMITS = new Budgets.Limits(1_000_000, 600_000, 1_000_000, 0);
    private static final String PROJECT = "audit";
    private static final Computing FAILING = (question, card, table, version, disclosure, seed) -> {
        throw new ArithmeticException("as one row would make it fail");
    };

    private final Path folder;
    private final Slot slot;
    private final Did self = Did.of(URI.create("http://127.0.0.1:9100"));
    private final Database database;
    private final Budgets budgets;
    private final Datasets datasets;
    private final Datasets.Published dataset;
    private final Desk desk;

    private Rehearsal(Path folder, Duration slot, Card card, Path rows, Computing computing) {
        this.folder = folder;
        this.slot = new Slot(slot, new SecureRandom()).of(card);
        NodeKeys keys = NodeKeys.create(folder);
        InstantSource clock = InstantSource.system();
        database = Database.openFile(folder.resolve("state"));
        Ledger ledger = new Ledger(database, self, keys, clock);
        budgets = new Budgets(database, clock);
        datasets = new Datasets(database, folder.resolve("datasets"), ledger, clock);
        desk = new Desk(self, keys, datasets, budgets, ledger, database, clock, computing, new Workers());
        dataset = datasets.publish(card.json(), rows, read -> { });
    }

    /** @param slot replies leave at multiples of it or of the card's, as {@code answerSlotMillis} of a node */
    public static Counter.Maker with(Duration slot) {
        return (card, rows, fails) -> {
            try {
                return new Rehearsal(Files.createTempDirectory("bocage-audit"), slot, card, rows,
                    fails ? FAILING : Computing.real());
            } catch (IOException e) {
                throw new UncheckedIOException("no temporary folder for an audit", e);
            }
        };
    }

    @Override
    public Reply ask(String question) {
        long received = System.nanoTime();
        Optional<String> answer;
        try {
            answer = Optional.of(desk.serve(order(Question.read(question, dataset.card(), 1))).answer());
        } catch (RefusedException e) {
            answer = Optional.empty();
        } finally {
            slot.await(received);
        }
        return new Reply(answer, Duration.ofNanos(System.nanoTime() - received));
    }

    @Override
    public long spent() {
        return budgets.books(List.of()).stream().mapToLong(book -> book.microRho()).sum();
    }

    @Override
    public long limit() {
        return LIMITS.projectShare();
    }

    @Override
    public Duration slot() {
        return slot.length();
    }

    @Override
    public void close() {
        desk.close();
        datasets.close();
        database.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + folder, e);
        }
    }

    private Desk.Order order(Question question) {
        String request = Digest.of(Json.bytes(question.json()));
        return new Desk.Order(question, dataset, PROJECT, dataset.card().disclosure(),
            new Charged.Asker(PROJECT, self.text(), request, request), LIMITS, List.of());
    }
}
