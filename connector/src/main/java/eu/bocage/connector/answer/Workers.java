package eu.bocage.connector.answer;

import eu.bocage.compute.Question;
import eu.bocage.connector.answer.Refusal.RefusedException;
import eu.bocage.connector.dataset.ComputingThreads;
import eu.bocage.connector.dataset.StoppedException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that compute answers ({@link ComputingThreads}), one fewer than there are processors but at least one,
 * and a bounded number of places for those who wait; those with long answers have few places of their own, so that they
 * do not keep others waiting. A place is taken before anything is charged, so that nobody pays for a question that
 * would not be computed. So a processor is left for the messages of others while questions are computed.
 */
final class Workers implements AutoCloseable {

    /** How many compute at once. */
    static final int THREADS = ComputingThreads.MOST;

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int WAITING = 256;
    /** Places of questions with long answers. */
    static final int LONG_PLACES = 8;
    /** In values, see {@link Question#values}: up to so many an answer is not long. */
    private static final long LONG = 400_000;
    private static final int HOURS = 1;

    private final ComputingThreads threads = new ComputingThreads("compute", THREADS);
    private final Semaphore places;
    private final Semaphore longPlaces = new Semaphore(LONG_PLACES);
    private final Turns longOnes = Turns.each(1 << 30);

    Workers() {
        this(WAITING);
    }

    Workers(int waiting) {
        this.places = new Semaphore(THREADS + waiting);
    }

    /** Takes a place for as long as the work lasts. @throws RefusedException when all of its kind are taken */
    <T> T inPlace(Question question, Supplier<T> work) {
        Semaphore kind = isLong(question) ? longPlaces : places;
        if (!kind.tryAcquire()) {
            throw new RefusedException(Refusal.BUSY);
        }
        try {
            return work.get();
        } finally {
            kind.release();
        }
    }

    private static boolean isLong(Question question) {
        return question.values() > LONG;
    }

    /**
     * Works with a long answer in memory, after the others who do: one for each GiB of heap at one time, and one at
     * least. Waits for {@value #HOURS} hours at most; others do not wait.
     *
     * @throws RefusedException when the turn does not come
     */
    <T> T inTurn(Question question, Supplier<T> work) {
        try (Turns.Turn turn = longOnes.turn()) {
            if (isLong(question) && !turn.take(Duration.ofHours(HOURS))) {
                throw new RefusedException(Refusal.FAILED);
            }
            return work.get();
        }
    }

    /**
     * Computes on one of the threads and waits for it.
     *
     * @throws RefusedException when it fails, in a fixed form: the cause goes to the log
     */
    <T> T compute(Supplier<T> work) {
        try {
            return threads.run(work);
        } catch (StoppedException e) {
            throw new RefusedException(Refusal.FAILED);
        } catch (Throwable e) {
            LOG.error("An answer could not be computed", e);
            throw new RefusedException(Refusal.FAILED, e);
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
