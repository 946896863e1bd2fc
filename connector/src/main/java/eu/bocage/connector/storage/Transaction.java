package eu.bocage.connector.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** One transaction of one thread. It takes its connection at the first statement, not when it begins. */
final class Transaction {

    private final Jdbi jdbi;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final List<Runnable> afterRollback = new ArrayList<>();
    private final List<Runnable> beforeCompletion = new ArrayList<>();
    private Connection connection;
    private Handle handle;
    private Throwable failure;

    Transaction(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Handle handle() {
        if (handle == null) {
            try {
                handle = jdbi.open();
                connection = handle.getConnection();
            } catch (ConnectionException e) {
                throw new IllegalStateException("No connection to the database: " + e.getMessage(), e);
            }
        }
        return handle;
    }

    boolean holdsConnection() {
        return handle != null;
    }

    void failed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    void afterCommit(Runnable work) {
        afterCommit.add(work);
    }

    void afterRollback(Runnable work) {
        afterRollback.add(work);
    }

    void beforeCompletion(Runnable work) {
        beforeCompletion.add(work);
    }

    /** Runs what was asked for before the end; what fails here fails the transaction. */
    void complete() {
        for (Runnable work : beforeCompletion) {
            try {
                work.run();
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    /** Commits, or rolls back if anything inside failed; frees the connection in every case. */
    List<Runnable> finish() {
        if (connection == null) {
            return failure == null ? afterCommit : afterRollback;
        }
        try (Connection open = connection) {
            if (failure == null) {
                open.commit();
                return afterCommit;
            }
            open.rollback();
        } catch (SQLException e) {
            failed(e);
        }
        return afterRollback;
    }

    Throwable failure() {
        return failure;
    }
}
