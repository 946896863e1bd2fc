import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import eu.bocage.compute.geography.Place;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Invents the rows of the example over the real communes of Centre-Val de Loire and their real populations. No row
 * stands for a real meter or farm; the same seed gives the same bytes on every machine.
 *
 * <p><b>energy-consumption.csv</b>, one row per meter and month of 2025: {@value #METERS} meters lie on the communes
 * in proportion to population (largest remainders). Each has one energy; the share of gas grows with the commune's
 * size, which stands for the reach of the gas network: 3 % below 500 inhabitants, 10 % below 2 000, 24 % below 10 000,
 * 36 % below 50 000, 44 % above. A meter's year is log-normal, median 4 300 kWh and σ = 0.55 for electricity, median
 * 11 500 kWh and σ = 0.45 for gas, held between 200 and 23 500 kWh: the contracts of this supplier end there. It is
 * spread on the months by their shares ({@link #ELECTRICITY_MONTHS}, {@link #GAS_MONTHS}), each × a log-normal factor
 * of σ = 0.08, and rounded to the kWh.
 *
 * <p><b>water-withdrawals.csv</b>, one row per farm, use and month of 2025: {@value #FARMS} farms lie on the communes
 * below 5 000 inhabitants, in proportion to the square root of population. 62 % draw from groundwater, the others from
 * surface water. 45 % irrigate only, 35 % keep livestock only, 20 % do both. A year of irrigation is log-normal,
 * median 16 000 m³ and σ = 0.7, held below 72 000 m³ and spread from April to September ({@link #IRRIGATION_MONTHS});
 * a year of livestock is log-normal, median 900 m³ and σ = 0.6, held below 6 000 m³ and spread evenly.
 *
 * <p><b>energy-exact.csv</b> holds the true totals by EPCI and energy, so that the run can say how many intervals hold
 * them. A real territory has no such file.
 */
final class GenerateRows {

    static final long SEED = 20250101;
    static final int METERS = 100_000;
    static final int FARMS = 6_000;

    private static final String REGION = "24";
    private static final int MONTHS = 12;
    private static final double[] ELECTRICITY_MONTHS =
        {.118, .103, .095, .080, .069, .064, .064, .060, .066, .079, .095, .107};
    private static final double[] GAS_MONTHS =
        {.178, .152, .126, .082, .040, .018, .014, .014, .026, .076, .122, .152};
    private static final double[] IRRIGATION_MONTHS = {0, 0, 0, .06, .16, .27, .29, .17, .05, 0, 0, 0};

    private static final double[] LIVESTOCK_MONTHS = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

    private final SplittableRandom random;

    private GenerateRows(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** {@code java --class-path compute.jar GenerateRows.java FOLDER [SEED]} */
    public static void main(String[] arguments) throws IOException {
        into(Path.of(arguments[0]), arguments.length > 1 ? Long.parseLong(arguments[1]) : SEED);
    }

    /** Writes both files into the folder; each appears whole or not at all. */
    static void into(Path folder, long seed) throws IOException {
        Files.createDirectories(folder);
        List<Place> communes = Geography.official().places(Level.COMMUNE, Optional.of(REGION));
        Exact exact = new Exact(new TreeMap<>());
        write(folder.resolve("water-withdrawals.csv"), out -> new GenerateRows(seed + 1).farms(communes, out));
        write(folder.resolve("energy-consumption.csv"), out -> new GenerateRows(seed).meters(communes, out, exact));
        write(folder.resolve("energy-exact.csv"), exact::print);
    }

    private void meters(List<Place> communes, PrintStream out, Exact exact) {
        out.print("meter_id,commune,energy,month,kwh\n");
        int[] counts = spread(communes, METERS, Place::population);
        int meter = 0;
        for (int i = 0; i < counts.length; i++) {
            Place commune = communes.get(i);
            for (int j = 0; j < counts[i]; j++) {
                boolean gas = random.nextDouble() < gasShare(commune.population());
                double year = Math.clamp(gas ? logNormal(11_500, .45) : logNormal(4_300, .55), 200, 23_500);
                String start = opaque("M", meter++) + "," + commune.code() + "," + (gas ? "gas" : "electricity") + ",";
                long[] months = months(year, gas ? GAS_MONTHS : ELECTRICITY_MONTHS, .08);
                for (int month = 0; month < MONTHS; month++) {
                    out.print(start + month(month) + "," + months[month] + "\n");
                }
                exact.add(commune, gas, months);
            }
        }
    }

    private void farms(List<Place> communes, PrintStream out) {
        out.print("farm_id,commune,use,resource,month,m3\n");
        int[] counts = spread(communes, FARMS,
            commune -> commune.population() < 5_000 ? StrictMath.sqrt(commune.population()) : 0);
        int farm = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i]; j++) {
                String start = opaque("F", farm++) + "," + communes.get(i).code() + ",";
                String resource = random.nextDouble() < .62 ? "groundwater" : "surface";
                double kind = random.nextDouble();
                if (kind < .45 || kind >= .80) {
                    long[] months = months(Math.min(logNormal(16_000, .7), 72_000), IRRIGATION_MONTHS, 0);
                    for (int month = 3; month < 9; month++) {
                        out.print(start + "irrigation," + resource + "," + month(month) + "," + months[month] + "\n");
                    }
                }
                if (kind >= .45) {
                    long[] months = months(Math.min(logNormal(900, .6), 6_000), LIVESTOCK_MONTHS, .05);
                    for (int month = 0; month < MONTHS; month++) {
                        out.print(start + "livestock," + resource + "," + month(month) + "," + months[month] + "\n");
                    }
                }
            }
        }
    }

    /** A year on its months: each share × a log-normal factor, scaled to the year and rounded. */
    private long[] months(double year, double[] shares, double sigma) {
        double[] weights = new double[MONTHS];
        double sum = 0;
        for (int month = 0; month < MONTHS; month++) {
            weights[month] = shares[month] * logNormal(1, sigma);
            sum += weights[month];
        }
        long[] months = new long[MONTHS];
        for (int month = 0; month < MONTHS; month++) {
            months[month] = Math.round(year * weights[month] / sum);
        }
        return months;
    }

    private static double gasShare(long population) {
        if (population < 500) {
            return .03;
        }
        if (population < 2_000) {
            return .10;
        }
        if (population < 10_000) {
            return .24;
        }
        return population < 50_000 ? .36 : .44;
    }

    /** Whole numbers proportional to the weights that add up to the total: largest remainders, ties by position. */
    private static int[] spread(List<Place> places, int total, ToDoubleFunction<Place> weight) {
        double sum = places.stream().mapToDouble(weight).sum();
        int[] counts = new int[places.size()];
        double[] remainders = new double[places.size()];
        int given = 0;
        for (int i = 0; i < counts.length; i++) {
            double exact = total * weight.applyAsDouble(places.get(i)) / sum;
            counts[i] = (int) exact;
            remainders[i] = exact - counts[i];
            given += counts[i];
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -remainders[i]).thenComparing(i -> i));
        order.subList(0, total - given).forEach(i -> counts[i]++);
        return counts;
    }

    /** Box-Muller over StrictMath, which gives the same bits everywhere. */
    private double logNormal(double median, double sigma) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return median * StrictMath.exp(sigma * radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble()));
    }

    /** A name without order or meaning: an odd factor permutes the numbers below 2^40. */
    private static String opaque(String prefix, int number) {
        return prefix + String.format("%010x", (number + 1L) * 0x9E3779B97F4A7C15L & 0xFF_FFFF_FFFFL);
    }

    private static String month(int index) {
        return "2025-" + (index < 9 ? "0" : "") + (index + 1);
    }

    private static void write(Path file, Consumer<PrintStream> rows) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        try (PrintStream out = new PrintStream(new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16),
                false, StandardCharsets.US_ASCII)) {
            rows.accept(out);
            if (out.checkError()) {
                throw new IOException("cannot write " + partial + "; is the disk full?");
            }
        }
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Meters and kWh by {@code EPCI,energy}. */
    private record Exact(SortedMap<String, long[]> cells) {

        void add(Place commune, boolean gas, long[] months) {
            String epci = Geography.official().parent(Level.COMMUNE, commune.code(), Level.EPCI).orElse("");
            long[] cell = cells.computeIfAbsent(epci + "," + (gas ? "gas" : "electricity"), key -> new long[2]);
            cell[0]++;
            for (long month : months) {
                cell[1] += month;
            }
        }

        void print(PrintStream out) {
            out.print("epci,energy,meters,kwh\n");
            cells.forEach((key, cell) -> out.print(key + "," + cell[0] + "," + cell[1] + "\n"));
        }
    }
}
