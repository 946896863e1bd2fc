package eu.bocage.compute;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * The rows of a dataset at one version: dictionary-encoded columns with a unit index. Never leaves the node. Immutable
 * until it is closed; many threads may read it.
 */
public final class Table implements AutoCloseable {

    private final byte[] cardHash;
    private final Future<byte[]> contentHash;
    private final Layout declared;
    private final Layout layout;
    private volatile Columns columns;

    private Table(byte[] cardHash, Layout layout, Columns columns, Future<byte[]> contentHash) {
        this.cardHash = cardHash;
        this.layout = layout.with(columns.found());
        this.contentHash = contentHash;
        this.declared = layout;
        this.columns = columns;
    }

    /** Rows that were read. @param report for the owner alone */
    public record Reading(Table table, IntakeReport report) {
    }

    /** A unit has more rows than the card lets in, as no table written by this program: the owner publishes again. */
    public static final class TooHeavyException extends RuntimeException {

        private final transient Problem problem;

        TooHeavyException(Problem problem) {
            super(problem.path() + ": " + problem.english());
            this.problem = problem;
        }

        /** For the owner alone. */
        public Problem problem() {
            return problem;
        }
    }

    /**
     * Reads and checks a whole source.
     *
     * @param progress told the rows read so far, now and then
     * @throws InvalidInput naming place, column and remedy of the first faults; nothing is kept
     */
    public static Reading read(Source source, Card card, LongConsumer progress) {
        Intake.Result result = Intake.read(source, card, progress);
        Columns columns = result.columns();
        try (Beside beside = new Beside()) {
            return new Reading(new Table(hash(card), Layout.of(card), columns,
                beside.begin(() -> ColumnsDigest.of(columns))), result.report());
        }
    }

    /** Reads and checks a whole CSV file, see {@link #read}. */
    public static Table readCsv(Path csv, Card card, LongConsumer progress) {
        return read(Source.csv(csv), card, progress).table();
    }

    /** Writes the columns to one new file with mode 600, atomically. @throws java.io.UncheckedIOException */
    public void write(Path file) {
        TableFile.write(file, columns(), this::contentHash, cardHash, declared);
    }

    /**
     * Opens what {@link #write} wrote.
     *
     * @throws InvalidInput when it is damaged, belongs to another card or was written under another list of places
     * @throws TooHeavyException when it has more rows of a unit than the card lets in
     */
    public static Table open(Path file, Card card) {
        Layout layout = Layout.of(card);
        TableFile.Content content = TableFile.read(file, hash(card), layout);
        if (HeavyUnits.in(content.columns(), card.unitRows()).any()) {
            throw new TooHeavyException(new Problem("unitRows",
                "une unité a plus de " + card.unitRows() + " lignes, et une version précédente de Bocage les a "
                    + "laissées passer ; publiez les données de nouveau, avec dans la fiche unitRows: le plus de "
                    + "lignes qu'une unité a, ou unitIntake: {tooMany: refuseRow}",
                "a unit has more than " + card.unitRows() + " rows, which a former version of Bocage let through; "
                    + "publish the data again, with unitRows in the card: the most rows that a unit has, or "
                    + "unitIntake: {tooMany: refuseRow}"));
        }
        return new Table(hash(card), layout, content.columns(), CompletableFuture.completedFuture(content.hash()));
    }

    /** SHA-256 of the content in its canonical order: never leaves the node, see {@link DataVersion}. */
    public byte[] contentHash() {
        return Beside.result(contentHash).clone();
    }

    /** Lets the rows go. A computation under way ends as it would have. */
    @Override
    public void close() {
        columns = null;
    }

    /** With the values of private keys that are in the rows. */
    Layout layout() {
        return layout;
    }

    Columns columns() {
        Columns now = columns;
        if (now == null) {
            throw new IllegalStateException("the table is closed");
        }
        return now;
    }

    /** Whether it was read under this very card. */
    boolean belongsTo(Card card) {
        return Arrays.equals(cardHash, hash(card));
    }

    private static byte[] hash(Card card) {
        return Json.sha256().digest(card.json().getBytes(StandardCharsets.UTF_8));
    }
}
