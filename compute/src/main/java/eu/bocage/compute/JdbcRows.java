package eu.bocage.compute;

import eu.bocage.compute.reader.RowSink;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rows that the owner's own database gives for the owner's own query: read in one transaction that only reads and sees
 * one state, a thousand rows at a time, within {@link Limits} of time and size; PostgreSQL's driver holds at most
 * {@value #BUFFER_MIB} MiB of them. Nobody else ever writes a query.
 *
 * <p>Of the address only parameters are taken that are known to load no class, run no script and write no file; see
 * {@link JdbcAddress}. It does not confine what is at that address: a query runs with the rights of its account, and a
 * query on H2, whose engine runs in this process, may read and write files and run code where that account may.
 */
final class JdbcRows {

    private static final int AT_ONCE = 1000;
    private static final int BUFFER_MIB = 256;
    /** A number of a greater scale is left as it is written, for it could fill the memory. */
    private static final int MOST_SCALE = 1 << 18;
    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_$]*";
    private static final Pattern TABLE = Pattern.compile(NAME + "(\\." + NAME + "){0,2}");
    private static final Set<Integer> NESTED = Set.of(Types.ARRAY, Types.STRUCT, Types.JAVA_OBJECT, Types.BLOB,
        Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.REF, Types.SQLXML, Types.ROWID);
    private static final Set<Integer> LONG = Set.of(Types.CLOB, Types.NCLOB, Types.LONGVARCHAR, Types.LONGNVARCHAR);

    /**
     * What a database may give at most, so that none holds a publication up for ever or fills the memory.
     *
     * @param time  in all
     * @param value characters of one value
     * @param total characters of all values together
     */
    record Limits(Duration time, int value, long total) {

        /** As long as a file that another process reads, values as long as those of files. */
        static final Limits USUAL = new Limits(Duration.ofHours(2), 1 << 20, 1L << 36);
    }

    private final String url;
    private final Properties login = new Properties();
    private final String query;
    private final Limits limits;

    /**
     * @param query one {@code SELECT}, or the name of a table
     * @throws InvalidInput when address or query is none that is taken
     */
    JdbcRows(String url, Optional<String> user, Optional<String> password, String query, Limits limits) {
        this.limits = limits;
        this.url = JdbcAddress.checked(url);
        String one = query.strip().replaceAll(";$", "");
        if (!TABLE.matcher(one).matches() && (!one.toLowerCase(Locale.ROOT).matches("(?s)(select|with)\\b.*")
                || one.contains(";"))) {
            throw Json.invalid("query", "n'est ni le nom d'une table ni une seule requête SELECT, sans point-virgule",
                "is neither the name of a table nor one SELECT without a semicolon");
        }
        this.query = TABLE.matcher(one).matches() ? "SELECT * FROM " + one : one;
        user.ifPresent(name -> login.setProperty("user", name));
        password.ifPresent(secret -> login.setProperty("password", secret));
        if (postgres()) {
            login.setProperty("maxResultBuffer", BUFFER_MIB + "M");
            login.setProperty("loginTimeout", "30");
        }
    }

    /** @throws InvalidInput when the database refuses, is past a limit, or a wanted column is not plain */
    void read(List<String> wanted, RowSink sink) {
        Reading reading = new Reading(sink);
        try (Connection database = DriverManager.getConnection(url, login)) {
            database.setNetworkTimeout(Runnable::run, Math.toIntExact(limits.time().toMillis()));
            database.setReadOnly(true);
            database.setAutoCommit(false);
            database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            if (!postgres()) {
                database.createStatement().execute("SET LAZY_QUERY_EXECUTION TRUE");
            }
            try (PreparedStatement statement = database.prepareStatement(query)) {
                statement.setFetchSize(AT_ONCE);
                Thread watch = Thread.ofPlatform().daemon().name("jdbc-watch").start(() -> stop(statement, reading));
                try (ResultSet result = statement.executeQuery()) {
                    reading.rows(result, wanted);
                } finally {
                    watch.interrupt();
                }
            } finally {
                end(database);
            }
        } catch (SQLException e) {
            if (reading.late) {
                throw reading.pastTime();
            }
            throw JdbcFault.of(e, BUFFER_MIB);
        }
    }

    /** Waits for the time to be over, on a thread of its own, and then ends a query that still runs. */
    private void stop(PreparedStatement statement, Reading reading) {
        try {
            Thread.sleep(limits.time());
            reading.late = true;
            statement.cancel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            // the deadline is looked at with each row too
        }
    }

    /** What went wrong before says more than that the connection is gone. */
    private static void end(Connection database) {
        try {
            database.rollback();
        } catch (SQLException e) {
            // it only read
        }
    }

    private boolean postgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    /** One reading, which counts what it was given. */
    private final class Reading {

        private final RowSink sink;
        private long row;
        private long characters;
        private volatile boolean late;

        Reading(RowSink sink) {
            this.sink = sink;
        }

        void rows(ResultSet result, List<String> wanted) throws SQLException {
            ResultSetMetaData columns = result.getMetaData();
            List<String> names = new ArrayList<>();
            List<Integer> read = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String name = columns.getColumnLabel(i);
                names.add(name);
                boolean plain = !NESTED.contains(columns.getColumnType(i));
                if (wanted.contains(name) && !plain) {
                    throw new InvalidInput(List.of(Place.SOURCE.column(name).problem(
                        "contient des listes, des structures ou des octets ; choisissez une valeur simple dans la "
                            + "requête", "holds lists, structures or bytes; choose a plain value in the query")));
                }
                if (wanted.isEmpty() ? plain : wanted.contains(name)) {
                    read.add(i);
                }
            }
            sink.header(List.copyOf(names), 0);
            boolean more = true;
            while (more && result.next()) {
                row++;
                for (int column : read) {
                    char[] text = text(result, column, columns.getColumnType(column), names.get(column - 1))
                        .toCharArray();
                    characters += text.length;
                    sink.field(column - 1, text, 0, text.length);
                }
                if (late) {
                    throw pastTime();
                }
                if (characters > limits.total()) {
                    throw new InvalidInput(List.of(Place.row(row).problem(
                        "la requête donne plus de " + limits.total() + " caractères ; choisissez moins de colonnes ou "
                            + "de lignes, ou partagez les données en plusieurs jeux",
                        "the query gives more than " + limits.total() + " characters; choose fewer columns or rows, "
                            + "or split the data into several datasets")));
                }
                more = sink.end(names.size(), row);
            }
        }

        InvalidInput pastTime() {
            return new InvalidInput(List.of((row > 0 ? Place.row(row) : Place.SOURCE).problem(
                "la base de données n'a pas tout donné dans le temps permis, " + limits.time().toSeconds() + " s ; "
                    + "simplifiez la requête, ou exportez ses lignes en CSV ou en Parquet",
                "the database did not give everything in the time allowed, " + limits.time().toSeconds()
                    + " s; make the query simpler, or export its rows as CSV or Parquet")));
        }

        private String text(ResultSet result, int column, int type, String name) throws SQLException {
            String text = LONG.contains(type) ? start(result, column) : JdbcRows.text(result, column, type);
            if (text.length() > limits.value()) {
                throw new InvalidInput(List.of(Place.row(row).column(name).problem(
                    "a une valeur de plus de " + limits.value() + " caractères ; raccourcissez-la dans la requête",
                    "has a value of more than " + limits.value() + " characters; shorten it in the query")));
            }
            if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
                throw new InvalidInput(List.of(Place.row(row).column(name).problem(
                    "a un demi-caractère (une moitié de paire de substitution Unicode) ; corrigez le texte dans la "
                        + "base de données",
                    "has half a character (an unpaired Unicode surrogate); mend the text in the database")));
            }
            return text;
        }

        /** A long text, or so much of it as shows that it is too long. */
        private String start(ResultSet result, int column) throws SQLException {
            try (Reader reader = result.getCharacterStream(column)) {
                if (reader == null) {
                    return "";
                }
                StringBuilder text = new StringBuilder();
                char[] piece = new char[4096];
                for (int n = reader.read(piece); n >= 0 && text.length() <= limits.value(); n = reader.read(piece)) {
                    text.append(piece, 0, n);
                }
                return text.toString();
            } catch (IOException e) {
                throw new SQLException("a long text cannot be read", e);
            }
        }
    }

    private static String text(ResultSet result, int column, int type) throws SQLException {
        switch (type) {
            case Types.DECIMAL, Types.NUMERIC -> {
                BigDecimal number = special(result, column) ? null : result.getBigDecimal(column);
                return number == null ? text(result, column)
                    : Math.abs((long) number.scale()) > MOST_SCALE ? number.toString() : number.toPlainString();
            }
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> {
                double number = result.getDouble(column);
                return result.wasNull() || !Double.isFinite(number) ? text(result, column)
                    : new BigDecimal(single(result, column, type) ? Float.toString((float) number)
                        : Double.toString(number)).stripTrailingZeros().toPlainString();
            }
            default -> {
                return text(result, column);
            }
        }
    }

    /** FLOAT(24) in H2 is called FLOAT, as a double is, and holds no more than a REAL. */
    private static boolean single(ResultSet result, int column, int type) throws SQLException {
        return type == Types.REAL || type == Types.FLOAT && result.getObject(column) instanceof Float;
    }

    /** PostgreSQL's numeric may be NaN or infinite, which is no {@link BigDecimal}. */
    private static boolean special(ResultSet result, int column) throws SQLException {
        String text = result.getString(column);
        return text != null && (text.contains("N") || text.contains("n"));
    }

    private static String text(ResultSet result, int column) throws SQLException {
        String text = result.getString(column);
        return text == null ? "" : text;
    }
}
