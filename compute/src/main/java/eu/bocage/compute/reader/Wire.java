package eu.bocage.compute.reader;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What node and reader say to one another, big-endian. The node: magic, format, path, count and names of the columns
 * that it wants, none for all plain ones. The reader: magic; {@link #COLUMNS} with count, and name and plainness of
 * each column of the file; a {@link #ROW} with each wanted field, its length in bytes before it and {@link #NOTHING}
 * for no value; {@link #END} with the number of rows, or {@link #FAULT} with its number and the row. Nothing
 * after that.
 */
final class Wire {

    static final long MAGIC = 0x424F434147455231L;
    static final int COLUMNS = 'C';
    static final int ROW = 'R';
    static final int END = 'E';
    static final int FAULT = 'F';
    static final int NOTHING = -1;

    static final int MAX_COLUMNS = 10_000;
    static final int MAX_NAME = 4_096;
    static final int MAX_FIELD = 1 << 20;

    private Wire() {
    }

    /** A column of a file. @param plain whether its values are single ones */
    record Column(String name, boolean plain) {
    }

    /** What to read. @param columns wanted; none for all plain ones */
    record Request(Path file, Format format, List<String> columns) {

        void write(DataOutput out) throws IOException {
            out.writeLong(MAGIC);
            out.writeByte(format.ordinal());
            text(out, file.toString());
            out.writeInt(columns.size());
            for (String column : columns) {
                text(out, column);
            }
        }

        static Request read(DataInput in) throws IOException {
            if (in.readLong() != MAGIC) {
                throw new IOException("no request");
            }
            Format format = Format.values()[in.readUnsignedByte()];
            Path file = Path.of(text(in));
            int count = in.readInt();
            List<String> columns = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                columns.add(text(in));
            }
            return new Request(file, format, columns);
        }
    }

    static void text(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** @throws IOException when it is too long or no UTF-8 */
    static String text(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_NAME) {
            throw new IOException("no name");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IOException("no UTF-8", e);
        }
    }
}
