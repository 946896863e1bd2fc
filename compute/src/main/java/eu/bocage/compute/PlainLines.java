package eu.bocage.compute;

import java.io.IOException;
import java.io.PushbackReader;

/**
 * Takes lines of CSV apart as long as each stands by itself: its fields hold no quote, or are in quotes as a whole with
 * neither quote nor line break inside. At the first line that is more than that it stops, before any field of it, and
 * leaves it and the rest to a full parser, which it agrees with on all lines before: RFC 4180, with LF, CR or CRLF at
 * the end of a line and with empty lines passed over.
 *
 * <p>Ours beside a library, since this is what a large table takes longest to load; see decision 0007.
 */
final class PlainLines {

    /** Takes fields and lines. */
    interface Sink {

        void field(int index, char[] buffer, int offset, int length);

        /** @return whether to go on */
        boolean end(int fields, long line);
    }

    /** How it ended. */
    enum End { WHOLE, STOPPED, NOT_PLAIN }

    /** Characters that a line must be shorter than. */
    static final int BLOCK = 1 << 16;

    private static final int MOST_FIELDS = 1 << 12;
    private static final int PART = -1;
    private static final int OTHER = -2;

    private final PushbackReader in;
    private final char separator;
    private final char highest;
    private final Sink sink;
    private final char[] block = new char[BLOCK];
    private final int[] starts = new int[MOST_FIELDS];
    private final int[] ends = new int[MOST_FIELDS];
    private int fields;
    private int filled;
    private boolean last;
    private long lines;

    /** @param in takes {@value #BLOCK} characters back */
    PlainLines(PushbackReader in, char separator, Sink sink) {
        this.in = in;
        this.separator = separator;
        this.highest = (char) Math.max(separator, '"');
        this.sink = sink;
    }

    /** How many lines it has passed, with empty ones. */
    long lines() {
        return lines;
    }

    /** Reads on. After {@link End#NOT_PLAIN} the reader stands at the beginning of the line that is not. */
    End read() throws IOException {
        while (true) {
            int at = 0;
            int next = PART;
            while (at < filled && (next = line(at)) >= 0) {
                lines++;
                if (!passed()) {
                    return End.STOPPED;
                }
                at = next;
            }
            if (at == filled && last) {
                return End.WHOLE;
            }
            if (at < filled && next == OTHER || at == 0 && filled == BLOCK) {
                in.unread(block, at, filled - at);
                return End.NOT_PLAIN;
            }
            fill(at);
        }
    }

    private void fill(int at) throws IOException {
        filled -= at;
        System.arraycopy(block, at, block, 0, filled);
        int more = in.read(block, filled, BLOCK - filled);
        last = more < 0;
        filled += Math.max(0, more);
    }

    /** Whether to go on after the line that has been found, unless it is empty. */
    private boolean passed() {
        if (fields == 1 && starts[0] == ends[0]) {
            return true;
        }
        for (int i = 0; i < fields; i++) {
            sink.field(i, block, starts[i], ends[i] - starts[i]);
        }
        return sink.end(fields, lines);
    }

    /** Finds the fields of a line. @return where the next one begins, or {@link #PART} or {@link #OTHER} */
    private int line(int from) {
        int i = from;
        for (int count = 0; count < MOST_FIELDS; count++) {
            boolean quoted = i < filled && block[i] == '"';
            if (quoted) {
                i++;
            }
            starts[count] = i;
            i = quoted ? quoteEnd(i) : fieldEnd(i);
            ends[count] = i;
            if (quoted && i < filled && block[i] == '"') {
                i++;
            } else if (quoted) {
                return i < filled || last ? OTHER : PART;
            }
            fields = count + 1;
            if (i == filled) {
                return !last ? PART : quoted && count == 0 ? OTHER : i;
            }
            char c = block[i];
            if (c == separator) {
                i++;
            } else if (c == '"' || c != '\n' && c != '\r' || quoted && count == 0) {
                return OTHER;
            } else if (c == '\r' && i + 1 == filled && !last) {
                return PART;
            } else {
                return c == '\r' && i + 1 < filled && block[i + 1] == '\n' ? i + 2 : i + 1;
            }
        }
        return OTHER;
    }

    private int fieldEnd(int from) {
        int i = from;
        while (i < filled) {
            char c = block[i];
            if (c <= highest && (c == separator || c == '\n' || c == '\r' || c == '"')) {
                return i;
            }
            i++;
        }
        return i;
    }

    private int quoteEnd(int from) {
        int i = from;
        while (i < filled && block[i] != '"' && block[i] != '\n' && block[i] != '\r') {
            i++;
        }
        return i;
    }
}
