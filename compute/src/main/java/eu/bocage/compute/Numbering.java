package eu.bocage.compute;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;

/**
 * Numbers the units of rows by their names, on a thread beside the one that reads: names are handed over some thousands
 * at a time. Used by one thread; {@link #settle} before the dictionary or the numbers are looked at.
 */
final class Numbering {

    /** Rows are numbered, and their memory reckoned, this many at a time. */
    static final int BATCH = Dictionary.BATCH;

    /** Longest name of a unit, in characters. */
    static final int MAX_NAME = 256;

    /** Most rows that are handed over at once: few, so that the compiler sees that happen before it guesses. */
    static final int ROWS = 8 * BATCH;

    /** Most bytes of a batch's names. */
    private static final int BATCH_BYTES = 3 * MAX_NAME * BATCH;
    private static final int BYTES = 3 * BATCH_BYTES;

    /** What a batch adds to {@link Dictionary#bytes} at most. */
    static final int BATCH_ADDS = BATCH_BYTES + Dictionary.HEAD * BATCH;
    private static final int UNDER_WAY = 3;

    private final Dictionary ids = new Dictionary();
    private final Beside beside;
    private final Deque<Parcel> underWay = new ArrayDeque<>();
    private Parcel parcel = new Parcel();
    private int size;
    private int bytes;

    Numbering(Beside beside) {
        this.beside = beside;
    }

    /**
     * As {@link #name} if all characters stand in ASCII from {@code !} to {@code ~}, else nothing is taken.
     *
     * @return whether they do
     */
    boolean plainName(char[] text, int offset, int length) {
        int start = parcel.bounds[parcel.rows];
        byte[] names = parcel.names;
        int outside = 0;
        for (int i = 0; i < length; i++) {
            int c = text[offset + i];
            names[start + i] = (byte) c;
            outside |= c - '!' | '~' - c;
        }
        if (outside < 0) {
            return false;
        }
        parcel.bounds[parcel.rows + 1] = start + length;
        parcel.named = true;
        return true;
    }

    /** Takes the name of the row that {@link #add} may then add; at most {@value #MAX_NAME} characters. */
    void name(char[] text, int offset, int length) {
        int start = parcel.bounds[parcel.rows];
        parcel.bounds[parcel.rows + 1] = start + Dictionary.utf8(text, offset, length, parcel.names, start);
        parcel.named = true;
    }

    /**
     * Adds the row of the last name, whose number will stand in {@code numbers[at]}. A new array is begun after whole
     * batches only.
     */
    void add(int[] numbers, int at) {
        parcel.numbers = numbers;
        parcel.at = at - parcel.rows;
        parcel.rows++;
        parcel.named = false;
        if (parcel.rows % BATCH == 0 && (parcel.rows == ROWS || at + 1 == numbers.length
                || parcel.bounds[parcel.rows] > BYTES - BATCH_BYTES)) {
            handOver();
        }
    }

    /** What {@link Dictionary#bytes} is at most once all rows are numbered. */
    long bytesAtMost() {
        long most = bytes + parcel.bytes();
        for (Parcel some : underWay) {
            most += some.bytes();
        }
        return most;
    }

    /** What {@link Dictionary#indexBytes} is at most once all rows are numbered. */
    long indexBytesAtMost() {
        long most = (long) size + parcel.rows;
        for (Parcel some : underWay) {
            most += some.rows;
        }
        return Dictionary.indexBytes(most);
    }

    /** Waits until all rows are numbered. A name that still waits for its row goes on waiting. */
    Dictionary settle() {
        while (!underWay.isEmpty()) {
            await();
        }
        parcel.number(ids);
        parcel.restart();
        size = ids.size();
        bytes = ids.bytes();
        return ids;
    }

    private void handOver() {
        Parcel full = parcel;
        full.numbered = beside.begin(() -> {
            full.number(ids);
            return new int[] {ids.size(), ids.bytes()};
        });
        underWay.add(full);
        parcel = underWay.size() < UNDER_WAY ? new Parcel() : await();
        parcel.rows = 0;
    }

    private Parcel await() {
        Parcel first = underWay.remove();
        int[] sizes = Beside.result(first.numbered);
        size = sizes[0];
        bytes = sizes[1];
        return first;
    }

    /** Names one after the other, and where their numbers belong. */
    private static final class Parcel {

        private final byte[] names = new byte[BYTES];
        /** Where each name begins and the one before ends; the first at 0. */
        private final int[] bounds = new int[ROWS + 1];
        private int rows;
        private boolean named;
        private int[] numbers;
        private int at;
        private Future<int[]> numbered;

        /** Forgets all rows, but not the name whose row has not come. */
        void restart() {
            int length = named ? bounds[rows + 1] - bounds[rows] : 0;
            System.arraycopy(names, bounds[rows], names, 0, length);
            bounds[1] = length;
            rows = 0;
        }

        long bytes() {
            return bounds[rows] + (long) Dictionary.HEAD * rows;
        }

        void number(Dictionary ids) {
            for (int from = 0; from < rows; from += BATCH) {
                ids.internAll(names, bounds, from, Math.min(BATCH, rows - from), numbers, at + from);
            }
        }
    }
}
