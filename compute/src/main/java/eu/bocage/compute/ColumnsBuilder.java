package eu.bocage.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Gathers rows as they come, in pieces, and puts them in canonical order, a column at a time, so that the whole table
 * never stands in memory twice. Not thread-safe.
 */
final class ColumnsBuilder {

    /** What a Java array holds, with room to spare. */
    static final int MAX_ROWS = Integer.MAX_VALUE - 64;

    private static final int PIECE = 1 << 18;

    private final Beside beside;
    private final Numbering numbering;
    private final List<int[]> units = new ArrayList<>();
    private final List<List<int[]>> keys = new ArrayList<>();
    private final List<List<long[]>> values = new ArrayList<>();
    private final long rowBytes;
    private final int[][] lastKeys;
    private final long[][] lastValues;
    private int rows;

    /** @param beside a thread for a part of the work, until {@link #build} has ended */
    ColumnsBuilder(int keyColumns, int measures, Beside beside) {
        this.beside = beside;
        numbering = new Numbering(beside);
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
    private long bytes(long characters, long indexBytes) {
        return 2 * rowBytes * rows + 12 * characters + 2 * indexBytes;
    }

    /**
     * Whether another row is within bounds. It is looked at once a batch, which is a part of the next quarter: first at
     * the most that the rows not numbered yet may bring, and only if that is too much at what they do bring.
     */
    boolean fits(Room room) {
        if (rows % Numbering.BATCH != 0 || fits(room, numbering.charactersAtMost(), numbering.indexBytesAtMost())) {
            return true;
        }
        Dictionary ids = numbering.settle();
        return fits(room, ids.characters(), ids.indexBytes());
    }

    private boolean fits(Room room, long characters, long indexBytes) {
        return bytes(characters, indexBytes) <= room.bytes()
            && characters + (Numbering.MAX_NAME + 3) * Numbering.BATCH <= room.characters();
    }

    /** Names the unit of the row that {@link #add} may then add; at most {@link Numbering#MAX_NAME} characters. */
    void unit(char[] text, int offset, int length) {
        numbering.name(text, offset, length);
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
        numbering.add(units.getLast(), at);
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

    /** How many units have a name that is like another one's, see {@link NearNames}; counted beside. */
    Future<Integer> alike() {
        Dictionary ids = numbering.settle();
        return beside.begin(() -> NearNames.number(ids));
    }

    /** @param found by key column, the values that its codes stand for where they are not declared */
    Columns build(List<List<String>> found) {
        Dictionary ids = numbering.settle();
        List<List<String>> sorted = new ArrayList<>();
        for (int key = 0; key < keys.size(); key++) {
            sorted.add(sorted(found.get(key), keys.get(key)));
        }
        int middlePiece = units.size() / 2;
        Future<int[][]> counting = beside.begin(() -> new int[][] {counts(ids.size(), 0, middlePiece),
            counts(ids.size(), middlePiece, units.size())});
        Names inOrder = Names.of(ids);
        int[][] next = Beside.result(counting);
        int[] unitStart = starts(inOrder.order(), next[0], next[1]);
        Future<?> half = beside.begin(() -> positions(next[1], middlePiece, units.size()));
        positions(next[0], 0, middlePiece);
        Beside.result(half);
        int[][] codes = new int[keys.size()][];
        long[][] steps = new long[values.size()][];
        half = beside.begin(() -> place(codes, steps, 1));
        place(codes, steps, 0);
        Beside.result(half);
        int middle = middle(unitStart);
        RowOrder order = new RowOrder(codes, steps);
        half = beside.begin(() -> order.sortAll(unitStart, middle, unitStart.length - 1));
        order.sortAll(unitStart, 0, middle);
        Beside.result(half);
        return new Columns(sorted, inOrder.bytes(), inOrder.starts(), unitStart, codes, steps);
    }

    /** Puts every other column into its places. @param first 0 or 1 */
    private Void place(int[][] codes, long[][] steps, int first) {
        for (int column = first; column < codes.length + steps.length; column += 2) {
            if (column < codes.length) {
                codes[column] = inPlaces(keys.get(column));
            } else {
                steps[column - codes.length] = inLongPlaces(values.get(column - codes.length));
            }
        }
        return null;
    }

    /** The unit at which half of the rows have come. */
    private int middle(int[] unitStart) {
        int found = Arrays.binarySearch(unitStart, rows / 2);
        return Math.min(unitStart.length - 1, found < 0 ? -found - 1 : found);
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

    /** By number of a unit, how many rows it has in some pieces. */
    private int[] counts(int size, int from, int to) {
        int[] counts = new int[size];
        for (int piece = from; piece < to; piece++) {
            int[] some = units.get(piece);
            int length = length(piece);
            for (int at = 0; at < length; at++) {
                counts[some[at]]++;
            }
        }
        return counts;
    }

    /**
     * Where each unit's rows start, in the order of names.
     *
     * @param first  by number of a unit, how many rows it has in the first pieces; then where they start
     * @param others how many it has in the other pieces; then where those start
     */
    private static int[] starts(int[] byName, int[] first, int[] others) {
        int[] unitStart = new int[byName.length + 1];
        for (int i = 0; i < byName.length; i++) {
            int unit = byName[i];
            int middle = unitStart[i] + first[unit];
            unitStart[i + 1] = middle + others[unit];
            first[unit] = unitStart[i];
            others[unit] = middle;
        }
        return unitStart;
    }

    /** Turns each row's unit into the row's place in the table. @param next by number of a unit, its next place */
    private Void positions(int[] next, int from, int to) {
        for (int piece = from; piece < to; piece++) {
            int[] some = units.get(piece);
            int length = length(piece);
            for (int at = 0; at < length; at++) {
                some[at] = next[some[at]]++;
            }
        }
        return null;
    }

    private int length(int piece) {
        return Math.min(PIECE, rows - piece * PIECE);
    }

    private int[] inPlaces(List<int[]> column) {
        int[] all = new int[rows];
        for (int piece = 0; piece < units.size(); piece++) {
            int[] places = units.get(piece);
            int[] some = column.set(piece, null);
            int length = length(piece);
            for (int at = 0; at < length; at++) {
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
            int length = length(piece);
            for (int at = 0; at < length; at++) {
                all[places[at]] = some[at];
            }
        }
        return all;
    }
}
