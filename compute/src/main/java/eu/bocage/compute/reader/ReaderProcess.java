package eu.bocage.compute.reader;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The process that reads one file and says its rows, see {@link Wire}: GeoJSON by {@link GeoJson}, Parquet with DuckDB.
 * DuckDB sees that one file, loads no extension, has no more than {@value #MEMORY} and writes nothing; its
 * configuration is locked before the file is opened. It takes no column from the names of folders. What it says of
 * faults is never passed on, for it quotes rows.
 *
 * <p>This guards a node from a file's mistakes and from running out of memory or time. It is no sandbox: code that took
 * over this process would have the rights of the node's user.
 */
public final class ReaderProcess {

    private static final String MEMORY = "512MiB";
    private static final Set<String> PLAIN = Set.of("VARCHAR", "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT",
        "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT", "DATE", "TIME", "TIMESTAMP",
        "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE", "UUID", "\"NULL\"");
    private static final Set<String> REAL = Set.of("FLOAT", "DOUBLE");
    private static final Pattern FAMILIES = Pattern.compile("DECIMAL\\([0-9]+,[0-9]+\\)|ENUM\\(.*\\)");

    private final DataOutputStream out;
    private long rows;

    private ReaderProcess(OutputStream out) {
        this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
    }

    /** Reads what is asked for on {@code in}, and ends the process when {@code in} ends, for then nobody listens. */
    public static void run(InputStream in, OutputStream out) throws IOException {
        Wire.Request request = Wire.Request.read(new DataInputStream(in));
        Thread.ofPlatform().daemon().name("listener").start(() -> await(in));
        new ReaderProcess(out).answer(request);
    }

    private static void await(InputStream in) {
        try {
            while (in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            // the same as its end
        }
        Runtime.getRuntime().halt(3);
    }

    private void answer(Wire.Request request) throws IOException {
        out.writeLong(Wire.MAGIC);
        out.flush();
        try {
            if (!Files.isReadable(request.file())) {
                throw new ReadingException(Fault.UNREADABLE);
            }
            if (request.format() == Format.GEOJSON) {
                geoJson(request);
            } else {
                parquet(request);
            }
            out.writeByte(Wire.END);
            out.writeLong(rows);
        } catch (ReadingException e) {
            fault(e.fault(), e.row());
        } catch (OutOfMemoryError e) {
            fault(Fault.MEMORY, rows);
        }
        out.flush();
    }

    private void geoJson(Wire.Request request) throws IOException, ReadingException {
        GeoJson file = GeoJson.of(request.file());
        List<String> wanted = columns(file.columns(), request.columns());
        if (!wanted.isEmpty()) {
            file.rows(wanted, this::row);
        }
    }

    private void parquet(Wire.Request request) throws IOException, ReadingException {
        Properties streamed = new Properties();
        streamed.setProperty("jdbc_stream_results", "true");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:", streamed)) {
            Path link = link(request.file());
            lock(database, link);
            read(database, link, request.columns());
        } catch (SQLException e) {
            String said = String.valueOf(e.getMessage());
            throw new ReadingException(said.contains("Out of Memory") ? Fault.MEMORY
                : said.contains("No suitable driver") ? Fault.ABSENT : Fault.DAMAGED);
        }
    }

    /**
     * Says the columns of a file.
     *
     * @return those whose rows are to be said; none where not all that are wanted are there and plain
     */
    private List<String> columns(List<Wire.Column> columns, List<String> wanted) throws IOException, ReadingException {
        if (columns.size() > Wire.MAX_COLUMNS) {
            throw new ReadingException(Fault.WIDE);
        }
        out.writeByte(Wire.COLUMNS);
        out.writeInt(columns.size());
        for (Wire.Column column : columns) {
            Wire.text(out, column.name());
            out.writeBoolean(column.plain());
        }
        List<String> plain = columns.stream().filter(Wire.Column::plain).map(Wire.Column::name).toList();
        return wanted.isEmpty() ? plain : plain.containsAll(wanted) ? wanted : List.of();
    }

    /** Another name of a file, in the folder for temporary files: DuckDB takes brackets and stars for a pattern. */
    private static Path link(Path file) throws IOException {
        return Files.createSymbolicLink(Path.of(System.getProperty("java.io.tmpdir"), "rows.parquet"), file);
    }

    private static void lock(Connection database, Path file) throws SQLException {
        for (String setting : List.of("allowed_paths = [" + literal(file.toString()) + "]",
                "temp_directory = ''", "enable_external_access = false", "autoinstall_known_extensions = false",
                "autoload_known_extensions = false", "allow_community_extensions = false",
                "memory_limit = '" + MEMORY + "'", "threads = 2", "preserve_insertion_order = true",
                "lock_configuration = true")) {
            try (Statement statement = database.createStatement()) {
                statement.execute("SET " + setting);
            }
        }
    }

    private void read(Connection database, Path file, List<String> asked)
            throws SQLException, IOException, ReadingException {
        String source = "read_parquet(" + literal(file.toString()) + ", hive_partitioning = false)";
        Map<String, String> types = types(database, source);
        List<String> wanted = columns(types.entrySet().stream()
            .map(column -> new Wire.Column(column.getKey(), plain(column.getValue()))).toList(), asked);
        if (!wanted.isEmpty()) {
            boolean[] real = new boolean[wanted.size()];
            for (int i = 0; i < real.length; i++) {
                real[i] = REAL.contains(types.get(wanted.get(i)));
            }
            rows(database, "SELECT " + wanted.stream().map(name -> identifier(name) + "::VARCHAR")
                .collect(Collectors.joining(", ")) + " FROM " + source, real);
        }
    }

    /** By column, in the order of the file, DuckDB's word for its type. */
    private static Map<String, String> types(Connection database, String source) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (Statement statement = database.createStatement();
             ResultSet result = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
            while (result.next()) {
                types.put(result.getString(1), result.getString(2));
            }
        }
        return types;
    }

    private static boolean plain(String type) {
        return PLAIN.contains(type) || REAL.contains(type) || FAMILIES.matcher(type).matches();
    }

    /** @param real by field, whether it is a binary fraction, which may be shown with an exponent */
    private void rows(Connection database, String query, boolean[] real)
            throws SQLException, IOException, ReadingException {
        try (Statement statement = database.createStatement(); ResultSet result = statement.executeQuery(query)) {
            byte[][] row = new byte[real.length][];
            while (result.next()) {
                for (int i = 0; i < row.length; i++) {
                    String text = result.getString(i + 1);
                    row[i] = text == null ? null
                        : (real[i] ? withoutExponent(text) : text).getBytes(StandardCharsets.UTF_8);
                    if (row[i] != null && row[i].length > Wire.MAX_FIELD) {
                        throw new ReadingException(Fault.TOO_LONG, rows + 1, Optional.empty());
                    }
                }
                row(row);
            }
        }
    }

    private void row(byte[][] fields) throws IOException {
        rows++;
        out.writeByte(Wire.ROW);
        for (byte[] field : fields) {
            out.writeInt(field == null ? Wire.NOTHING : field.length);
            if (field != null) {
                out.write(field);
            }
        }
    }

    private static String withoutExponent(String text) {
        return text.indexOf('e') > 0 ? new BigDecimal(text).toPlainString() : text;
    }

    private void fault(Fault fault, long row) throws IOException {
        out.writeByte(Wire.FAULT);
        out.writeByte(fault.ordinal());
        out.writeLong(row);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
