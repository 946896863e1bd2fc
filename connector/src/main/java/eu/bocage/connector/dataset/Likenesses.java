package eu.bocage.connector.dataset;

import eu.bocage.compute.Card;
import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Likeness;
import eu.bocage.compute.Problem;
import eu.bocage.compute.Table;
import eu.bocage.connector.dataset.Datasets.Published;
import eu.bocage.connector.ledger.Digest;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.storage.Database;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds rows again that were published with another unit space or period: they would get a second budget. Looks at
 * every version there was since likenesses are kept in the form of today, under whichever name of the secret, and at
 * the rows of versions from before that are or were current since. Rows of before whose dataset has another version
 * already, or that cannot be read while they are current, are not found again unless their likeness was kept in that
 * form. Reads one likeness at a time, however many there are. Not thread-safe.
 */
final class Likenesses {

    /** Of a likeness in the form of today: a column goes by 18 bytes of a hash of its name. */
    private static final Pattern COLUMN = Pattern.compile("[mk] [A-Za-z0-9+/]{24} ");

    private final Database database;
    private final Path folder;
    private final ComputingThreads threads;

    /** @param folder where the secret lies; @param threads that compute likenesses */
    Likenesses(Database database, Path folder, ComputingThreads threads) {
        this.database = database;
        this.folder = folder;
        this.threads = threads;
    }

    /**
     * Takes down the likenesses of the datasets with another unit space or period that have none yet, and of the
     * version that is replaced. One after the other, and before the rows that are published are read: so there are
     * never two tables in memory for it. What cannot be read now is left for the next time, if its rows are there then.
     *
     * @param current datasets
     * @param glance  shows the rows of one, if they are there, for as long as it takes
     */
    void learn(Card card, Collection<Published> current,
               BiFunction<Published, Function<Table, Likeness>, Optional<Likeness>> glance) {
        LikenessSecret secret = LikenessSecret.in(folder);
        current.stream()
            .filter(other -> other.card().id().equals(card.id()) || elsewhere(card, other.card()))
            .filter(other -> !known(other.card().id(), secret))
            .forEach(other -> threads.run(() -> glance.apply(other,
                    found -> Likeness.of(found, other.card(), secret.bytes())))
                .ifPresent(likeness -> store(other.card().id(), secret, likeness)));
    }

    /**
     * Refuses rows that are those of a dataset with another unit space or period, unless their owner has confirmed
     * them. Call {@link #learn} before.
     *
     * @return stores their likeness, in the transaction that runs on this thread
     */
    Runnable check(Card card, Table table, boolean confirmed) {
        LikenessSecret secret = LikenessSecret.in(folder);
        Likeness likeness = threads.run(() -> Likeness.of(table, card, secret.bytes()));
        if (!confirmed) {
            for (Known other : elsewhere(card, secret)) {
                String text = text(other);
                if (threads.run(() -> read(other, text).filter(likeness::sameRows)).isPresent()) {
                    throw new InvalidInput(List.of(refusal(card, other)));
                }
            }
        }
        return () -> store(card.id(), secret, likeness);
    }

    /** @param former whether it is under the former name, where some cannot be compared */
    private record Known(String dataset, String unitSpace, String period, String digest, boolean former) {
    }

    private static boolean elsewhere(Card card, Card other) {
        return !card.unitSpace().equals(other.unitSpace()) || !card.period().equals(other.period());
    }

    private List<Known> elsewhere(Card card, LikenessSecret secret) {
        return database.read(handle -> handle.createQuery("""
                SELECT d.id, d.unit_space, d.period, l.digest, l.secret FROM dataset_likeness l
                JOIN dataset d ON d.id = l.dataset
                WHERE l.secret IN (:secret, :former) AND (d.unit_space <> :space OR d.period <> :period)
                ORDER BY d.id, l.digest""")
            .bind("secret", secret.id())
            .bind("former", secret.formerId())
            .bind("space", card.unitSpace())
            .bind("period", card.period())
            .map((row, context) -> new Known(row.getString("id"), row.getString("unit_space"),
                row.getString("period"), row.getString("digest"),
                row.getString("secret").equals(secret.formerId())))
            .list());
    }

    private String text(Known other) {
        return database.read(handle -> handle.createQuery(
                "SELECT content FROM dataset_likeness WHERE dataset = :dataset AND digest = :digest")
            .bind("dataset", other.dataset())
            .bind("digest", other.digest())
            .mapTo(String.class)
            .one());
    }

    /** @return empty for one under the former name that is not in the form of today */
    private static Optional<Likeness> read(Known other, String text) {
        if (!other.former()) {
            return Optional.of(Likeness.parse(text));
        }
        try {
            return text.lines().skip(2).allMatch(line -> COLUMN.matcher(line).lookingAt())
                ? Optional.of(Likeness.parse(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean known(String dataset, LikenessSecret secret) {
        return database.read(handle -> handle.createQuery(
                "SELECT count(*) FROM dataset_likeness WHERE dataset = :dataset AND secret = :secret")
            .bind("dataset", dataset)
            .bind("secret", secret.id())
            .mapTo(Long.class)
            .one()) > 0;
    }

    /** The digest is over the secret's name as well, or the same text under a former name would stand in its place. */
    private void store(String dataset, LikenessSecret secret, Likeness likeness) {
        String text = likeness.text();
        database.useTransaction(handle -> handle.execute("INSERT INTO dataset_likeness (dataset, secret, digest,"
            + " content) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", dataset, secret.id(),
            Digest.of(Json.bytes(secret.id() + " " + text)), text));
    }

    private static Problem refusal(Card card, Known other) {
        String field = card.unitSpace().equals(other.unitSpace()) ? "period" : "unitSpace";
        return new Problem(field,
            "« " + card.id() + " » semble reprendre les lignes de « " + other.dataset() + " », publié avec l'espace"
                + " d'unités « " + other.unitSpace() + " » et la période « " + other.period() + " » : la moitié au"
                + " moins des unités y ont les mêmes valeurs, et leur budget recommencerait. Reprenez ces deux"
                + " valeurs ; si les lignes parlent bien d'autres unités ou d'un autre temps, confirmez-le par"
                + " --same-rows-new-budget, et le journal le dira",
            "\"" + card.id() + "\" seems to have the rows of \"" + other.dataset() + "\", published with unit space \""
                + other.unitSpace() + "\" and period \"" + other.period() + "\": at least half of the units have the"
                + " same values there, and their budget would begin anew. Use those two values; if the rows are indeed"
                + " about other units or another time, confirm it by --same-rows-new-budget, and the ledger will say"
                + " so");
    }
}
