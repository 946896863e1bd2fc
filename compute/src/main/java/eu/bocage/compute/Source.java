package eu.bocage.compute;

import eu.bocage.compute.reader.FileReader;
import eu.bocage.compute.reader.Format;
import eu.bocage.compute.reader.ReadingException;
import eu.bocage.compute.reader.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the rows of a table come from. Each reading reads anew. */
public abstract sealed class Source {

    private final String name;

    private Source(String name) {
        this.name = name;
    }

    /**
     * A file: Parquet by its first bytes or its ending {@code .parquet}, GeoJSON by {@code .geojson} or {@code .json},
     * else CSV.
     *
     * @param reader for what is not CSV
     */
    public static Source file(Path file, FileReader reader) {
        String name = file.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        String start = start(file);
        if (lower.endsWith(".parquet") || start.equals("PAR1")) {
            return new Foreign(name, file, Format.PARQUET, reader);
        }
        if (lower.endsWith(".geojson") || lower.endsWith(".json")) {
            return new Foreign(name, file, Format.GEOJSON, reader);
        }
        if (start.startsWith("PK") || start.equals("\u00d0\u00cf\u0011\u00e0")) {
            throw Json.invalid("", "le fichier " + name + " est un classeur ou une archive ; enregistrez la feuille en"
                + " CSV (UTF-8)", "the file " + name + " is a workbook or an archive; save the sheet as CSV (UTF-8)");
        }
        if (start.startsWith("\u001f\u008b")) {
            throw Json.invalid("", "le fichier " + name + " est compressé (gzip) ; décompressez-le d'abord",
                "the file " + name + " is compressed (gzip); decompress it first");
        }
        if (start.length() > 1 && start.substring(0, 2).indexOf(0) >= 0) {
            throw Json.invalidLine(1, "est en UTF-16 ; enregistrez le fichier en UTF-8",
                "is UTF-16; save the file as UTF-8");
        }
        return new Csv(name, file);
    }

    /** A CSV file, whatever its name. */
    public static Source csv(Path file) {
        return new Csv(file.getFileName().toString(), file);
    }

    /**
     * What a database gives for a query of the owner's, who alone may choose it.
     *
     * @param url   of PostgreSQL or H2
     * @param query one {@code SELECT}, or the name of a table
     * @throws InvalidInput when address or query is none that is taken
     */
    public static Source jdbc(String url, Optional<String> user, Optional<String> password, String query) {
        return jdbc(url, user, password, query, JdbcRows.Limits.USUAL);
    }

    static Source jdbc(String url, Optional<String> user, Optional<String> password, String query,
                       JdbcRows.Limits limits) {
        return new Database(new JdbcRows(url, user, password, query, limits));
    }

    /** What it is called where it lies. */
    String name() {
        return name;
    }

    /** Whether a row has a line, rather than a number only. */
    abstract boolean inLines();

    /**
     * Reads rows until the sink wants no more.
     *
     * @param wanted of the columns, others may be left out; none for all
     * @throws InvalidInput when it cannot be read
     */
    abstract void read(List<String> wanted, RowSink sink);

    /** A pipe or device could keep its reader waiting for ever. */
    private static String start(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw Json.invalid("", file.getFileName() + " n'est pas un fichier ordinaire ; donnez un fichier CSV,"
                + " Parquet ou GeoJSON", file.getFileName() + " is not a regular file; give a CSV, Parquet or GeoJSON"
                + " file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static final class Csv extends Source {

        private final Path file;

        Csv(String name, Path file) {
            super(name);
            this.file = file;
        }

        @Override
        boolean inLines() {
            return true;
        }

        @Override
        void read(List<String> wanted, RowSink sink) {
            CsvFile.read(file, sink);
        }
    }

    private static final class Database extends Source {

        private final JdbcRows rows;

        Database(JdbcRows rows) {
            super("jdbc");
            this.rows = rows;
        }

        @Override
        boolean inLines() {
            return false;
        }

        @Override
        void read(List<String> wanted, RowSink sink) {
            rows.read(wanted, sink);
        }
    }

    /** A file that another process reads. */
    private static final class Foreign extends Source {

        private final Path file;
        private final Format format;
        private final FileReader reader;

        Foreign(String name, Path file, Format format, FileReader reader) {
            super(name);
            this.file = file;
            this.format = format;
            this.reader = reader;
        }

        @Override
        boolean inLines() {
            return false;
        }

        @Override
        void read(List<String> wanted, RowSink sink) {
            try {
                reader.read(file, format, wanted, sink);
            } catch (ReadingException e) {
                String french = "le fichier " + format.text() + " " + name();
                String english = "the " + format.text() + " file " + name();
                Place place = e.row() > 0 ? Place.row(e.row()) : Place.SOURCE;
                throw new InvalidInput(List.of(e.column().map(place::column).orElse(place)
                    .problem(french + " " + e.fault().french(), english + " " + e.fault().english())));
            }
        }
    }
}
