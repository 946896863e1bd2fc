package eu.bocage.connector.dataset;

import eu.bocage.compute.Card;
import eu.bocage.compute.DataVersion;
import eu.bocage.compute.IntakeReport;
import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Problem;
import eu.bocage.connector.dataset.Datasets.Published;
import eu.bocage.connector.storage.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.statement.Query;

/** Datasets and their versions in the database. */
final class Catalogue {

    private static final String VERSIONS = "SELECT v.version, v.card, v.commitment, v.since, o.opening"
        + " FROM dataset_version v JOIN dataset_opening o ON o.version = v.version";

    private final Database database;

    Catalogue(Database database) {
        this.database = database;
    }

    /** The current version of each dataset whose card this program takes. @param unreadable told of the others */
    List<Published> current(BiConsumer<String, InvalidInput> unreadable) {
        List<String> ids = database.read(handle -> handle.createQuery("SELECT id FROM dataset"
            + " WHERE id NOT IN (SELECT dataset FROM dataset_withdrawn) ORDER BY id")
            .mapTo(String.class).list());
        List<Published> current = new ArrayList<>();
        for (String id : ids) {
            try {
                current.addAll(database.read(handle -> published(handle.createQuery(VERSIONS
                    + " JOIN dataset d ON d.version = v.version WHERE d.id = :id").bind("id", id))));
            } catch (InvalidInput e) {
                unreadable.accept(id, e);
            }
        }
        return current;
    }

    /** Versions that were published with another unit space or period. */
    List<Elsewhere> elsewhere(Card card) {
        return database.read(handle -> handle.createQuery("""
                SELECT d.id, d.unit_space, d.period, v.version, v.commitment, o.opening FROM dataset_version v
                JOIN dataset d ON d.id = v.dataset JOIN dataset_opening o ON o.version = v.version
                WHERE d.unit_space <> :space OR d.period <> :period ORDER BY d.id, v.since""")
            .bind("space", card.unitSpace())
            .bind("period", card.period())
            .map((row, context) -> new Elsewhere(row.getString("id"),
                new Scope(row.getString("unit_space"), row.getString("period")),
                new DataVersion(row.getString("version"), row.getString("commitment"), row.getString("opening"))))
            .list());
    }

    /** A version, and where its budget lies. */
    record Elsewhere(String dataset, Scope scope, DataVersion version) {
    }

    Optional<Published> version(String version) {
        return database.read(handle -> published(handle.createQuery(VERSIONS + " WHERE v.version = :version")
            .bind("version", version)).stream().findFirst());
    }

    /** Unit space and period of a dataset, locked until the transaction ends. */
    Optional<Scope> scope(String id) {
        return database.inTransaction(handle -> handle.createQuery(
                "SELECT unit_space, period FROM dataset WHERE id = :id FOR UPDATE")
            .bind("id", id)
            .map((row, context) -> new Scope(row.getString("unit_space"), row.getString("period")))
            .findOne());
    }

    /** Whether a version is its dataset's current one, which it then stays until the transaction ends. */
    boolean isCurrent(Published dataset) {
        return database.inTransaction(handle -> handle.createQuery(
                "SELECT version FROM dataset WHERE id = :id FOR UPDATE")
            .bind("id", dataset.card().id())
            .mapTo(String.class)
            .findOne()).filter(dataset.version().id()::equals).isPresent()
            && withdrawn(dataset.card().id()).isEmpty();
    }

    /** Withdraws a dataset, in the transaction that runs on this thread. @return its last version */
    String withdraw(String id, Instant now) {
        return database.inTransaction(handle -> {
            String version = handle.createQuery("SELECT version FROM dataset WHERE id = :id FOR UPDATE")
                .bind("id", id).mapTo(String.class).one();
            handle.execute("INSERT INTO dataset_withdrawn (dataset, withdrawn_at) VALUES (?, ?)", id,
                now.getEpochSecond());
            return version;
        });
    }

    /** Since when a dataset is withdrawn; empty when it is not. */
    Optional<Instant> withdrawn(String id) {
        return database.read(handle -> handle.createQuery(
                "SELECT withdrawn_at FROM dataset_withdrawn WHERE dataset = :id")
            .bind("id", id).mapTo(Long.class).findOne()).map(Instant::ofEpochSecond);
    }

    /** Since when each dataset is withdrawn that is, in the order of identifiers. */
    Map<String, Instant> withdrawn() {
        return database.read(handle -> {
            Map<String, Instant> all = new TreeMap<>();
            handle.createQuery("SELECT dataset, withdrawn_at FROM dataset_withdrawn").map((row, context) ->
                all.put(row.getString("dataset"), Instant.ofEpochSecond(row.getLong("withdrawn_at")))).list();
            return all;
        });
    }

    /** Makes a version the current one of its dataset, which is not withdrawn any more. */
    void put(Published dataset) {
        database.useTransaction(handle -> {
            Card card = dataset.card();
            handle.execute("DELETE FROM dataset_withdrawn WHERE dataset = ?", card.id());
            DataVersion version = dataset.version();
            handle.execute("INSERT INTO dataset_version (version, dataset, card, commitment, since)"
                + " VALUES (?, ?, ?, ?, ?)", version.id(), card.id(), card.json(), version.commitment(),
                dataset.since().getEpochSecond());
            handle.execute("INSERT INTO dataset_opening (version, opening) VALUES (?, ?)", version.id(),
                version.opening());
            if (handle.execute("UPDATE dataset SET version = ? WHERE id = ?", version.id(), card.id()) == 0) {
                handle.execute("INSERT INTO dataset (id, unit_space, period, version) VALUES (?, ?, ?, ?)",
                    card.id(), card.unitSpace(), card.period(), version.id());
            }
        });
    }

    /** Keeps what intake counted, apart from everything that is ever shown or exported. */
    void put(Published dataset, IntakeReport report) {
        database.useTransaction(handle -> handle.execute("INSERT INTO dataset_intake (version, report) VALUES (?, ?)",
            dataset.version().id(), report.json()));
    }

    Optional<String> intakeReport(String version) {
        return database.read(handle -> handle.createQuery("SELECT report FROM dataset_intake WHERE version = :version")
            .bind("version", version).mapTo(String.class).findOne());
    }

    void hold(String holder, String version) {
        database.useTransaction(handle ->
            handle.execute("INSERT INTO dataset_hold (holder, version) VALUES (?, ?)", holder, version));
    }

    /** Gives a hold up. @return the version that was held */
    Optional<String> release(String holder) {
        return database.inTransaction(handle -> {
            Optional<String> version = handle.createQuery("SELECT version FROM dataset_hold WHERE holder = :holder")
                .bind("holder", holder).mapTo(String.class).findOne();
            handle.execute("DELETE FROM dataset_hold WHERE holder = ?", holder);
            return version;
        });
    }

    /** Whether the rows of a version are of any use still: it is current and not withdrawn, or somebody holds it. */
    boolean needed(String version) {
        return database.read(handle -> handle.createQuery("""
                SELECT (SELECT count(*) FROM dataset WHERE version = :version
                        AND id NOT IN (SELECT dataset FROM dataset_withdrawn))
                    + (SELECT count(*) FROM dataset_hold WHERE version = :version)""")
            .bind("version", version)
            .mapTo(Long.class)
            .one()) > 0;
    }

    /** @param unitSpace and @param period that a dataset was first published with */
    record Scope(String unitSpace, String period) {

        /** What a card says otherwise. */
        List<Problem> changed(Card card) {
            List<Problem> problems = new ArrayList<>();
            compare(card.id(), "unitSpace", unitSpace, card.unitSpace(), problems);
            compare(card.id(), "period", period, card.period(), problems);
            return problems;
        }

        private static void compare(String id, String field, String known, String given, List<Problem> problems) {
            if (!known.equals(given)) {
                problems.add(new Problem(field,
                    "ce jeu de données est publié avec « " + known + " », et son budget en dépend : remettez cette"
                        + " valeur, ou publiez sous un autre id s'il s'agit d'autres unités ou d'un autre temps. Si « "
                        + known + " » était une erreur et que rien n'a été demandé, retirez-le (bocage dataset"
                        + " withdraw " + id + "), puis publiez sous un autre id avec --same-rows-new-budget",
                    "this dataset is published with \"" + known + "\", and its budget depends on it: put that value"
                        + " back, or publish under another id if these are other units or another time. If \"" + known
                        + "\" was a mistake and nothing was asked, withdraw it (bocage dataset withdraw " + id
                        + "), then publish under another id with --same-rows-new-budget"));
            }
        }
    }

    private static List<Published> published(Query query) {
        return query.map((row, context) -> new Published(
            Card.fromJson(row.getString("card")),
            new DataVersion(row.getString("version"), row.getString("commitment"), row.getString("opening")),
            Instant.ofEpochSecond(row.getLong("since")))).list();
    }
}
