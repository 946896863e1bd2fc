package eu.bocage.compute;

import java.nio.file.Path;
import java.util.function.LongConsumer;

/** The rows of a dataset at one version: dictionary-encoded columns with a unit index. Never leaves the node. */
public final class Table implements AutoCloseable {

    private Table() {
    }

    /**
     * Reads and checks a whole CSV file.
     *
     * @param progress told the rows read so far, now and then
     * @throws InvalidInput naming line, column and remedy of the first faults; nothing is kept
     */
    public static Table readCsv(Path csv, Card card, LongConsumer progress) {
        throw new UnsupportedOperationException();
    }

    /** Writes the columns to one new file, atomically. */
    public void write(Path file) {
        throw new UnsupportedOperationException();
    }

    /** Opens what {@link #write} wrote. @throws InvalidInput when it is damaged or belongs to another card */
    public static Table open(Path file, Card card) {
        throw new UnsupportedOperationException();
    }

    /** SHA-256 of the content in its canonical order: never leaves the node, see {@link DataVersion}. */
    public byte[] contentHash() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
