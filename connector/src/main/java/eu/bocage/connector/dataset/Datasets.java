package eu.bocage.connector.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.DataVersion;
import eu.bocage.compute.IntakeReport;
import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Problem;
import eu.bocage.compute.Source;
import eu.bocage.compute.Table;
import eu.bocage.connector.budget.Budgets;
import eu.bocage.connector.budget.Place;
import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.storage.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The datasets published at this node: cards, versions, rows.
 *
 * <p><b>Whole or not at all.</b> A file is read and checked to its end before anything is kept; then card, version and
 * ledger entry come in one transaction. A new publication of a dataset is a new version of it, whether the rows changed
 * or not. Its unit space and period stay what they were, for budgets lie on them; a publication refills none. The same
 * content is not taken under another unit space or period, and rows that are largely those of a dataset there only once
 * the owner has confirmed it, which the ledger says ({@link Likenesses}). One source is read at a time.
 *
 * <p>Reading, checking, hashing and writing rows, which may take hours, has a platform thread of its own; opening the
 * rows of a version for a question has others. So neither a publication waits for questions, nor they for it, and those
 * who wait for either may be virtual threads. What is being read when this is closed ends with
 * {@link StoppedException}, and nothing of it is published.
 *
 * <p><b>Withdrawn is for good, or until it is published again.</b> A dataset that its owner withdraws answers nothing
 * from then on, not even what it answered before; it is offered to nobody, and its rows go as those of a former version
 * do. Unit space, period, what its rows are known again by and what was spent stay. Only where nothing was ever spent
 * of its unit space and period may the owner publish the very same rows elsewhere, for that refills nothing.
 *
 * <p><b>What is told.</b> A version has a random name and a hiding commitment; what opens it, the rows and their number
 * stay in the node. The ledger has the card as others may see it, so that changed bounds can be found later.
 *
 * <p>The rows of a former version are deleted as soon as no open question holds them. Rows that are missing or damaged
 * close their dataset, not the node; so does a card that this program no longer takes. Thread-safe.
 */
public final class Datasets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Datasets.class);

    private final Database database;
    private final Catalogue catalogue;
    private final ComputingThreads reading = new ComputingThreads("publish", 1);
    private final ComputingThreads opening = new ComputingThreads("open", ComputingThreads.MOST);
    private final RowFiles files;
    private final Likenesses likenesses;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Budgets budgets;
    private final ReentrantLock publishing = new ReentrantLock();
    /** Held while a dataset changes, in the database and here. */
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<String, Published> current = new ConcurrentSkipListMap<>();
    /** How often each was withdrawn since the start, for publications that were asked for before. */
    private final Map<String, Long> withdrawals = new ConcurrentHashMap<>();
    private final Map<String, InvalidInput> unreadable = new ConcurrentSkipListMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @param folder where rows are kept, made at the first publication; beside it, the secret of likenesses */
    public Datasets(Database database, Path folder, Ledger ledger, InstantSource clock) {
        this.database = database;
        this.catalogue = new Catalogue(database);
        this.files = new RowFiles(folder, opening);
        this.likenesses = new Likenesses(database, folder.toAbsolutePath().getParent(), reading);
        this.ledger = ledger;
        this.clock = clock;
        this.budgets = new Budgets(database, clock);
        catalogue.current(this::close).forEach(dataset -> current.put(dataset.card().id(), dataset));
        files.sweep(catalogue::needed);
    }

    /** Publishes a CSV file under a card, see {@link #publish(String, Source, Progress)}. */
    public Published publish(String cardYaml, Path csv, Progress progress) {
        return publish(cardYaml, Source.csv(csv), progress);
    }

    /** How far a publication is. Called on the thread that publishes, or on one that computes for it. */
    public interface Progress {

        /** It is its turn, and so many rows were read so far: 0 at first, then now and then. */
        void rows(long rows);

        /** Another one is being published; it waits for its turn. */
        default void waiting() {
        }

        /** Whether nobody waits for it any more: asked once it is its turn. */
        default boolean left() {
            return false;
        }
    }

    /** Publishes rows that nobody has confirmed, see {@link #publish(String, Source, boolean, Progress)}. */
    public Published publish(String cardYaml, Source source, Progress progress) {
        return publish(cardYaml, source, false, progress);
    }

    /**
     * Publishes a source under a card, or a new version of it. Waits while another one is being published, which may
     * take as long as its source gives rows; is dropped if nobody waits any more when its turn comes, and goes on to
     * its end once it has begun.
     *
     * @param sameRowsNewBudget whether the owner says that these rows deserve a budget of their own, though they are
     *     largely those of a dataset with another unit space or period, or the very ones of a withdrawn one of whose
     *     unit space and period nothing was spent
     * @throws InvalidInput naming every wrong field, or the first wrong lines; nothing is published then
     * @throws StoppedException when this is closed meanwhile; nothing is published then either
     */
    public Published publish(String cardYaml, Source source, boolean sameRowsNewBudget, Progress progress) {
        Card card = Card.fromYaml(cardYaml);
        refuseAnotherScope(card);
        long withdrawn = withdrawals(card.id());
        Published dataset;
        Optional<Published> former;
        if (!publishing.tryLock()) {
            progress.waiting();
            publishing.lock();
        }
        try {
            if (progress.left()) {
                throw new InvalidInput(List.of(new Problem("",
                    "plus personne n'attendait cette publication quand son tour est venu ; rien n'est publié",
                    "nobody waited for this publication any more when its turn came; nothing is published")));
            }
            progress.rows(0);
            likenesses.learn(card, current.values(), files::glance);
            Table.Reading read = reading.run(() -> Table.read(source, card, rows -> {
                ComputingThreads.goOn();
                progress.rows(rows);
            }));
            former = find(card.id());
            dataset = keep(card, read, sameRowsNewBudget, withdrawn);
        } finally {
            publishing.unlock();
        }
        former.ifPresent(this::dropUnlessNeeded);
        listeners.forEach(Runnable::run);
        return dataset;
    }

    /**
     * Withdraws a dataset: no new question, no offer, no answer again. What was charged and is not answered yet is
     * finished in the background, and holds the rows until then. Publishing the dataset again opens it; a publication
     * that was asked for before does not. The rows of a card that this program no longer takes go at the next start.
     *
     * @throws InvalidInput when nothing is published under that id; nothing is changed then
     */
    public void withdraw(String id) {
        Optional<Published> dataset;
        changing.lock();
        try {
            dataset = find(id);
            if (dataset.isEmpty() && !unreadable.containsKey(id)) {
                throw nothing(id);
            }
            database.inTransaction(handle -> ledger.append("withdrawn", Json.object().put("dataset", id)
                .put("version", catalogue.withdraw(id, clock.instant()))));
            withdrawals.merge(id, 1L, Long::sum);
            current.remove(id);
            unreadable.remove(id);
        } finally {
            changing.unlock();
        }
        listeners.forEach(Runnable::run);
        dataset.ifPresent(one -> {
            likenesses.learn(one.card(), List.of(one), files::glance);
            dropUnlessNeeded(one);
        });
    }

    /** Since when each dataset is withdrawn that is, by identifier. */
    public Map<String, Instant> withdrawn() {
        return catalogue.withdrawn();
    }

    /** On what the budget of a dataset lies that is, or was once, published here. */
    public Optional<Place> place(String id) {
        return catalogue.scope(id).map(scope -> new Place(scope.unitSpace(), scope.period()));
    }

    /** Whether another version has taken the place of this one, or its dataset is withdrawn. */
    public boolean former(String id, String version) {
        return find(id).map(now -> !now.version().id().equals(version))
            .orElseGet(() -> catalogue.withdrawn(id).isPresent());
    }

    /** Every dataset at its current version, in the order of identifiers. */
    public List<Published> all() {
        return new ArrayList<>(current.values());
    }

    /** Published datasets whose card this program refuses, and why; they answer nothing until published again. */
    public Map<String, InvalidInput> unreadable() {
        return Map.copyOf(unreadable);
    }

    public Optional<Published> find(String id) {
        return Optional.ofNullable(current.get(id));
    }

    /** A version, current or former; its rows may be gone. */
    public Optional<Published> version(String version) {
        return current.values().stream().filter(dataset -> dataset.version().id().equals(version)).findFirst()
            .or(() -> catalogue.version(version));
    }

    /** What intake counted when a version was published, in JSON: for the owner alone, for it tells of the rows. */
    public Optional<String> intakeReport(Published dataset) {
        return catalogue.intakeReport(dataset.version().id());
    }

    /** The rows of one version. */
    public Rows rows(Published dataset) {
        return files.rows(dataset);
    }

    /**
     * Whether a dataset answers nothing, for its rows are missing, damaged or cannot be read at present; the log says
     * how to put it right.
     */
    public boolean closed(Published dataset) {
        return files.closed(dataset);
    }

    /** Why the rows of a dataset are refused though they are there, for the owner; as far as it is known. */
    public Optional<Problem> refused(Published dataset) {
        return files.refused(dataset);
    }

    /**
     * Keeps the rows of a version until {@link #release}, in the transaction that runs on this thread.
     *
     * @return false when another version has taken its place, and nothing is held
     */
    public boolean hold(String holder, Published dataset) {
        return database.inTransaction(handle -> {
            if (!catalogue.isCurrent(dataset)) {
                return false;
            }
            catalogue.hold(holder, dataset.version().id());
            return true;
        });
    }

    /** Gives up what was held, in the transaction that runs on this thread. */
    public void release(String holder) {
        catalogue.release(holder).flatMap(catalogue::version)
            .ifPresent(dataset -> database.afterCommit(() -> dropUnlessNeeded(dataset)));
    }

    /** Called after each publication and withdrawal, on the thread that did it. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        reading.close();
        opening.close();
        files.close();
    }

    /** A dataset at one version. @param since when it was published */
    public record Published(Card card, DataVersion version, Instant since) {
    }

    private void close(String id, InvalidInput why) {
        unreadable.put(id, why);
        LOG.error("The card of dataset {} is not one that this program takes, so the dataset is closed: {}. Publish it"
            + " again under a card put right", id, why.getMessage());
    }

    private Published keep(Card card, Table.Reading read, boolean confirmed, long withdrawn) {
        Table table = read.table();
        changing.lock();
        try {
            if (withdrawals(card.id()) != withdrawn) {
                throw withdrawnMeanwhile();
            }
            Published dataset = new Published(card, reading.run(() -> DataVersion.fresh(table)),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
            store(dataset, table, read.report(), confirmed);
            files.keep(dataset, table);
            current.put(card.id(), dataset);
            unreadable.remove(card.id());
            return dataset;
        } catch (RuntimeException | Error e) {
            table.close();
            throw e;
        } finally {
            changing.unlock();
        }
    }

    private long withdrawals(String id) {
        return withdrawals.getOrDefault(id, 0L);
    }

    private static InvalidInput withdrawnMeanwhile() {
        return new InvalidInput(List.of(new Problem("id",
            "ce jeu de données a été retiré pendant la lecture ; publiez-le de nouveau pour le rouvrir",
            "this dataset was withdrawn while its rows were read; publish it again to open it")));
    }

    private InvalidInput nothing(String id) {
        String there = String.join(", ", current.keySet());
        return new InvalidInput(List.of(new Problem("dataset",
            "rien n'est publié sous « " + id + " » ; il y a : " + (there.isEmpty() ? "rien" : there),
            "nothing is published as \"" + id + "\"; there is: " + (there.isEmpty() ? "nothing" : there))));
    }

    /** The file is written inside the transaction, which takes its connection after that, to go with it if it fails. */
    private void store(Published dataset, Table table, IntakeReport report, boolean confirmed) {
        refuseSameContentElsewhere(dataset.card(), table, confirmed);
        Runnable likeness = likenesses.check(dataset.card(), table, confirmed);
        database.joinTransaction(() -> {
            database.afterRollback(() -> files.drop(dataset));
            reading.run(() -> files.write(dataset, table));
            refuseAnotherScope(dataset.card());
            catalogue.put(dataset);
            catalogue.put(dataset, report);
            likeness.run();
            return ledger.append("published", entry(dataset, confirmed));
        });
    }

    private void refuseSameContentElsewhere(Card card, Table table, boolean confirmed) {
        catalogue.elsewhere(card).stream().filter(other -> other.version().commitsTo(table))
            .filter(other -> !confirmed || remedy(other) != SameRows.CONFIRM).findFirst()
            .ifPresent(other -> {
                throw new InvalidInput(List.of(remedy(other).refusal(other.dataset(), other.scope())));
            });
    }

    private SameRows remedy(Catalogue.Elsewhere other) {
        return SameRows.of(new Place(other.scope().unitSpace(), other.scope().period()), budgets,
            catalogue.withdrawn(other.dataset()).isPresent());
    }

    private void refuseAnotherScope(Card card) {
        List<Problem> problems = catalogue.scope(card.id()).map(known -> known.changed(card)).orElse(List.of());
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private void dropUnlessNeeded(Published dataset) {
        if (!catalogue.needed(dataset.version().id())) {
            files.drop(dataset);
        }
    }

    /** Without the field "owner": it is free text, and might name a person against what the schema says. */
    private static ObjectNode entry(Published dataset, boolean confirmed) {
        Card card = dataset.card();
        ObjectNode content = Json.object()
            .put("dataset", card.id())
            .put("version", dataset.version().id())
            .put("commitment", dataset.version().commitment())
            .put("cardHash", Digest.of(Json.bytes(card.json())));
        ObjectNode shown = Json.read(card.publicJson());
        shown.remove("owner");
        content.set("card", shown);
        if (confirmed) {
            content.put("sameRowsNewBudget", true);
        }
        return content;
    }
}
