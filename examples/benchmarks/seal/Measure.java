import eu.bocage.compute.he.Bfv;
import eu.bocage.compute.he.Ciphertext;
import eu.bocage.compute.he.EmbeddedSeal;
import eu.bocage.compute.he.NativeSeal;
import eu.bocage.compute.he.OwnCiphertext;
import eu.bocage.compute.he.PlainModulus;
import eu.bocage.compute.he.Seal;
import eu.bocage.compute.he.SealKey;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Processor time of each operation on the embedded SEAL and on SEAL's own library: by turns in one process, the median
 * of each round, then the ratio within each round and the median of those.
 */
final class Measure {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Of processor time, so that a busy machine does not measure what the JVM has not compiled yet. */
    private static final long ROUND_NANOS = 400_000_000;

    private interface Operation {
        Object run();
    }

    /** Arguments: how many rounds, and the path of libsealc where there is one. */
    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        Map<String, Seal> seals = new LinkedHashMap<>();
        seals.put("embedded", new EmbeddedSeal(PlainModulus.FIRST));
        if (arguments.length > 1) {
            seals.put("native", new NativeSeal(Path.of(arguments[1]), PlainModulus.FIRST));
        }
        Map<String, Map<String, List<Double>>> medians = new LinkedHashMap<>();
        Map<String, Map<String, Operation>> operations = new LinkedHashMap<>();
        seals.forEach((name, seal) -> operations.put(name, operations(seal)));
        for (int round = -4; round < rounds; round++) {
            boolean warm = round >= 0;
            operations.forEach((name, all) -> all.forEach((operation, run) -> {
                double micros = median(run);
                if (warm) {
                    medians.computeIfAbsent(operation, _ -> new LinkedHashMap<>())
                        .computeIfAbsent(name, _ -> new ArrayList<>()).add(micros);
                }
            }));
        }
        print(seals, medians);
        seals.values().forEach(Seal::close);
    }

    private static Map<String, Operation> operations(Seal seal) {
        long[] slots = new Random(1).longs(Bfv.DEGREE, 0, PlainModulus.FIRST.value()).toArray();
        long[] polynomial = seal.encode(slots);
        SealKey key = seal.newKey();
        OwnCiphertext own = key.encrypt(polynomial);
        Ciphertext one = own.ciphertext();
        Ciphertext other = key.encrypt(polynomial).ciphertext();
        long[] phase = one.polynomial(0);
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("instance with a new key", () -> {
            seal.newKey().close();
            return null;
        });
        operations.put("encode", () -> seal.encode(slots));
        operations.put("decode", () -> seal.decode(polynomial));
        operations.put("encrypt", () -> key.encrypt(polynomial));
        operations.put("add two", () -> seal.sum(List.of(one, other)));
        operations.put("decrypt", () -> key.decrypt(own));
        operations.put("round a phase", () -> seal.round(phase));
        return operations;
    }

    /** Microseconds of processor time. */
    private static double median(Operation operation) {
        List<Long> times = new ArrayList<>();
        long end = THREADS.getCurrentThreadCpuTime() + ROUND_NANOS;
        while (times.size() < 5 || THREADS.getCurrentThreadCpuTime() < end) {
            long before = THREADS.getCurrentThreadCpuTime();
            operation.run();
            times.add(THREADS.getCurrentThreadCpuTime() - before);
        }
        times.sort(null);
        return times.get(times.size() / 2) / 1000.0;
    }

    private static void print(Map<String, Seal> seals, Map<String, Map<String, List<Double>>> medians) {
        seals.forEach((name, seal) -> System.out.println(name + ": " + seal.description()));
        System.out.println("| operation | embedded µs | native µs | ratio (lowest to highest round) |");
        System.out.println("|---|---|---|---|");
        medians.forEach((operation, of) -> {
            List<Double> embedded = of.get("embedded");
            List<Double> own = of.getOrDefault("native", List.of());
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < own.size(); i++) {
                ratios.add(embedded.get(i) / own.get(i));
            }
            System.out.println("| " + String.join(" | ", operation, whole(embedded), whole(own), range(ratios)) + " |");
        });
    }

    private static String whole(List<Double> micros) {
        return micros.isEmpty() ? "–" : String.format(Locale.ROOT, "%.0f", middle(micros));
    }

    private static String range(List<Double> ratios) {
        return ratios.isEmpty() ? "–" : String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", middle(ratios),
            ratios.stream().min(Double::compare).orElseThrow(), ratios.stream().max(Double::compare).orElseThrow());
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
