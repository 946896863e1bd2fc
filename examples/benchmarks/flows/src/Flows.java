import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures one pair of nodes. Arguments: the pair's class, then either {@code flows}, how many to warm up, how many one
 * after another, how many {@link Pair#LANES} at once; or {@code idle} and how many transfers to leave open. One line of
 * tab-separated figures per measurement goes to standard output.
 */
final class Flows {

    private static final int SETTLE_SECONDS = 60;
    private static final int WATCH_SECONDS = 60;

    private final Pair pair;
    private final PrintStream figures;

    private Flows(Pair pair, PrintStream figures) {
        this.pair = pair;
        this.figures = figures;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream figures = System.out;
        System.setOut(System.err);
        try (Pair pair = (Pair) Class.forName(arguments[0]).getDeclaredConstructor().newInstance()) {
            Flows flows = new Flows(pair, figures);
            if (arguments[1].equals("flows")) {
                flows.measure(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]),
                    Integer.parseInt(arguments[4]));
            } else {
                flows.idle(Integer.parseInt(arguments[2]));
            }
        }
        System.exit(0);
    }

    private void measure(int warmUp, int sequential, int concurrent) throws Exception {
        run(warmUp, 1);
        print("one after another", run(sequential, 1));
        print(Pair.LANES + " at once", run(concurrent, Pair.LANES));
    }

    private void idle(int transfers) throws Exception {
        Outcome load = run(transfers, Pair.LANES);
        System.err.printf("%d transfers open, %d failed; waiting %d s%n", load.millis().size(), load.failed(),
            SETTLE_SECONDS);
        Thread.sleep(SETTLE_SECONDS * 1000L);
        long cpu = cpuNanos();
        long start = System.nanoTime();
        Thread.sleep(WATCH_SECONDS * 1000L);
        double share = 100.0 * (cpuNanos() - cpu) / (System.nanoTime() - start);
        figures.printf(Locale.ROOT, "idle\t%d\t%d\t%.1f\t%.1f%n", load.millis().size(), load.failed(), share,
            share / 2);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /**
     * @param millis    of the flows that came to their end, sorted
     * @param cpuMillis processor time of the whole process for each of them
     */
    private record Outcome(List<Double> millis, int failed, double cpuMillis) {
        double quantile(double share) {
            return millis.isEmpty() ? Double.NaN
                : millis.get(Math.min(millis.size() - 1, (int) Math.floor(share * millis.size())));
        }
    }

    private Outcome run(int flows, int lanes) throws Exception {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger left = new AtomicInteger(flows);
        List<Callable<Void>> workers = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            int lane = i;
            workers.add(() -> {
                while (left.getAndDecrement() > 0) {
                    long start = System.nanoTime();
                    try {
                        pair.flow(lane);
                        millis.add((System.nanoTime() - start) / 1e6);
                    } catch (Exception e) {
                        failed.incrementAndGet();
                        System.err.println("A flow failed: " + e);
                    }
                }
                return null;
            });
        }
        long cpu = cpuNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(lanes)) {
            threads.invokeAll(workers);
        }
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return new Outcome(sorted, failed.get(), (cpuNanos() - cpu) / 1e6 / Math.max(1, sorted.size()));
    }

    private void print(String what, Outcome outcome) {
        figures.printf(Locale.ROOT, "%s\t%d\t%d\t%.0f\t%.0f\t%.0f\t%.0f%n", what, outcome.millis().size(),
            outcome.failed(), outcome.quantile(0.5), outcome.quantile(0.95), outcome.quantile(1), outcome.cpuMillis());
    }
}
