package eu.bocage.connector.edc.tck;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.edc.spi.entity.PendingGuard;
import org.eclipse.edc.spi.entity.StatefulEntity;
import org.eclipse.edc.spi.persistence.StateEntityStore;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the decisions of {@link Moves} for one kind of entity. Where people decide, the guard makes EDC wait (it marks
 * the entity pending). {@link #DELAY} after each event of an entity it is read anew under its lease, and if it has
 * stood all that time where the next step begins, that step is taken and the mark removed.
 *
 * <p>The delay is for the kit: it looks at its own state every 100 ms, and only when it has seen a message take effect
 * does it listen for the next, which it would else answer with 404, for good.
 */
final class Decisions<E extends StatefulEntity<E>> implements PendingGuard<E> {

    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);
    static final Duration DELAY = Duration.ofMillis(500);
    private static final long ROUNDING_MILLIS = 2;

    private static final class Course {
        private final Deque<Moves.Step> left;
        private volatile String proceedsFrom;

        private Course(List<Moves.Step> steps) {
            left = new ArrayDeque<>(steps);
        }
    }

    private final Map<String, List<Moves.Step>> moves;
    private final Function<E, String> caseOf;
    private final Predicate<E> decidedByPeople;
    private final BiConsumer<E, Moves.Move> acts;
    private final StateEntityStore<E> store;
    private final TransactionContext transactions;
    private final ScheduledExecutorService clock;
    private final Map<String, Course> courses = new ConcurrentHashMap<>();

    Decisions(Map<String, List<Moves.Step>> moves, Function<E, String> caseOf, Predicate<E> decidedByPeople,
              BiConsumer<E, Moves.Move> acts, StateEntityStore<E> store, TransactionContext transactions,
              ScheduledExecutorService clock) {
        this.moves = moves;
        this.caseOf = caseOf;
        this.decidedByPeople = decidedByPeople;
        this.acts = acts;
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public boolean test(E entity) {
        Course course = course(entity);
        return course != null && decidedByPeople.test(entity)
            && !entity.stateAsString().equals(course.proceedsFrom);
    }

    /** Something happened to this entity. */
    void happened(String id) {
        clock.schedule(() -> decide(id), DELAY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void decide(String id) {
        try {
            transactions.execute(() -> store.findByIdAndLease(id).onSuccess(this::step)
                .onFailure(failure -> LOG.warn("Not steered: {}", failure.getFailureDetail())));
        } catch (RuntimeException e) {
            LOG.error("Steering failed", e);
        }
    }

    private void step(E entity) {
        Course course = course(entity);
        if (course == null || course.left.isEmpty()
            || !course.left.peek().state().equals(entity.stateAsString())
            || System.currentTimeMillis() - entity.getStateTimestamp() < DELAY.toMillis() - ROUNDING_MILLIS) {
            return;
        }
        Moves.Step step = course.left.pop();
        LOG.info("{}: {} in {}", caseOf.apply(entity), step.move(), step.state());
        if (step.move() == Moves.Move.PROCEED) {
            course.proceedsFrom = step.state();
        } else {
            course.proceedsFrom = null;
            acts.accept(entity, step.move());
        }
        entity.setPending(false);
        store.save(entity);
    }

    private Course course(E entity) {
        List<Moves.Step> steps = moves.get(caseOf.apply(entity));
        return steps == null ? null : courses.computeIfAbsent(entity.getId(), id -> new Course(steps));
    }
}
