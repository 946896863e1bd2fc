package eu.bocage.connector.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.DataVersion;
import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Problem;
import eu.bocage.compute.Table;
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
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * The datasets published at this node: cards, versions, rows.
 *
 * <p><b>Whole or not at all.</b> A file is read and checked to its end before anything is kept; then card, version and
 * ledger entry come in one transaction. A new publication of a dataset is a new version of it, whether the rows changed
 * or not. Its unit space and period stay what they were, for budgets lie on them; a publication refills none.
 *
 * <p><b>What is told.</b> A version has a random name and a hiding commitment; what opens it, the rows and their number
 * stay in the node. The ledger has the card as others may see it, so that changed bounds can be found later.
 *
 * <p>The rows of a former version are deleted as soon as no open question holds them. Rows that are missing or damaged
 * close their dataset, not the node. Thread-safe.
 */
public final class Datasets implements AutoCloseable {

    private final Database database;
    private final Catalogue catalogue;
    private final RowFiles files;
    private final Ledger ledger;
    private final InstantSource clock;
    private final ReentrantLock publishing = new ReentrantLock();
    private final Map<String, Published> current = new ConcurrentSkipListMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @param folder where rows are kept, made at the first publication */
    public Datasets(Database database, Path folder, Ledger ledger, InstantSource clock) {
        this.database = database;
        this.catalogue = new Catalogue(database);
        this.files = new RowFiles(folder);
        this.ledger = ledger;
        this.clock = clock;
        catalogue.current().forEach(dataset -> current.put(dataset.card().id(), dataset));
        files.sweep(catalogue::needed);
    }

    /**
     * Publishes a file under a card, or a new version of it.
     *
     * @param progress told the rows read so far, now and then
     * @throws InvalidInput naming every wrong field, or the first wrong lines; nothing is published then
     */
    public Published publish(String cardYaml, Path csv, LongConsumer progress) {
        Card card = Card.fromYaml(cardYaml);
        refuseAnotherScope(card);
        Table table = Table.readCsv(csv, card, progress);
        Published dataset;
        Optional<Published> former;
        publishing.lock();
        try {
            dataset = new Published(card, DataVersion.fresh(table), clock.instant().truncatedTo(ChronoUnit.SECONDS));
            former = find(card.id());
            store(dataset, table);
            files.keep(dataset, table);
            current.put(card.id(), dataset);
        } catch (RuntimeException | Error e) {
            table.close();
            throw e;
        } finally {
            publishing.unlock();
        }
        former.ifPresent(this::dropUnlessNeeded);
        listeners.forEach(Runnable::run);
        return dataset;
    }

    /** Every dataset at its current version, in the order of identifiers. */
    public List<Published> all() {
        return new ArrayList<>(current.values());
    }

    public Optional<Published> find(String id) {
        return Optional.ofNullable(current.get(id));
    }

    /** A version, current or former; its rows may be gone. */
    public Optional<Published> version(String version) {
        return current.values().stream().filter(dataset -> dataset.version().id().equals(version)).findFirst()
            .or(() -> catalogue.version(version));
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

    /** Called after each publication, on the thread that published. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        files.close();
    }

    /** A dataset at one version. @param since when it was published */
    public record Published(Card card, DataVersion version, Instant since) {
    }

    private void store(Published dataset, Table table) {
        files.write(dataset, table);
        database.useTransaction(handle -> {
            database.afterRollback(() -> files.drop(dataset));
            refuseAnotherScope(dataset.card());
            catalogue.put(dataset);
            ledger.append("published", entry(dataset));
        });
    }

    private void refuseAnotherScope(Card card) {
        Optional<Catalogue.Scope> scope = catalogue.scope(card.id());
        List<Problem> problems = new ArrayList<>();
        scope.ifPresent(known -> {
            compare("unitSpace", known.unitSpace(), card.unitSpace(), problems);
            compare("period", known.period(), card.period(), problems);
        });
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private static void compare(String field, String known, String given, List<Problem> problems) {
        if (!known.equals(given)) {
            problems.add(new Problem(field,
                "ce jeu de données est publié avec « " + known + " », et son budget en dépend : remettez cette valeur,"
                    + " ou publiez sous un autre id",
                "this dataset is published with \"" + known + "\", and its budget depends on it: put that value back,"
                    + " or publish under another id"));
        }
    }

    private void dropUnlessNeeded(Published dataset) {
        if (!catalogue.needed(dataset.version().id())) {
            files.drop(dataset);
        }
    }

    private static ObjectNode entry(Published dataset) {
        Card card = dataset.card();
        ObjectNode content = Json.object()
            .put("dataset", card.id())
            .put("version", dataset.version().id())
            .put("commitment", dataset.version().commitment())
            .put("cardHash", Digest.of(Json.bytes(card.json())));
        content.set("card", Json.read(card.publicJson()));
        return content;
    }
}
