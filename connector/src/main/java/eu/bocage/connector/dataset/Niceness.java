package eu.bocage.connector.dataset;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the calling thread step back for the others, for good: on Linux, where a thread has a niceness of its own
 * (setpriority(2), "C library/kernel differences"), and where it takes no right to raise it. Elsewhere, or where the
 * system refuses, nothing happens. Threads that this one starts inherit it.
 */
final class Niceness {

    /** From -20, before all others, to 19; a thread has 0 at first. At 10 a busy neighbour gets nine times as much. */
    static final int YIELDING = 10;

    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);

    private Niceness() {
    }

    static void yieldToOthers() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return;
        }
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle set = linker.downcallHandle(linker.defaultLookup().find("setpriority").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT));
            int refused = (int) set.invokeExact(PRIO_PROCESS, CALLING_THREAD, YIELDING);
            LOG.debug("A computing thread steps back: {}", refused == 0);
        } catch (Throwable e) {
            LOG.debug("A computing thread keeps its priority", e);
        }
    }
}
