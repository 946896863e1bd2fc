package eu.bocage.connector.edc.store;

import eu.bocage.connector.storage.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.edc.spi.entity.StatefulEntity;
import org.eclipse.edc.spi.persistence.EdcPersistenceException;
import org.eclipse.edc.spi.persistence.StateEntityStore;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.result.StoreResult;

/**
 * A durable store of entities that go through states, without the races of EDC's own.
 *
 * <p>EDC 0.15.1 moves an entity by two kinds of threads: state machines, which send messages and store the new state
 * when the peer's answer comes back, and requests, which bring the peer's messages. The peer's next message often
 * arrives before the answer to ours; EDC then refuses it (409), which ends the negotiation for good. What holds here
 * instead:
 *
 * <ul>
 * <li><b>One owner.</b> Whoever changes an entity holds its {@link Leases.Lease lease}. A second one waits, holding no
 *     database connection: a request for the answer that is on its way, a state machine for the request to end.
 * <li><b>Read under the lease.</b> What an owner gets was read, or found unchanged, after the lease was taken.
 * <li><b>A claim comes after the token.</b> Requests claim by {@link #findByIdAndLease}, which EDC's protocol services
 *     call once the message's token is verified. A stranger who knows an id holds up nobody.
 * <li><b>A request's lease ends with its transaction</b>, whether it saved the entity or ignored the message.
 * <li><b>Wake after commit.</b> A state machine waits until an entity it looks for is committed ({@link Wakeups}).
 *     Saves that change nothing (EDC's way to give a lease back) write nothing and are looked at again a moment later,
 *     not at once.
 * </ul>
 *
 * <p>Waiting ends after {@link #patience}: shorter for a provider's entity than for a consumer's, so that two nodes
 * waiting for each other do not give up together.
 *
 * @param <E> the entity
 */
abstract class StatefulTable<E extends StatefulEntity<E>> implements StateEntityStore<E> {

    static final Duration LEASE = Duration.ofSeconds(60);
    /** In characters, of what a counterpart said of a fault: the longest refusal by policy, its reasons twice, fits. */
    static final int LONGEST_DETAIL = 32_768;
    private static final Duration SAVE_PATIENCE = Duration.ofSeconds(1);
    private static final long RETRY_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Database database;
    private final CriterionOperatorRegistry operators;
    private final Wakeups wakeups;
    private final String owner;
    private final Leases leases = new Leases();
    private final ScopedValue<Consumer<E>> received = ScopedValue.newInstance();
    final JsonTable<E> table;

    StatefulTable(Database database, JsonTable<E> table, CriterionOperatorRegistry operators, Wakeups wakeups,
                  String owner) {
        this.database = database;
        this.table = table;
        this.operators = operators;
        this.wakeups = wakeups;
        this.owner = owner;
    }

    /** As much of an error text as is stored; EDC puts in whatever a counterpart answered. */
    static String kept(String detail) {
        return detail == null || detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
    }

    /** Where a state machine would look for the entity. */
    abstract Leases.Place place(E entity);

    /** How long a request waits for the entity's owner. */
    abstract Duration patience(E entity);

    /** Called under the lease, in the transaction, before the entity is written; {@code isNew} if no lease saw it. */
    void saving(E entity, boolean isNew) {
    }

    /** Whether writing the entity would change nothing that matters. */
    boolean unchanged(String before, E entity, String after) {
        return after.equals(before);
    }

    /** When the entity began to wait for a state machine, in epoch milliseconds: the oldest is served first. */
    long waitingSince(E entity) {
        return entity.getStateTimestamp();
    }

    @Override
    public E findById(String id) {
        return table.find(id).orElse(null);
    }

    @Override
    public List<E> nextNotLeased(int max, Criterion... criteria) {
        Wakeups.Question question = Wakeups.Question.of(criteria);
        if (!wakeups.due(question)) {
            return List.of();
        }
        Predicate<E> predicate = Arrays.stream(criteria).<Predicate<E>>map(operators::toPredicate)
            .reduce(entity -> true, Predicate::and);
        long changes = leases.changes();
        List<E> waiting = table.candidates(List.of(criteria)).filter(predicate)
            .sorted(Comparator.comparingLong(this::waitingSince)).toList();
        List<E> taken = new ArrayList<>();
        for (E entity : waiting) {
            if (taken.size() == max) {
                wakeups.again(question, System.nanoTime());
                break;
            }
            Leases.Lease lease = leases.take(entity.getId(), owner, LEASE, null, Duration.ZERO);
            if (lease == null) {
                Leases.Lease other = leases.of(entity.getId());
                wakeups.again(question, other == null ? System.nanoTime() : other.expiresAt());
                continue;
            }
            Optional<E> current = leases.changes() == changes ? Optional.of(entity) : findAgain(entity, predicate);
            if (current.isPresent()) {
                lease.covers(current.get(), table.write(current.get()), place(current.get()));
                taken.add(current.get());
            } else {
                leases.release(lease, false);
            }
        }
        return taken;
    }

    private Optional<E> findAgain(E entity, Predicate<E> predicate) {
        return table.find(entity.getId()).filter(predicate);
    }

    @Override
    public StoreResult<E> findByIdAndLease(String id) {
        boolean inTransaction = database.inTransaction();
        Leases.Lease lease = inTransaction ? leases.ofThisThread(id) : null;
        boolean mine = lease != null;
        if (!mine) {
            Thread thread = inTransaction ? Thread.currentThread() : null;
            lease = leases.take(id, owner, LEASE, thread, Duration.ZERO);
            if (lease == null) {
                Optional<E> seen = table.find(id);
                if (seen.isEmpty()) {
                    return StoreResult.notFound("Entity " + id + " not found");
                }
                lease = leases.take(id, owner, LEASE, thread, patience(seen.get()));
            }
            if (lease == null) {
                return StoreResult.alreadyLeased("Entity " + id + " is being changed by another");
            }
            if (inTransaction) {
                releaseWithTransaction(lease);
            }
        }
        Optional<String> content = table.findContent(id);
        if (content.isEmpty()) {
            if (!mine && !inTransaction) {
                leases.release(lease, false);
            }
            return StoreResult.notFound("Entity " + id + " not found");
        }
        E entity = table.read(content.get());
        lease.covers(entity, content.get(), place(entity));
        if (received.isBound()) {
            received.get().accept(entity);
        }
        return StoreResult.success(entity);
    }

    /** Does {@code work}, in which an entity claimed for a message is first adapted to it by {@code rules}. */
    <T> T receiving(Consumer<E> rules, Supplier<T> work) {
        return ScopedValue.where(received, rules).call(work::get);
    }

    /** Keeps every other out of {@code name} until the transaction of this thread ends. */
    void alone(String name) {
        Leases.Lease lease = leases.ofThisThread(name);
        if (lease == null) {
            lease = leases.take(name, owner, LEASE, Thread.currentThread(), LEASE);
            if (lease == null) {
                throw new EdcPersistenceException("Waited in vain for " + name);
            }
            releaseWithTransaction(lease);
        }
    }

    @Override
    public StoreResult<Void> save(E entity) {
        boolean inTransaction = database.inTransaction();
        Leases.Lease lease = leases.ownedBy(entity.getId(), entity, owner);
        if (lease == null) {
            Thread thread = inTransaction ? Thread.currentThread() : null;
            lease = leases.take(entity.getId(), owner, LEASE, thread, SAVE_PATIENCE);
            if (lease == null) {
                return StoreResult.alreadyLeased("Entity " + entity.getId() + " is being changed by another");
            }
        }
        write(entity, lease);
        return StoreResult.success();
    }

    private void write(E entity, Leases.Lease lease) {
        database.joinTransaction(() -> {
            releaseAfterRollback(lease);
            saving(entity, lease.content() == null);
            String content = table.write(entity);
            boolean unchanged = lease.content() != null && unchanged(lease.content(), entity, content);
            Leases.Place place = place(entity);
            database.afterCommit(() -> {
                leases.release(lease, !unchanged);
                wakeups.wake(place, unchanged ? RETRY_LOOK_NANOS : 0);
            });
            if (!unchanged) {
                table.put(entity, content);
                lease.covers(entity, content, place);
            }
            return null;
        });
    }

    /** Deletes the entity unless someone holds it; null if it could not be taken. */
    Optional<StoreResult<Void>> remove(String id) {
        Leases.Lease lease = leases.take(id, owner, LEASE, null, Duration.ZERO);
        if (lease == null) {
            return Optional.empty();
        }
        return Optional.of(database.joinTransaction(() -> {
            database.afterCommit(() -> leases.release(lease, true));
            releaseAfterRollback(lease);
            return table.delete(id).isPresent()
                ? StoreResult.success()
                : StoreResult.notFound("Entity " + id + " not found");
        }));
    }

    /** Leases an entity by name alone, for tests of what others must not do meanwhile. */
    void leaseByName(String id, String name, Duration time) {
        leases.take(id, name, time, null, Duration.ZERO);
    }

    boolean isLeasedBy(String id, String name) {
        return leases.isHeldBy(id, name);
    }

    private void releaseWithTransaction(Leases.Lease lease) {
        database.afterCommit(() -> releaseUnsaved(lease));
        releaseAfterRollback(lease);
    }

    private void releaseAfterRollback(Leases.Lease lease) {
        database.afterRollback(() -> releaseUnsaved(lease));
    }

    private void releaseUnsaved(Leases.Lease lease) {
        if (leases.release(lease, false) && lease.place() != null) {
            wakeups.wake(lease.place(), 0);
        }
    }
}
