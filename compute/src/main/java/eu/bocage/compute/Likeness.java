package eu.bocage.compute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is kept of a table so that one with the same rows is known again, though it has some rows more or fewer, other
 * columns, or another step.
 *
 * <p>Of each of the {@value #MOST} units whose names have the smallest hashes, or fewer where there are many columns,
 * the same ones in every table that has them: that hash, and one hash for each column. Of a measure it is over the
 * unit's total to three significant digits, which a finer step leaves as it is and another year seldom does; a total of
 * 0 says nothing and is left out. Of a key it is over the unit's values. Hashes are the first 64 bits of SHA-256 over a
 * secret of the node and the rest; what is cut so cannot be extended, so whoever lacks the secret can try no names and
 * no values. Never leaves the node. As text it has at most {@value #MOST_CHARACTERS} characters.
 *
 * <p>One pass over the units' names, and memory for {@value #MOST} of them. Immutable.
 */
public final class Likeness {

    /** Units that are kept of a table with few columns. */
    static final int MOST = 2048;

    /** Of a text, however many columns there are: a database gets no long texts. */
    static final int MOST_CHARACTERS = 900_000;

    /**
     * Fewest units to judge by where not all are kept: where one in ten is alike by chance, so are 16 of 32 with
     * probability 1.1e-8.
     */
    static final int FEWEST = 32;

    private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_UP);
    private static final byte NAME = 0;
    private static final byte VALUE = 1;
    private static final String FORM = "likeness/1";

    private final boolean whole;
    private final long[] units;
    private final SortedMap<String, long[]> measures;
    private final SortedMap<String, long[]> keys;

    private Likeness(boolean whole, long[] units, SortedMap<String, long[]> measures, SortedMap<String, long[]> keys) {
        this.whole = whole;
        this.units = units;
        this.measures = measures;
        this.keys = keys;
    }

    /** @param secret of this node, 32 bytes; only what was made with the same one can be compared */
    public static Likeness of(Table table, Card card, byte[] secret) {
        Layout layout = table.layout();
        int most = units(layout.measures().size() + layout.keys().size());
        return new Maker(table.columns(), secret, most).likeness(layout, card);
    }

    /** Units of which so many columns fit: a line is a column's name of 24 characters and 4 for each 3 bytes. */
    private static int units(int columns) {
        return Math.min(MOST, (MOST_CHARACTERS / (columns + 1) - 40) * 3 / (4 * Long.BYTES));
    }

    /**
     * Whether another table seems to have the same rows: in every measure that both take from a column of one name, at
     * least half of the units of the table that has fewer have the same total in both. Where one of them has no
     * measures, the keys are compared so. What has no measure in common is not alike.
     */
    public boolean sameRows(Likeness other) {
        if (!measures.isEmpty() && !other.measures.isEmpty()) {
            return alike(measures, other, other.measures);
        }
        return alike(keys, other, other.keys);
    }

    private boolean alike(Map<String, long[]> mine, Likeness other, Map<String, long[]> theirs) {
        List<Boolean> alike = mine.keySet().stream().filter(theirs::containsKey)
            .flatMap(column -> share(mine.get(column), other, theirs.get(column)).stream())
            .map(share -> share >= 0.5).toList();
        return !alike.isEmpty() && !alike.contains(false);
    }

    /** Which part of the units with a value, among those that both would have kept, is alike; none if too few are. */
    private List<Double> share(long[] mine, Likeness other, long[] theirs) {
        int here = 0;
        int there = 0;
        int same = 0;
        int i = 0;
        int j = 0;
        while (i < units.length || j < other.units.length) {
            int order = i == units.length ? 1 : j == other.units.length ? -1
                : Long.compareUnsigned(units[i], other.units[j]);
            if (order < 0 && !other.whole && j == other.units.length || order > 0 && !whole && i == units.length) {
                break;
            }
            boolean has = order <= 0 && mine[i] != 0;
            boolean hasToo = order >= 0 && theirs[j] != 0;
            here += has ? 1 : 0;
            there += hasToo ? 1 : 0;
            same += has && hasToo && mine[i] == theirs[j] ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        int fewer = Math.min(here, there);
        return fewer == 0 || fewer < FEWEST && !(whole && other.whole) ? List.of() : List.of((double) same / fewer);
    }

    /** As text without line breaks in it but at the end of columns, see {@link #parse}. */
    public String text() {
        StringBuilder text = new StringBuilder(FORM).append(' ').append(whole).append('\n').append(text(units));
        measures.forEach((column, hashes) -> text.append("\nm ").append(column).append(' ').append(text(hashes)));
        keys.forEach((column, hashes) -> text.append("\nk ").append(column).append(' ').append(text(hashes)));
        return text.toString();
    }

    /** @throws IllegalArgumentException when it is not what {@link #text} gave */
    public static Likeness parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 2 || !lines[0].matches(FORM + " (true|false)")) {
            throw new IllegalArgumentException("not a likeness");
        }
        long[] units = numbers(lines[1]);
        Likeness likeness = new Likeness(lines[0].endsWith(" true"), units, new TreeMap<>(), new TreeMap<>());
        for (int i = 2; i < lines.length; i++) {
            String[] parts = lines[i].split(" ", -1);
            if (parts.length != 3 || !parts[0].matches("[mk]")) {
                throw new IllegalArgumentException("not a column of a likeness: line " + i);
            }
            long[] hashes = numbers(parts[2]);
            if (hashes.length != units.length) {
                throw new IllegalArgumentException("a column of a likeness has other units: line " + i);
            }
            (parts[0].equals("m") ? likeness.measures : likeness.keys).put(parts[1], hashes);
        }
        return likeness;
    }

    /** What stands for a column's name, however long that is. */
    private static String name(String column) {
        byte[] hash = Json.sha256().digest(column.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(Arrays.copyOf(hash, 18));
    }

    private static String text(long[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        bytes.asLongBuffer().put(numbers);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static long[] numbers(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length % Long.BYTES != 0) {
            throw new IllegalArgumentException("not whole numbers");
        }
        long[] numbers = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
        return numbers;
    }

    private static final class Maker {

        private final Columns columns;
        private final byte[] secret;
        private final MessageDigest digest = Json.sha256();
        private final int[] numbers;
        private final long[] hashes;

        private record Kept(long hash, int number) {
        }

        Maker(Columns columns, byte[] secret, int most) {
            this.columns = columns;
            this.secret = secret.clone();
            Comparator<Kept> rising = (one, other) -> Long.compareUnsigned(one.hash(), other.hash());
            PriorityQueue<Kept> smallest = new PriorityQueue<>(rising.reversed());
            for (int unit = 0; unit < columns.units(); unit++) {
                long hash = hash(NAME, unit, new byte[0]);
                if (smallest.size() == most && Long.compareUnsigned(hash, smallest.peek().hash()) < 0) {
                    smallest.poll();
                }
                if (smallest.size() < most) {
                    smallest.add(new Kept(hash, unit));
                }
            }
            List<Kept> kept = smallest.stream().sorted(rising).toList();
            numbers = kept.stream().mapToInt(Kept::number).toArray();
            hashes = kept.stream().mapToLong(Kept::hash).toArray();
        }

        Likeness likeness(Layout layout, Card card) {
            SortedMap<String, long[]> measures = new TreeMap<>();
            for (int i = 0; i < layout.measures().size(); i++) {
                Measure measure = layout.measures().get(i);
                long[] steps = columns.values()[i];
                measures.put(name(measure.column()), Arrays.stream(numbers)
                    .mapToLong(unit -> total(unit, steps, measure.step())).toArray());
            }
            SortedMap<String, long[]> keys = new TreeMap<>();
            for (int i = 0; i < layout.keys().size(); i++) {
                String name = layout.keys().get(i);
                String column = card.keyMap().containsKey(name) ? card.keyMap().get(name).column()
                    : card.zone().orElseThrow().column();
                List<String> values = layout.values().get(i);
                int[] codes = columns.keys()[i];
                keys.put(name(column), Arrays.stream(numbers).mapToLong(unit -> values(unit, codes, values)).toArray());
            }
            return new Likeness(numbers.length == columns.units(), hashes, measures, keys);
        }

        /** 0 for a total of 0. */
        private long total(int unit, long[] steps, BigDecimal step) {
            BigInteger sum = BigInteger.ZERO;
            for (int row = columns.unitStart()[unit]; row < columns.unitStart()[unit + 1]; row++) {
                sum = sum.add(BigInteger.valueOf(steps[row]));
            }
            BigDecimal total = step.multiply(new BigDecimal(sum)).round(DIGITS);
            return total.signum() == 0 ? 0 : value(unit, total.stripTrailingZeros().toString());
        }

        private long values(int unit, int[] codes, List<String> values) {
            TreeSet<String> has = new TreeSet<>();
            for (int row = columns.unitStart()[unit]; row < columns.unitStart()[unit + 1]; row++) {
                has.add(values.get(codes[row]));
            }
            return value(unit, String.join("\0", has));
        }

        /** Never 0. */
        private long value(int unit, String text) {
            long hash = hash(VALUE, unit, text.getBytes(StandardCharsets.UTF_8));
            return hash == 0 ? 1 : hash;
        }

        /** Names of units have no control characters, so a zero ends one. */
        private long hash(byte kind, int unit, byte[] rest) {
            int start = columns.idStart()[unit];
            digest.update(secret);
            digest.update(kind);
            digest.update(columns.idBytes(), start, columns.idStart()[unit + 1] - start);
            digest.update((byte) 0);
            return ByteBuffer.wrap(digest.digest(rest)).getLong();
        }
    }
}
