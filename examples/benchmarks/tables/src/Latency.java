import eu.bocage.compute.LongQuery;
import eu.bocage.connector.answer.Pool;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long a DSP message takes while the provider computes: two nodes in this process, whose catalogue is asked for
 * {@value #TIMES} times while nothing else happens, and as often while every thread that may compute does.
 */
final class Latency {

    private static final int TIMES = 200;

    public static void main(String[] args) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (BocageNodes nodes = new BocageNodes(); Pool pool = new Pool();
             LongQuery query = new LongQuery(Path.of(args[0]))) {
            for (int i = 0; i < 3 * TIMES; i++) {
                nodes.catalogue();
            }
            measure(nodes, "nothing computed");
            Thread[] askers = new Thread[2 * Runtime.getRuntime().availableProcessors()];
            for (int i = 0; i < askers.length; i++) {
                askers[i] = Thread.ofVirtual().start(() -> {
                    while (!over.get()) {
                        pool.compute(query::answer);
                    }
                });
            }
            Thread.sleep(5_000);
            measure(nodes, "all threads computing");
            over.set(true);
            for (Thread asker : askers) {
                asker.join();
            }
        }
        System.exit(0);
    }

    private static void measure(BocageNodes nodes, String when) {
        double[] millis = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            nodes.catalogue();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT, "message, %s\t%.0f\t%.0f\t%.0f\t%.0f%n", when, millis[TIMES / 2],
            millis[TIMES * 95 / 100], millis[TIMES * 99 / 100], millis[TIMES - 1]);
    }
}
