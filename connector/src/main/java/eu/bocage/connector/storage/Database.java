package eu.bocage.connector.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's database: an H2 file, or PostgreSQL. Thread-safe; threads may be virtual.
 *
 * <p><b>Transactions.</b> {@link #inTransaction} opens a transaction, or joins the one already running on this thread
 * on this database; only the outermost call commits. A failure anywhere inside, even one that a caller in between has
 * swallowed, rolls the whole transaction back and surfaces as {@link TransactionAbortedException}: nothing is ever
 * half-done. The connection is taken at the first statement, so that a transaction that waits before it reads holds
 * none. Isolation is READ COMMITTED on both engines.
 *
 * <p><b>One process.</b> A database belongs to one {@code Database} object at a time: a lock on the H2 folder, or an
 * advisory lock held by a PostgreSQL session, keeps every other out. What must be exclusive inside a node, such as the
 * right to change a negotiation, may therefore be held in memory, and a crash leaves nothing locked.
 *
 * <p><b>Durability.</b> When {@code inTransaction} has returned, the change outlives the death of the process
 * ({@code kill -9}). H2 would by default write up to 500 ms later; it is opened with {@code WRITE_DELAY=0}. Power
 * loss is a matter of the disk: H2 hands the bytes to the operating system without forcing them to the platter,
 * PostgreSQL forces them at its defaults.
 *
 * <p><b>Security.</b> Statements run as a database user that can read and write rows and nothing else: no DDL, no
 * aliases to Java code, no scripts, no files, no console. Only schema migrations run as administrator. H2 options never
 * come from outside, for a JDBC URL given by an operator must be PostgreSQL's.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int CONNECTIONS = 16;

    private final HikariDataSource pool;
    private final AutoCloseable keeper;
    private final Jdbi jdbi;
    private final ThreadLocal<Transaction> current = new ThreadLocal<>();

    /** Handles share the cache of parsed statements only if there is one before the first handle. */
    private Database(HikariDataSource pool, AutoCloseable keeper) {
        this.pool = pool;
        this.keeper = keeper;
        this.jdbi = Jdbi.create(pool);
        jdbi.getConfig(SqlStatements.class);
    }

    /**
     * Opens, or creates, the H2 file in {@code folder} and brings its schema up to date.
     *
     * @throws DatabaseUnavailableException the folder is in use or unreadable, or the schema is newer than this program
     */
    public static Database openFile(Path folder) {
        H2File file = H2File.open(folder.toAbsolutePath().normalize());
        try {
            return new Database(pool(file.url(), H2File.USER, ""), file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Opens a PostgreSQL database (14 or later) and brings its schema up to date.
     *
     * @param url {@code jdbc:postgresql:…}; any other URL is refused
     * @throws DatabaseUnavailableException the URL is not PostgreSQL's, the server refuses, or the schema is newer
     */
    public static Database openPostgres(String url, String user, String password) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new DatabaseUnavailableException(
                "The database URL must start with jdbc:postgresql: (leave it out to use the H2 file).",
                "L'URL de la base doit commencer par jdbc:postgresql: (omettez-la pour utiliser le fichier H2).", null);
        }
        PostgresLock lock = PostgresLock.take(url, user, password);
        try {
            Schema.migrate(url, user, password, PostgresLock.withoutParameters(url));
            return new Database(pool(url, user, password), lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Runs {@code work} in a transaction, joining the one already running on this thread.
     *
     * @throws X whatever {@code work} throws, after the rollback
     * @throws TransactionAbortedException the commit failed, or something inside had failed and was swallowed
     */
    public <T, X extends Exception> T inTransaction(HandleCallback<T, X> work) throws X {
        return this.<T, X>run(transaction -> work.withHandle(transaction.handle()));
    }

    /** As {@link #inTransaction}, without a result. */
    public <X extends Exception> void useTransaction(HandleConsumer<X> work) throws X {
        this.<Void, X>inTransaction(handle -> {
            work.useHandle(handle);
            return null;
        });
    }

    /**
     * Reads. If the transaction running on this thread has written, sees what it wrote; else reads on a connection of
     * its own and gives it back, so that a transaction that so far only read holds none while it waits for something.
     */
    public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
        Transaction running = current.get();
        if (running != null && running.holdsConnection()) {
            return this.<T, X>run(transaction -> work.withHandle(transaction.handle()));
        }
        Transaction alone = new Transaction(jdbi);
        try {
            return work.withHandle(alone.handle());
        } finally {
            alone.finish();
        }
    }

    /**
     * As {@link #inTransaction}, for work whose callees find the transaction by themselves; takes no connection yet.
     */
    public <T> T joinTransaction(Supplier<T> work) {
        return this.<T, RuntimeException>run(transaction -> work.get());
    }

    /** Whether a transaction runs on this thread. */
    public boolean inTransaction() {
        return current.get() != null;
    }

    /**
     * Runs {@code work} once the current transaction has committed, on this thread, in the order of the calls; at
     * once if none is running; never if it rolls back. What {@code work} throws is logged, for the commit stands.
     */
    public void afterCommit(Runnable work) {
        Transaction running = current.get();
        if (running == null) {
            work.run();
        } else {
            running.afterCommit(work);
        }
    }

    /**
     * Runs {@code work} inside the current transaction, just before it commits or rolls back.
     *
     * @throws IllegalStateException no transaction is running on this thread
     */
    public void beforeCompletion(Runnable work) {
        Transaction running = current.get();
        if (running == null) {
            throw new IllegalStateException("No transaction is running on this thread.");
        }
        running.beforeCompletion(work);
    }

    /** Runs {@code work} if the current transaction rolls back; never if none is running. */
    public void afterRollback(Runnable work) {
        Transaction running = current.get();
        if (running != null) {
            running.afterRollback(work);
        }
    }

    /** Closes all connections and the file. Transactions still running fail. */
    @Override
    public void close() {
        pool.close();
        try {
            keeper.close();
        } catch (Exception e) {
            LOG.warn("The database did not close cleanly: {}", e.getMessage());
        }
    }

    private interface Work<T, X extends Exception> {
        T in(Transaction transaction) throws X;
    }

    private <T, X extends Exception> T run(Work<T, X> work) throws X {
        Transaction running = current.get();
        if (running != null) {
            try {
                return work.in(running);
            } catch (Throwable e) {
                running.failed(e);
                throw e;
            }
        }
        Transaction transaction = new Transaction(jdbi);
        List<Runnable> followUps = List.of();
        T result;
        current.set(transaction);
        try {
            result = work.in(transaction);
        } catch (Throwable e) {
            transaction.failed(e);
            throw e;
        } finally {
            transaction.complete();
            current.remove();
            followUps = transaction.finish();
            if (transaction.failure() != null) {
                followUps.forEach(Database::runLogged);
            }
        }
        if (transaction.failure() != null) {
            throw new TransactionAbortedException(transaction.failure());
        }
        followUps.forEach(Database::runLogged);
        return result;
    }

    private static void runLogged(Runnable followUp) {
        try {
            followUp.run();
        } catch (RuntimeException e) {
            LOG.error("Work after a transaction failed", e);
        }
    }

    private static HikariDataSource pool(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setPoolName("database");
        return new HikariDataSource(config);
    }
}
