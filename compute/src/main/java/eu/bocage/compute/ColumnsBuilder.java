package eu.bocage.compute;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers rows as they come and puts them in canonical order. Not thread-safe. */
final class ColumnsBuilder {

    /** What a Java array holds, with room to spare. */
    static final int MAX_ROWS = Integer.MAX_VALUE - 64;

    private final Dictionary ids = new Dictionary();
    private int[] units = new int[1024];
    private final int[][] keys;
    private final long[][] values;
    private int rows;

    ColumnsBuilder(int keyColumns, int measures) {
        keys = new int[keyColumns][1024];
        values = new long[measures][1024];
    }

    int rows() {
        return rows;
    }

    /** The number that stands for a unit in {@link #add}. */
    int unit(char[] text, int offset, int length) {
        return ids.intern(text, offset, length);
    }

    void add(int unit, int[] keyCodes, long[] steps) {
        if (rows == units.length) {
            int size = (int) Math.min(MAX_ROWS, rows * 2L);
            units = Arrays.copyOf(units, size);
            for (int i = 0; i < keys.length; i++) {
                keys[i] = Arrays.copyOf(keys[i], size);
            }
            for (int i = 0; i < values.length; i++) {
                values[i] = Arrays.copyOf(values[i], size);
            }
        }
        units[rows] = unit;
        for (int i = 0; i < keys.length; i++) {
            keys[i][rows] = keyCodes[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i][rows] = steps[i];
        }
        rows++;
    }

    /** @param found by key column, the values that its codes stand for where they are not declared */
    Columns build(List<List<String>> found) {
        List<List<String>> sorted = new ArrayList<>();
        for (int key = 0; key < keys.length; key++) {
            sorted.add(sorted(found.get(key), keys[key]));
        }
        int count = ids.size();
        byte[][] names = new byte[count][];
        int[] byName = new int[count];
        for (int unit = 0; unit < count; unit++) {
            names[unit] = ids.text(unit).getBytes(StandardCharsets.UTF_8);
            byName[unit] = unit;
        }
        IntOrder.sort(byName, 0, count, new int[count], (a, b) -> Arrays.compareUnsigned(names[a], names[b]));
        int[] idStart = new int[count + 1];
        int[] rank = new int[count];
        for (int i = 0; i < count; i++) {
            rank[byName[i]] = i;
            idStart[i + 1] = Math.addExact(idStart[i], names[byName[i]].length);
        }
        byte[] idBytes = new byte[idStart[count]];
        for (int i = 0; i < count; i++) {
            System.arraycopy(names[byName[i]], 0, idBytes, idStart[i], names[byName[i]].length);
        }
        int[] unitStart = new int[count + 1];
        int[] order = ordered(rank, unitStart);
        return new Columns(sorted, idBytes, idStart, unitStart, Arrays.stream(keys).map(one -> taken(one, order))
            .toArray(int[][]::new), Arrays.stream(values).map(one -> taken(one, order)).toArray(long[][]::new));
    }

    /** Puts values into an order that does not tell which came first, and their codes with them. */
    private List<String> sorted(List<String> found, int[] codes) {
        List<String> sorted = found.stream().sorted(Columns.BY_BYTES).toList();
        if (!found.isEmpty()) {
            Map<String, Integer> index = new HashMap<>();
            sorted.forEach(value -> index.put(value, index.size()));
            int[] now = found.stream().mapToInt(index::get).toArray();
            for (int row = 0; row < rows; row++) {
                codes[row] = now[codes[row]];
            }
        }
        return sorted;
    }

    /** Rows by unit (counting sort), then by codes and values. Fills in where each unit's rows start. */
    private int[] ordered(int[] rank, int[] unitStart) {
        for (int row = 0; row < rows; row++) {
            unitStart[rank[units[row]] + 1]++;
        }
        for (int i = 1; i < unitStart.length; i++) {
            unitStart[i] += unitStart[i - 1];
        }
        int[] next = Arrays.copyOf(unitStart, unitStart.length);
        int[] order = new int[rows];
        for (int row = 0; row < rows; row++) {
            order[next[rank[units[row]]]++] = row;
        }
        int[] spare = new int[rows];
        for (int i = 0; i + 1 < unitStart.length; i++) {
            IntOrder.sort(order, unitStart[i], unitStart[i + 1], spare, this::compare);
        }
        return order;
    }

    private int compare(int a, int b) {
        for (int[] key : keys) {
            if (key[a] != key[b]) {
                return Integer.compare(key[a], key[b]);
            }
        }
        for (long[] value : values) {
            if (value[a] != value[b]) {
                return Long.compare(value[a], value[b]);
            }
        }
        return 0;
    }

    private static int[] taken(int[] column, int[] order) {
        int[] taken = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            taken[i] = column[order[i]];
        }
        return taken;
    }

    private static long[] taken(long[] column, int[] order) {
        long[] taken = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            taken[i] = column[order[i]];
        }
        return taken;
    }
}
