package eu.bocage.connector.edc;

import java.util.function.Supplier;
import org.eclipse.edc.spi.monitor.Monitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * EDC's log in the node's. What EDC thinks worth an information is detail to the operator of a node, and so is what it
 * recommends while it boots and what it regrets while it is shut down.
 */
final class NodeMonitor implements Monitor {

    /** In characters, of one message. */
    static final int LONGEST = 2000;

    private static final Logger LOG = LoggerFactory.getLogger("edc");

    private volatile boolean running;
    private volatile boolean ending;

    /** The runtime is up. */
    void running() {
        running = true;
    }

    /** The runtime is being shut down. */
    void ending() {
        running = false;
        ending = true;
    }

    @Override
    public void severe(Supplier<String> text, Throwable... errors) {
        if (ending) {
            debug(text, errors);
        } else if (first(errors) != null) {
            LOG.error(sanitizeMessage(text), first(errors));
        } else {
            LOG.warn(sanitizeMessage(text));
        }
    }

    /** A warning may be about a counterpart's message. */
    @Override
    public void warning(Supplier<String> text, Throwable... errors) {
        if (running) {
            LOG.warn(sanitizeMessage(text));
        }
        debug(text, errors);
    }

    @Override
    public void info(Supplier<String> text, Throwable... errors) {
        debug(text, errors);
    }

    @Override
    public void debug(Supplier<String> text, Throwable... errors) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(sanitizeMessage(text), first(errors));
        }
    }

    /** In one line, and cut: nobody else decides how long this log is. */
    @Override
    public String sanitizeMessage(Supplier<String> text) {
        return Monitor.super.sanitizeMessage(() -> {
            String whole = String.valueOf(text.get());
            return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "…";
        });
    }

    private static Throwable first(Throwable... errors) {
        return errors == null || errors.length == 0 ? null : errors[0];
    }
}
