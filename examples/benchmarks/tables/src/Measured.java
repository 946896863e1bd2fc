package eu.bocage.compute;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Runs work some times and prints a line: name, median of wall and CPU milliseconds, peak memory of the process. */
final class Measured {

    private static final OperatingSystemMXBean SYSTEM =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Measured() {
    }

    /**
     * @param warmUps how many runs do not count
     * @param runs    how many do; with {@code -Donce=true} one run alone, which counts
     * @return what the last run gave
     */
    static <T> T run(String name, int warmUps, int runs, Callable<T> work) throws Exception {
        boolean once = Boolean.getBoolean("once");
        int warmUp = once ? 0 : warmUps;
        int times = once ? 1 : runs;
        T result = null;
        long[] wall = new long[times];
        long[] cpu = new long[times];
        for (int i = -warmUp; i < times; i++) {
            long startWall = System.nanoTime();
            long startCpu = SYSTEM.getProcessCpuTime();
            result = work.call();
            if (i >= 0) {
                cpu[i] = SYSTEM.getProcessCpuTime() - startCpu;
                wall[i] = System.nanoTime() - startWall;
            }
        }
        System.out.printf(Locale.ROOT, "%s\t%.0f\t%.0f\t%d%n", name, median(wall), median(cpu), peakMiB());
        return result;
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e6;
    }

    /** The most memory that this process has had resident, as Linux tells it; -1 elsewhere. */
    private static long peakMiB() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.isReadable(status) ? -1 : Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst().orElse(-1024) / 1024;
    }
}
