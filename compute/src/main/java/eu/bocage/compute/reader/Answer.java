package eu.bocage.compute.reader;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Understands what a reader says, see {@link Wire}, and nothing else. */
final class Answer {

    private final DataInputStream in;
    private final List<String> wanted;
    private final RowSink sink;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private byte[] bytes = new byte[4096];
    private char[] chars = new char[4096];
    private int[] fields = {};
    private int columns;
    private long rows;
    private boolean begun;

    Answer(DataInputStream in, List<String> wanted, RowSink sink) {
        this.in = in;
        this.wanted = wanted;
        this.sink = sink;
    }

    /**
     * @return false when the sink wanted no more
     * @throws IOException           when it ends too early
     * @throws BrokenAnswerException when it is not an answer
     * @throws ReadingException      when it is one, and tells a fault
     */
    boolean read() throws IOException, BrokenAnswerException, ReadingException {
        if (in.readLong() != Wire.MAGIC) {
            throw new BrokenAnswerException("no answer");
        }
        begun = true;
        int frame = in.readUnsignedByte();
        if (frame == Wire.FAULT) {
            throw fault();
        }
        if (frame != Wire.COLUMNS) {
            throw new BrokenAnswerException("no columns");
        }
        columns();
        while (true) {
            switch (in.readUnsignedByte()) {
                case Wire.ROW -> {
                    if (!row()) {
                        return false;
                    }
                }
                case Wire.END -> {
                    if (in.readLong() != rows || in.read() >= 0) {
                        throw new BrokenAnswerException("another number of rows, or something after the end");
                    }
                    return true;
                }
                case Wire.FAULT -> throw fault();
                default -> throw new BrokenAnswerException("no frame");
            }
        }
    }

    /** Whether a reader was there to say anything. */
    boolean begun() {
        return begun;
    }

    private void columns() throws IOException, BrokenAnswerException, ReadingException {
        columns = in.readInt();
        if (columns < 0 || columns > Wire.MAX_COLUMNS) {
            throw new BrokenAnswerException("no number of columns");
        }
        List<String> names = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            String name = Wire.text(in);
            names.add(name);
            if (in.readBoolean()) {
                plain.add(name);
            } else if (wanted.contains(name)) {
                throw new ReadingException(Fault.NESTED, 0, Optional.of(name));
            }
        }
        sink.header(List.copyOf(names), 0);
        List<String> coming = wanted.isEmpty() ? plain : names.containsAll(wanted) ? wanted : List.of();
        fields = coming.stream().mapToInt(names::indexOf).toArray();
    }

    private boolean row() throws IOException, BrokenAnswerException {
        if (fields.length == 0) {
            throw new BrokenAnswerException("a row that was not asked for");
        }
        rows++;
        for (int field : fields) {
            int length = in.readInt();
            if (length < Wire.NOTHING || length > Wire.MAX_FIELD) {
                throw new BrokenAnswerException("no length");
            }
            if (length >= 0) {
                sink.field(field, chars, 0, text(length));
            } else {
                sink.field(field, chars, 0, 0);
            }
        }
        return sink.end(columns, rows);
    }

    /** Reads a text into {@link #chars}. @return how long it is */
    private int text(int length) throws IOException {
        if (length > bytes.length) {
            bytes = new byte[Wire.MAX_FIELD];
            chars = new char[Wire.MAX_FIELD];
        }
        in.readFully(bytes, 0, length);
        int n = 0;
        while (n < length && bytes[n] >= 0) {
            chars[n] = (char) bytes[n];
            n++;
        }
        if (n == length) {
            return n;
        }
        CharBuffer buffer = CharBuffer.wrap(chars);
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
        decoder.reset();
        var result = decoder.decode(rest, buffer, true);
        if (result.isError()) {
            result.throwException();
        }
        return buffer.position();
    }

    private ReadingException fault() throws IOException, BrokenAnswerException {
        int number = in.readUnsignedByte();
        if (number >= Fault.values().length) {
            throw new BrokenAnswerException("no fault");
        }
        long row = in.readLong();
        return new ReadingException(Fault.values()[number], Math.max(0, row), Optional.empty());
    }
}
