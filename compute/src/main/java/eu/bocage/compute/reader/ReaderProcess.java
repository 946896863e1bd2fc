package eu.bocage.compute.reader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
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
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The process that reads one file with DuckDB and says its rows, see {@link Wire}. DuckDB sees that one file, loads no
 * extension, has no more than {@value #MEMORY} and writes nothing; its configuration is locked before the file is
 * opened. What it says of faults is never passed on, for it quotes rows.
 *
 * <p>This guards a node from a file's mistakes and from running out of memory or time. It is no sandbox: code that took
 * over this process would have the rights of the node's user.
 */
public final class ReaderProcess {

    private static final String MEMORY = "512MiB";
    private static final Pattern PLACE = Pattern.compile("record/value ([0-9]{1,18})");
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
        Properties streamed = new Properties();
        streamed.setProperty("jdbc_stream_results", "true");
        if (!Files.isReadable(request.file())) {
            fault(Fault.UNREADABLE, 0);
        } else if (request.format() == Format.GEOJSON && !whole(request.file())) {
            fault(Fault.DAMAGED, 0);
        } else {
            try (Connection database = DriverManager.getConnection("jdbc:duckdb:", streamed)) {
                lock(database, request);
                read(database, request);
            } catch (SQLException e) {
                String said = String.valueOf(e.getMessage());
                Matcher place = PLACE.matcher(said);
                fault(said.contains("Out of Memory") ? Fault.MEMORY : said.contains("No suitable driver")
                    ? Fault.ABSENT : Fault.DAMAGED, place.find() ? Long.parseLong(place.group(1)) : 0);
            } catch (TooLongException e) {
                fault(Fault.TOO_LONG, rows);
            } catch (OutOfMemoryError e) {
                fault(Fault.MEMORY, rows);
            }
        }
        out.flush();
    }

    /** Whether a file is one JSON object to its end: DuckDB takes a list of features that breaks off after one. */
    private static boolean whole(Path file) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return object && parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static void lock(Connection database, Wire.Request request) throws SQLException {
        for (String setting : List.of("allowed_paths = [" + literal(request.file().toString()) + "]",
                "temp_directory = ''", "enable_external_access = false", "autoinstall_known_extensions = false",
                "autoload_known_extensions = false", "allow_community_extensions = false",
                "memory_limit = '" + MEMORY + "'", "threads = 2", "preserve_insertion_order = true",
                "lock_configuration = true")) {
            try (Statement statement = database.createStatement()) {
                statement.execute("SET " + setting);
            }
        }
    }

    private void read(Connection database, Wire.Request request) throws SQLException, IOException {
        boolean parquet = request.format() == Format.PARQUET;
        String path = literal(request.file().toString());
        Map<String, String> types = types(database, parquet ? "read_parquet(" + path + ")"
            : "read_json(" + path + ", sample_size = -1)");
        out.writeByte(Wire.COLUMNS);
        out.writeInt(types.size());
        for (Map.Entry<String, String> column : types.entrySet()) {
            Wire.text(out, column.getKey());
            out.writeBoolean(plain(column.getValue()));
        }
        List<String> wanted = !request.columns().isEmpty() ? request.columns()
            : types.keySet().stream().filter(name -> plain(types.get(name))).toList();
        if (!wanted.isEmpty() && wanted.stream().allMatch(name -> plain(types.getOrDefault(name, "")))) {
            String source = parquet ? "read_parquet(" + path + ")" : "read_json(" + path + ", columns = {"
                + wanted.stream().map(name -> literal(name) + ": 'VARCHAR'").collect(Collectors.joining(", ")) + "})";
            boolean[] real = new boolean[wanted.size()];
            for (int i = 0; i < real.length; i++) {
                real[i] = REAL.contains(types.get(wanted.get(i)));
            }
            rows(database, "SELECT " + wanted.stream().map(name -> identifier(name) + "::VARCHAR")
                .collect(Collectors.joining(", ")) + " FROM " + source, real);
        }
        out.writeByte(Wire.END);
        out.writeLong(rows);
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
    private void rows(Connection database, String query, boolean[] real) throws SQLException, IOException {
        try (Statement statement = database.createStatement(); ResultSet result = statement.executeQuery(query)) {
            byte[][] row = new byte[real.length][];
            while (result.next()) {
                rows++;
                for (int i = 0; i < row.length; i++) {
                    String text = result.getString(i + 1);
                    row[i] = text == null ? null
                        : (real[i] ? withoutExponent(text) : text).getBytes(StandardCharsets.UTF_8);
                    if (row[i] != null && row[i].length > Wire.MAX_FIELD) {
                        throw new TooLongException();
                    }
                }
                out.writeByte(Wire.ROW);
                for (byte[] field : row) {
                    out.writeInt(field == null ? Wire.NOTHING : field.length);
                    if (field != null) {
                        out.write(field);
                    }
                }
            }
        }
    }

    private static String withoutExponent(String text) {
        return text.indexOf('e') > 0 ? new BigDecimal(text).toPlainString() : text;
    }

    private static final class TooLongException extends RuntimeException {
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
