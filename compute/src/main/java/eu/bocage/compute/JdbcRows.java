package eu.bocage.compute;

import eu.bocage.compute.reader.RowSink;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rows that the owner's own database gives for the owner's own query: read in one transaction that only reads and sees
 * one state, some thousand rows at a time. Nobody else ever writes a query.
 *
 * <p>Of the address only parameters are taken that are known to load no class, run no script and write no file; see
 * {@link JdbcAddress}. It does not confine what is at that address: a query runs with the rights of its account, and a
 * query on H2, whose engine runs in this process, may read and write files and run code where that account may.
 */
final class JdbcRows {

    private static final int AT_ONCE = 10_000;
    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_$]*";
    private static final Pattern TABLE = Pattern.compile(NAME + "(\\." + NAME + "){0,2}");
    private static final Set<Integer> NESTED = Set.of(Types.ARRAY, Types.STRUCT, Types.JAVA_OBJECT, Types.BLOB,
        Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.REF, Types.SQLXML, Types.ROWID);

    private final String url;
    private final Properties login = new Properties();
    private final String query;

    /**
     * @param query one {@code SELECT}, or the name of a table
     * @throws InvalidInput when address or query is none that is taken
     */
    JdbcRows(String url, Optional<String> user, Optional<String> password, String query) {
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
    }

    /** @throws InvalidInput when the database refuses, or a wanted column is not plain */
    void read(List<String> wanted, RowSink sink) {
        try (Connection database = DriverManager.getConnection(url, login)) {
            database.setReadOnly(true);
            database.setAutoCommit(false);
            database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            if (url.startsWith("jdbc:h2:")) {
                database.createStatement().execute("SET LAZY_QUERY_EXECUTION TRUE");
            }
            try (PreparedStatement statement = database.prepareStatement(query)) {
                statement.setFetchSize(AT_ONCE);
                try (ResultSet result = statement.executeQuery()) {
                    rows(result, wanted, sink);
                }
            } finally {
                database.rollback();
            }
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : " (SQLSTATE " + e.getSQLState() + ")";
            throw Json.invalid("jdbc", "la base de données refuse la connexion ou la requête" + state + " ; vérifiez "
                    + "l'adresse, le compte, la requête et ses droits",
                "the database refuses connection or query" + state + "; check address, account, query and its rights");
        }
    }

    private static void rows(ResultSet result, List<String> wanted, RowSink sink) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        List<String> names = new ArrayList<>();
        List<Integer> read = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i);
            names.add(name);
            boolean plain = !NESTED.contains(columns.getColumnType(i));
            if (wanted.contains(name) && !plain) {
                throw new InvalidInput(List.of(Place.SOURCE.column(name).problem(
                    "contient des listes, des structures ou des octets ; choisissez une valeur simple dans la requête",
                    "holds lists, structures or bytes; choose a plain value in the query")));
            }
            if (wanted.isEmpty() ? plain : wanted.contains(name)) {
                read.add(i);
            }
        }
        sink.header(List.copyOf(names), 0);
        boolean more = true;
        for (long row = 1; more && result.next(); row++) {
            for (int column : read) {
                char[] text = text(result, column, columns.getColumnType(column)).toCharArray();
                sink.field(column - 1, text, 0, text.length);
            }
            more = sink.end(names.size(), row);
        }
    }

    private static String text(ResultSet result, int column, int type) throws SQLException {
        switch (type) {
            case Types.DECIMAL, Types.NUMERIC -> {
                BigDecimal number = special(result, column) ? null : result.getBigDecimal(column);
                return number == null ? text(result, column) : number.toPlainString();
            }
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> {
                double number = result.getDouble(column);
                return result.wasNull() || !Double.isFinite(number) ? text(result, column)
                    : new BigDecimal(type == Types.REAL ? Float.toString((float) number) : Double.toString(number))
                        .stripTrailingZeros().toPlainString();
            }
            default -> {
                return text(result, column);
            }
        }
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
