package eu.bocage.connector.dataset;

import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Problem;
import eu.bocage.compute.Table;
import eu.bocage.connector.dataset.Datasets.Published;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of datasets, one file per version, {@code <folder>/<dataset>/<version>.table}, which only the node's user
 * can read. Opened when first needed, then kept open. Thread-safe.
 */
final class RowFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RowFiles.class);
    private static final String SUFFIX = ".table";

    private final Path folder;
    private final ComputingThreads opening;
    private final Map<String, Rows> open = new ConcurrentHashMap<>();

    /** @param opening read and check the rows that are opened */
    RowFiles(Path folder, ComputingThreads opening) {
        this.folder = folder;
        this.opening = opening;
    }

    /** Writes the rows of a version that nobody knows yet. Computes. @return their file */
    Path write(Published dataset, Table table) {
        Path file = file(dataset);
        try {
            privateFolder(folder);
            privateFolder(file.getParent());
            table.write(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Keeps a table that was just written open for those who ask. */
    void keep(Published dataset, Table table) {
        open.put(dataset.version().id(), new Rows.Present(table));
    }

    /** The rows of a version. That they are gone is remembered until the next start; a fault is not. */
    Rows rows(Published dataset) {
        String version = dataset.version().id();
        Rows known = open.get(version);
        return known != null && lasting(known) ? known
            : open.compute(version, (id, now) -> now != null && lasting(now) ? now
                : opening.run(() -> read(dataset)));
    }

    /** Shows the rows of a version, if they are there, and keeps them in memory only if they were. Computes. */
    <T> Optional<T> glance(Published dataset, Function<Table, T> look) {
        Rows known = open.get(dataset.version().id());
        if (known != null && lasting(known)) {
            return known.found().map(look);
        }
        return read(dataset).found().map(table -> {
            try (table) {
                return look.apply(table);
            }
        });
    }

    /** Why rows are refused, as far as it is known. */
    Optional<Problem> refused(Published dataset) {
        return open.get(dataset.version().id()) instanceof Rows.Refused(Problem why) ? Optional.of(why)
            : Optional.empty();
    }

    /** Whether rows are known to be missing, damaged or unusable. */
    boolean closed(Published dataset) {
        Rows known = open.get(dataset.version().id());
        return known == null ? !Files.isRegularFile(file(dataset)) : !(known instanceof Rows.Present);
    }

    /** Closes and deletes the rows of a version. They are gone first, so that nobody opens them before the file is. */
    void drop(Published dataset) {
        Optional.ofNullable(open.put(dataset.version().id(), new Rows.Gone())).flatMap(Rows::found)
            .ifPresent(Table::close);
        delete(file(dataset));
    }

    /** Deletes what a crash left: files of versions that are not needed. */
    void sweep(Predicate<String> needed) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            List<Path> leftovers = files.filter(Files::isRegularFile)
                .filter(file -> !file.getFileName().toString().endsWith(SUFFIX) || !needed.test(version(file)))
                .toList();
            leftovers.forEach(RowFiles::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    @Override
    public void close() {
        open.values().forEach(rows -> rows.found().ifPresent(Table::close));
        open.clear();
    }

    private static boolean lasting(Rows rows) {
        return !(rows instanceof Rows.Unusable);
    }

    /** Missing is a file only where its folder can be seen: a disk that is not mounted is a fault that may pass. */
    private Rows read(Published dataset) {
        Path file = file(dataset);
        if (Files.isDirectory(file.getParent()) && Files.notExists(file)) {
            LOG.error("The rows of {} are missing: no file {}. Restore it and start the node again, or publish the"
                + " dataset again", dataset.card().id(), file);
            return new Rows.Gone();
        }
        try {
            Table table = Table.open(file, dataset.card());
            if (dataset.version().commitsTo(table)) {
                return new Rows.Present(table);
            }
            table.close();
            LOG.error("The rows of {} in {} are not those that were published. Restore the file and start the node"
                + " again, or publish the dataset again", dataset.card().id(), file);
            return new Rows.Gone();
        } catch (Table.TooHeavyException e) {
            LOG.error("The rows of {} are refused: {}. Restoring a file does not help. Questions that were charged stay"
                + " open until then", dataset.card().id(), e.getMessage());
            return new Rows.Refused(e.problem());
        } catch (InvalidInput e) {
            LOG.error("The rows of {} in {} cannot be used: {}. Restore the file and start the node again, or publish"
                + " the dataset again", dataset.card().id(), file, e.getMessage());
            return new Rows.Gone();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("The rows of {} in {} cannot be read at present: {}. Put that right, then ask again",
                dataset.card().id(), file, e.toString());
            return new Rows.Unusable();
        }
    }

    private Path file(Published dataset) {
        return folder.resolve(dataset.card().id()).resolve(dataset.version().id() + SUFFIX);
    }

    private static String version(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static void privateFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted: {}. Delete it by hand", file, e.getMessage());
        }
    }
}
