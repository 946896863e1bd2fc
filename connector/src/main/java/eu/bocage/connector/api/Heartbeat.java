package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.member.Json;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Tells how far a long call is as it goes on, and again every while that it does not: nothing, as <code>{}</code>, or
 * of a publication what was told last, {@code {"waiting":true}} or {@code {"rows":…}}. So a connection on which another
 * node, another publication or the first row of a database is waited for is never idle for longer than that.
 * Thread-safe.
 */
final class Heartbeat implements Datasets.Progress, AutoCloseable {

    private final Consumer<ObjectNode> lines;
    private final BooleanSupplier left;
    private final Thread beating;
    private ObjectNode last = Json.object();
    private boolean closed;

    /**
     * @param lines called one at a time, on several threads
     * @param left  whether the caller has gone
     * @param every less than a port lets a connection idle
     */
    Heartbeat(Consumer<ObjectNode> lines, BooleanSupplier left, Duration every) {
        this.lines = lines;
        this.left = left;
        this.beating = Thread.ofVirtual().name("heartbeat").start(() -> beat(every));
    }

    @Override
    public void rows(long rows) {
        tell(Json.object().put("rows", rows));
    }

    @Override
    public void waiting() {
        tell(Json.object().put("waiting", true));
    }

    @Override
    public boolean left() {
        return left.getAsBoolean();
    }

    /** Tells now, and not again. */
    synchronized void once(ObjectNode progress) {
        if (!closed) {
            lines.accept(progress);
        }
    }

    /** Nothing is told after this. */
    @Override
    public synchronized void close() {
        closed = true;
        beating.interrupt();
    }

    private synchronized void tell(ObjectNode progress) {
        last = progress;
        again();
    }

    private synchronized void again() {
        once(last.deepCopy());
    }

    private void beat(Duration every) {
        try {
            while (true) {
                Thread.sleep(every);
                again();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
