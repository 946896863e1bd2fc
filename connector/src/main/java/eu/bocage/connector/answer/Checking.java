package eu.bocage.connector.answer;

import eu.bocage.connector.dataset.ComputingThreads;
import java.util.function.Supplier;

/**
 * The threads that read and check what providers reply; long replies have others than short ones, which so wait for no
 * long one. Thread-safe.
 */
final class Checking implements AutoCloseable {

    private final ComputingThreads shortOnes = new ComputingThreads("short-replies", ComputingThreads.MOST);
    private final ComputingThreads longOnes = new ComputingThreads("long-replies", ComputingThreads.MOST);

    /**
     * Works on one of the threads and waits for it. What the work throws is thrown here.
     *
     * @param bytes of the reply, long from {@link Exchange#SHORT} on
     * @throws eu.bocage.connector.dataset.StoppedException when this is closed before the work is done
     */
    <T> T run(long bytes, Supplier<T> work) {
        return (bytes > Exchange.SHORT ? longOnes : shortOnes).run(work);
    }

    @Override
    public void close() {
        shortOnes.close();
        longOnes.close();
    }
}
