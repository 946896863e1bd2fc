package eu.bocage.connector.edc.store;

import eu.bocage.connector.storage.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QueryResolver;
import org.eclipse.edc.spi.query.QuerySpec;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * A table with one JSON row per entity: {@code id}, {@code created_at}, index columns, {@code content}. Index columns
 * narrow a query in SQL, and EDC's own resolver then decides, so that every criterion, operator and sort field that EDC
 * knows in memory works here, on any SQL database. Statements are plain SQL with bound parameters; table and column
 * names are constants of this package.
 *
 * <p>Thread-safe. Every method joins the transaction of the calling thread.
 *
 * @param <T> the entity
 */
final class JsonTable<T> {

    private final Database database;
    private final String table;
    private final Codec<T, ?> codec;
    private final QueryResolver<T> resolver;
    private final List<Column<T>> columns;
    private final String insert;
    private final String update;

    /** The first two of {@code columns} are {@code id} and {@code created_at}. */
    JsonTable(Database database, String table, Codec<T, ?> codec, QueryResolver<T> resolver, List<Column<T>> columns) {
        this.database = database;
        this.table = table;
        this.codec = codec;
        this.resolver = resolver;
        this.columns = List.copyOf(columns);
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        this.insert = "INSERT INTO " + table + " (" + names + ", content) VALUES (" + marks + ", ?)"
            + " ON CONFLICT DO NOTHING";
        this.update = "UPDATE " + table + " SET " + columns.stream().skip(1).map(column -> column.name() + " = ?, ")
            .collect(Collectors.joining()) + "content = ? WHERE id = ?";
    }

    Optional<T> find(String id) {
        return findContent(id).map(codec::read);
    }

    Optional<String> findContent(String id) {
        return database.read(handle -> handle.createQuery("SELECT content FROM " + table + " WHERE id = ?")
            .bind(0, id).mapTo(String.class).findOne());
    }

    String write(T entity) {
        return codec.write(entity);
    }

    T read(String content) {
        return codec.read(content);
    }

    /** Rows as they are stored, read by a condition of this package's own. */
    List<String> contents(String condition, Object... parameters) {
        return database.read(handle -> {
            Query query = handle.createQuery("SELECT content FROM " + table + " WHERE " + condition);
            for (int i = 0; i < parameters.length; i++) {
                query.bind(i, parameters[i]);
            }
            return query.mapTo(String.class).list();
        });
    }

    /** Whether the row is new; an existing one is left as it is. */
    boolean insert(T entity) {
        String content = codec.write(entity);
        return database.inTransaction(handle -> bind(handle.createUpdate(insert), entity, content, 0).execute() == 1);
    }

    /** Whether the row was there to be replaced. */
    boolean update(T entity) {
        return update(entity, codec.write(entity));
    }

    void put(T entity, String content) {
        database.useTransaction(handle -> {
            if (!update(entity, content)) {
                bind(handle.createUpdate(insert), entity, content, 0).execute();
            }
        });
    }

    Optional<T> delete(String id) {
        return database.inTransaction(handle -> {
            Optional<T> existing = find(id);
            if (existing.isPresent()) {
                deleteWhere(handle, "id = ?", id);
            }
            return existing;
        });
    }

    int deleteWhere(String condition, Object parameter) {
        return database.inTransaction(handle -> deleteWhere(handle, condition, parameter));
    }

    /** What EDC's resolver selects; unsorted results come oldest first. */
    Stream<T> query(QuerySpec spec) {
        return query(spec, UnaryOperator.identity());
    }

    Stream<T> query(QuerySpec spec, UnaryOperator<Stream<T>> before) {
        return resolver.query(before.apply(candidates(spec.getFilterExpression())), spec);
    }

    /** All rows that index columns cannot exclude, oldest first. */
    Stream<T> candidates(List<Criterion> criteria) {
        List<String> conditions = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        for (Criterion criterion : criteria) {
            columns.stream().filter(column -> column.answers(criterion)).findFirst().ifPresent(column -> {
                conditions.add(column.name() + " = ?");
                parameters.add(criterion.getOperandRight());
            });
        }
        String condition = conditions.isEmpty() ? "1 = 1" : String.join(" AND ", conditions);
        return contents(condition + " ORDER BY created_at, id", parameters.toArray()).stream().map(codec::read);
    }

    private int deleteWhere(Handle handle, String condition, Object parameter) {
        return handle.execute("DELETE FROM " + table + " WHERE " + condition, parameter);
    }

    private boolean update(T entity, String content) {
        return database.inTransaction(handle -> {
            var statement = bind(handle.createUpdate(update), entity, content, 1);
            statement.bind(columns.size(), columns.getFirst().value().apply(entity));
            return statement.execute() == 1;
        });
    }

    private <S extends SqlStatement<S>> S bind(S statement, T entity, String content, int from) {
        for (int i = from; i < columns.size(); i++) {
            Column<T> column = columns.get(i);
            statement.bindByType(i - from, column.value().apply(entity), column.type());
        }
        return statement.bind(columns.size() - from, content);
    }
}
