package eu.bocage.connector.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bodies that may be long, to callers that may be slow. At most {@value #AT_ONCE} are under way, and of those at
 * most {@value #EACH} to one caller whose name is known; others wait for a place, first for one of the caller's own, so
 * that who waits for himself keeps nobody else waiting. {@link HttpPort} answers 503 to who has waited too long. Each
 * goes out {@value #PIECE} bytes at a time, the next once the one before has left, so that a caller who takes his time
 * costs one piece and what its source holds. Who does not take a piece within {@link #PIECE_PATIENCE}, has not taken
 * all of it {@link #PATIENCE} after the first byte, or has gone, is cut off: a caller sees that the last chunk is
 * missing. Blocks, so not for event loops. Thread-safe.
 */
public final class LongBodies {

    /** How many are sent at one time. */
    public static final int AT_ONCE = 32;
    /** How many of them to one caller. */
    public static final int EACH = AT_ONCE / 4;
    /** From the first byte of a body to its last one. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    /** For each piece; the slowest reader so takes 6.5 kB a second. */
    public static final Duration PIECE_PATIENCE = Duration.ofSeconds(20);

    private static final int PIECE = 1 << 17;
    private static final long PORT_PATIENCE = TimeUnit.MILLISECONDS.toNanos(HttpPort.PATIENCE_MILLIS);
    private static final Logger LOG = LoggerFactory.getLogger(LongBodies.class);

    private final Semaphore places;
    private final int each;
    private final Map<String, Semaphore> callers = new ConcurrentHashMap<>();
    private final Duration patience;
    private final Duration piecePatience;

    public LongBodies() {
        this(AT_ONCE, EACH, PATIENCE, PIECE_PATIENCE);
    }

    LongBodies(int atOnce, Duration patience, Duration piecePatience) {
        this(atOnce, atOnce, patience, piecePatience);
    }

    LongBodies(int atOnce, int each, Duration patience, Duration piecePatience) {
        this.places = new Semaphore(atOnce, true);
        this.each = each;
        this.patience = patience;
        this.piecePatience = piecePatience;
    }

    /**
     * Sends a body in chunks and ends the response.
     *
     * @param body hands over its pieces; what it throws cuts the body off, and is thrown
     */
    public void send(RoutingContext context, Consumer<Consumer<byte[]>> body) {
        send(context, body, System.nanoTime() + patience.toNanos());
    }

    /** As the other. @param caller who is known to call, one of a bounded number: a member */
    public void send(RoutingContext context, String caller, Consumer<Consumer<byte[]>> body) {
        long due = System.nanoTime() + patience.toNanos();
        Semaphore own = callers.computeIfAbsent(caller, first -> new Semaphore(each, true));
        if (took(own, due, context.response())) {
            try {
                send(context, body, due);
            } finally {
                own.release();
            }
        }
    }

    /** @param placed when a place must have come */
    private void send(RoutingContext context, Consumer<Consumer<byte[]>> body, long placed) {
        HttpServerResponse response = context.response();
        if (!took(places, placed, response)) {
            return;
        }
        try {
            if (response.ended() || response.closed()) {
                return;
            }
            if (!response.headWritten()) {
                response.setChunked(true);
            }
            long due = System.nanoTime() + patience.toNanos();
            body.accept(bytes -> write(response, bytes, due));
            response.end();
        } catch (CutException e) {
            LOG.debug("A caller did not take all of a long body", e);
            context.request().connection().close();
        } finally {
            places.release();
        }
    }

    /** @return false when it is too late for an answer that has not begun: the port has told the caller, or will */
    private boolean took(Semaphore place, long due, HttpServerResponse response) {
        long left = due - System.nanoTime();
        try {
            if (place.tryAcquire(response.headWritten() ? left : Math.min(left, PORT_PATIENCE),
                    TimeUnit.NANOSECONDS)) {
                return true;
            }
            if (response.headWritten() && !response.ended() && !response.closed()) {
                throw new IllegalStateException("no place to send a long body within " + patience);
            }
            LOG.debug("A caller waited for a place to get a long body until the port lost patience, or it has gone");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before a long body was sent", e);
        }
    }

    private void write(HttpServerResponse response, byte[] bytes, long due) {
        for (int from = 0; from < bytes.length; from += PIECE) {
            int length = Math.min(PIECE, bytes.length - from);
            try {
                response.write(Buffer.buffer(length).appendBytes(bytes, from, length)).toCompletionStage()
                    .toCompletableFuture()
                    .get(Math.min(due - System.nanoTime(), piecePatience.toNanos()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CutException(e);
            } catch (ExecutionException | TimeoutException | IllegalStateException e) {
                throw new CutException(e);
            }
        }
    }

    private static final class CutException extends RuntimeException {
        CutException(Throwable cause) {
            super(cause);
        }
    }
}
