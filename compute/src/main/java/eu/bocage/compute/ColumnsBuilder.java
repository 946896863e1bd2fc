package eu.bocage.compute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers rows as they come, in pieces, and puts them in canonical order, a column at a time, so that the whole table
 * never stands in memory twice. Not thread-safe.
 */
final class ColumnsBuilder {

    /** What a Java array holds, with room to spare. */
    static final int MAX_ROWS = Integer.MAX_VALUE - 64;

    /** Longest name of a unit, in characters. */
    static final int MAX_NAME = 256;

    private static final int BATCH = 256;
    private static final int PIECE = 1 << 18;

    private final Dictionary ids = new Dictionary();
    private final char[] names = new char[MAX_NAME * BATCH];
    private final int[] nameEnds = new int[BATCH];
    private final List<int[]> units = new ArrayList<>();
    private final List<List<int[]>> keys = new ArrayList<>();
    private final List<List<long[]>> values = new ArrayList<>();
    private final long rowBytes;
    private final int[][] lastKeys;
    private final long[][] lastValues;
    private int pending;
    private int rows;

    ColumnsBuilder(int keyColumns, int measures) {
        rowBytes = (1L + keyColumns) * Integer.BYTES + (long) measures * Long.BYTES;
        lastKeys = new int[keyColumns][];
        lastValues = new long[measures][];
        for (int i = 0; i < keyColumns; i++) {
            keys.add(new ArrayList<>());
        }
        for (int i = 0; i < measures; i++) {
            values.add(new ArrayList<>());
        }
    }

    int rows() {
        return rows;
    }

    /**
     * What the rows so far take of memory at most, in bytes, until they are in order: rows in pieces and in their
     * places; names as characters, as UTF-8 of up to three bytes in and out of order and while room for more is made;
     * their numbers, twice likewise.
     */
    long bytes() {
        return 2 * rowBytes * rows + 12L * ids.characters() + 2 * ids.indexBytes();
    }

    /** Whether another row is within bounds. It is looked at once a batch, which is a part of the next quarter. */
    boolean fits(Room room) {
        return pending != 0 || bytes() <= room.bytes()
            && ids.characters() + (MAX_NAME + 3) * BATCH <= room.characters();
    }

    /** Names the unit of the row that {@link #add} may then add; at most {@value #MAX_NAME} characters. */
    void unit(char[] text, int offset, int length) {
        int start = pending == 0 ? 0 : nameEnds[pending - 1];
        for (int i = 0; i < length; i++) {
            names[start + i] = text[offset + i];
        }
        nameEnds[pending] = start + length;
    }

    void add(int[] keyCodes, long[] steps) {
        int at = rows % PIECE;
        if (at == 0) {
            begin();
        }
        for (int i = 0; i < keyCodes.length; i++) {
            lastKeys[i][at] = keyCodes[i];
        }
        for (int i = 0; i < steps.length; i++) {
            lastValues[i][at] = steps[i];
        }
        rows++;
        if (++pending == BATCH) {
            number();
        }
    }

    private void begin() {
        units.add(new int[PIECE]);
        for (int i = 0; i < lastKeys.length; i++) {
            lastKeys[i] = new int[PIECE];
            keys.get(i).add(lastKeys[i]);
        }
        for (int i = 0; i < lastValues.length; i++) {
            lastValues[i] = new long[PIECE];
            values.get(i).add(lastValues[i]);
        }
    }

    /** Numbers the units of the rows that came last; pieces hold whole batches. */
    private void number() {
        if (pending > 0) {
            ids.internAll(names, nameEnds, pending, units.getLast(), (rows - pending) % PIECE);
            pending = 0;
        }
    }

    /** How many units have a name that is like another one's, see {@link NearNames}. */
    int alike() {
        number();
        return NearNames.number(ids);
    }

    /** @param found by key column, the values that its codes stand for where they are not declared */
    Columns build(List<List<String>> found) {
        number();
        List<List<String>> sorted = new ArrayList<>();
        for (int key = 0; key < keys.size(); key++) {
            sorted.add(sorted(found.get(key), keys.get(key)));
        }
        Names inOrder = Names.of(ids);
        int[] unitStart = positions(inOrder.order());
        int[][] codes = new int[keys.size()][];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = inPlaces(keys.get(i));
        }
        long[][] steps = new long[values.size()][];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = inLongPlaces(values.get(i));
        }
        RowOrder order = new RowOrder(codes, steps);
        for (int unit = 0; unit + 1 < unitStart.length; unit++) {
            order.sort(unitStart[unit], unitStart[unit + 1]);
        }
        return new Columns(sorted, inOrder.bytes(), inOrder.starts(), unitStart, codes, steps);
    }

    /** Puts values into an order that does not tell which came first, and their codes with them. */
    private List<String> sorted(List<String> found, List<int[]> codes) {
        List<String> sorted = found.stream().sorted(Columns.BY_BYTES).toList();
        if (!found.isEmpty()) {
            Map<String, Integer> index = new HashMap<>();
            sorted.forEach(value -> index.put(value, index.size()));
            int[] now = found.stream().mapToInt(index::get).toArray();
            for (int piece = 0; piece < codes.size(); piece++) {
                for (int at = 0; at < length(piece); at++) {
                    codes.get(piece)[at] = now[codes.get(piece)[at]];
                }
            }
        }
        return sorted;
    }

    /** Turns each row's unit into the row's place in the table. @return where each unit's rows start */
    private int[] positions(int[] byName) {
        int[] next = new int[byName.length];
        for (int piece = 0; piece < units.size(); piece++) {
            for (int at = 0; at < length(piece); at++) {
                next[units.get(piece)[at]]++;
            }
        }
        int[] unitStart = new int[byName.length + 1];
        for (int i = 0; i < byName.length; i++) {
            unitStart[i + 1] = unitStart[i] + next[byName[i]];
            next[byName[i]] = unitStart[i];
        }
        for (int piece = 0; piece < units.size(); piece++) {
            int[] some = units.get(piece);
            for (int at = 0; at < length(piece); at++) {
                some[at] = next[some[at]]++;
            }
        }
        return unitStart;
    }

    private int length(int piece) {
        return Math.min(PIECE, rows - piece * PIECE);
    }

    private int[] inPlaces(List<int[]> column) {
        int[] all = new int[rows];
        for (int piece = 0; piece < units.size(); piece++) {
            int[] places = units.get(piece);
            int[] some = column.set(piece, null);
            for (int at = 0; at < length(piece); at++) {
                all[places[at]] = some[at];
            }
        }
        return all;
    }

    private long[] inLongPlaces(List<long[]> column) {
        long[] all = new long[rows];
        for (int piece = 0; piece < units.size(); piece++) {
            int[] places = units.get(piece);
            long[] some = column.set(piece, null);
            for (int at = 0; at < length(piece); at++) {
                all[places[at]] = some[at];
            }
        }
        return all;
    }
}
