package eu.bocage.connector.answer;

import java.util.function.Supplier;

/** The node's own threads for computing, open to a benchmark. */
public final class Pool implements AutoCloseable {

    private final Workers workers = new Workers();

    public <T> T compute(Supplier<T> work) {
        return workers.compute(work);
    }

    @Override
    public void close() {
        workers.close();
    }
}
