package eu.bocage.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Gathers rows as they come, packed and in pieces, and puts them in canonical order. Not thread-safe.
 */
final class ColumnsBuilder {

    /** What a Java array holds, with room to spare. */
    static final int MAX_ROWS = Integer.MAX_VALUE - 64;

    private static final int PIECE = Numbering.ROWS;
    /** Units whose rows are in order before they are unpacked, so that they are still at hand. */
    private static final int STRETCH = 1 << 10;

    private final Beside beside;
    private final RowPacking packing;
    private final Numbering numbering;
    private final List<int[]> units = new ArrayList<>();
    private final List<long[][]> pieces = new ArrayList<>();
    private final long rowBytes;
    private long[][] last = {};
    private long foundBytes;
    private int rows;

    /** @param beside a thread for a part of the work, until {@link #build} has ended */
    ColumnsBuilder(RowPacking packing, Beside beside) {
        this.beside = beside;
        this.packing = packing;
        numbering = new Numbering(beside);
        rowBytes = Integer.BYTES + 2L * packing.words() * Long.BYTES + (long) packing.keys() * Integer.BYTES
            + (long) packing.measures() * Long.BYTES;
    }

    int rows() {
        return rows;
    }

    /**
     * What the rows so far take of memory at most, in bytes, until they are in order: rows in pieces, in their places
     * and in columns; names while room for more is made, and in order; their numbers, while they are ordered and
     * looked for among like ones; and the values of private keys.
     */
    private long bytes(long names, long indexBytes) {
        return rowBytes * rows + 4 * names + 3 * indexBytes + foundBytes;
    }

    /**
     * Whether another row is within bounds. It is looked at once a batch, which is a part of the next quarter: first at
     * the most that the rows not numbered yet may bring, and only if that is too much at what they do bring.
     */
    boolean fits(Room room) {
        if (rows % Numbering.BATCH != 0 || fits(room, numbering.bytesAtMost(), numbering.indexBytesAtMost())) {
            return true;
        }
        Dictionary ids = numbering.settle();
        return fits(room, ids.bytes(), ids.indexBytes());
    }

    private boolean fits(Room room, long names, long indexBytes) {
        return bytes(names, indexBytes) <= room.bytes() && names + Numbering.BATCH_ADDS <= room.names();
    }

    /** See {@link Numbering#plainName}. */
    boolean plainUnit(char[] text, int offset, int length) {
        return numbering.plainName(text, offset, length);
    }

    /** Names the unit of the row that {@link #add} may then add; at most {@link Numbering#MAX_NAME} characters. */
    void unit(char[] text, int offset, int length) {
        numbering.name(text, offset, length);
    }

    /** Reckons with a value of a private key that was found. @param bytes that it takes at most */
    void found(long bytes) {
        foundBytes += bytes;
    }

    void add(int[] codes, long[] steps) {
        int at = rows % PIECE;
        if (at == 0) {
            units.add(new int[PIECE]);
            last = new long[packing.words()][PIECE];
            pieces.add(last);
        }
        packing.pack(codes, steps, last, at);
        rows++;
        numbering.add(units.getLast(), at);
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
        for (int key = 0; key < packing.keys(); key++) {
            sorted.add(sorted(found.get(key), key));
        }
        int middlePiece = units.size() / 2;
        Future<int[][]> counting = beside.begin(() -> new int[][] {counts(ids.size(), 0, middlePiece),
            counts(ids.size(), middlePiece, units.size())});
        Future<long[][]> fresh = beside.begin(() -> new long[packing.words()][rows]);
        Names inOrder = Names.of(ids);
        int[][] next = Beside.result(counting);
        int[] unitStart = starts(inOrder.order(), next[0], next[1]);
        long[][] words = Beside.result(fresh);
        Future<?> half = beside.begin(() -> place(words, next[1], middlePiece, units.size()));
        place(words, next[0], 0, middlePiece);
        Beside.result(half);
        int[][] codes = new int[packing.keys()][rows];
        long[][] steps = packing.steps(words, rows);
        int middle = middle(unitStart);
        half = beside.begin(() -> order(words, unitStart, middle, unitStart.length - 1, codes, steps));
        order(words, unitStart, 0, middle, codes, steps);
        Beside.result(half);
        return new Columns(sorted, inOrder.bytes(), inOrder.starts(), unitStart, codes, steps);
    }

    /** Sorts the rows of each of the units {@code [from, to)} and puts them into columns. */
    private Void order(long[][] words, int[] unitStart, int from, int to, int[][] codes, long[][] steps) {
        RowOrder order = new RowOrder(words);
        for (int first = from; first < to; first += STRETCH) {
            int end = Math.min(to, first + STRETCH);
            for (int unit = first; unit < end; unit++) {
                order.sort(unitStart[unit], unitStart[unit + 1]);
            }
            packing.unpack(words, unitStart[first], unitStart[end], codes, steps);
        }
        return null;
    }

    /** The unit at which half of the rows have come. */
    private int middle(int[] unitStart) {
        int found = Arrays.binarySearch(unitStart, rows / 2);
        return Math.min(unitStart.length - 1, found < 0 ? -found - 1 : found);
    }

    /** Puts values into an order that does not tell which came first, and their codes with them. */
    private List<String> sorted(List<String> found, int key) {
        List<String> sorted = found.stream().sorted(Columns.BY_BYTES).toList();
        if (!found.isEmpty()) {
            Map<String, Integer> index = new HashMap<>();
            sorted.forEach(value -> index.put(value, index.size()));
            int[] now = found.stream().mapToInt(index::get).toArray();
            for (int piece = 0; piece < pieces.size(); piece++) {
                packing.renumber(pieces.get(piece), length(piece), key, now);
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

    /** Puts the rows of some pieces where they belong, and lets the pieces go. @param next by unit, its next place */
    private Void place(long[][] words, int[] next, int from, int to) {
        for (int piece = from; piece < to; piece++) {
            int length = length(piece);
            int[] places = units.set(piece, null);
            for (int at = 0; at < length; at++) {
                places[at] = next[places[at]]++;
            }
            long[][] some = pieces.set(piece, null);
            for (int word = 0; word < words.length; word++) {
                place(words[word], some[word], places, length);
            }
        }
        return null;
    }

    private static void place(long[] words, long[] some, int[] places, int length) {
        for (int at = 0; at < length; at++) {
            words[places[at]] = some[at];
        }
    }

    private int length(int piece) {
        return Math.min(PIECE, rows - piece * PIECE);
    }
}
