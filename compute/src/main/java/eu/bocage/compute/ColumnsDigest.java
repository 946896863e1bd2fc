package eu.bocage.compute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Columns as bytes, little-endian: counts, the found values of private keys if there are any, then names, starts, codes
 * and values. The SHA-256 over them is the content's hash.
 */
final class ColumnsDigest {

    static final int CHUNK = 1 << 20;

    /** Takes bytes as they come. */
    interface Sink {
        void write(ByteBuffer bytes) throws IOException;
    }

    private final ByteBuffer buffer;
    private final Sink sink;

    private ColumnsDigest(ByteBuffer buffer, Sink sink) {
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
        this.sink = sink;
    }

    static byte[] of(Columns columns) {
        MessageDigest digest = Json.sha256();
        try {
            put(columns, new ColumnsDigest(ByteBuffer.allocate(CHUNK), digest::update));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest.digest();
    }

    /** Writes the columns as the bytes that {@link #of} is the hash of. */
    static void write(Columns columns, Sink sink) throws IOException {
        put(columns, new ColumnsDigest(ByteBuffer.allocateDirect(CHUNK), sink));
    }

    private static void put(Columns columns, ColumnsDigest out) throws IOException {
        Optional<byte[]> found = columns.found().stream().allMatch(List::isEmpty) ? Optional.empty()
            : Optional.of(FoundValues.bytes(columns.found()));
        out.put(counts(columns, found));
        if (found.isPresent()) {
            out.put(found.get());
        }
        out.put(columns.idStart());
        out.put(columns.idBytes());
        out.put(columns.unitStart());
        for (int[] key : columns.keys()) {
            out.put(key);
        }
        for (long[] value : columns.values()) {
            for (int at = 0; at < value.length; at += CHUNK / Long.BYTES) {
                int n = Math.min(CHUNK / Long.BYTES, value.length - at);
                out.buffer.asLongBuffer().put(value, at, n);
                out.buffer.position(n * Long.BYTES);
                out.flush();
            }
        }
    }

    /** Units, rows, bytes of names, keys, measures, and bytes of found values where there are any. */
    private static int[] counts(Columns columns, Optional<byte[]> found) {
        IntStream counts = IntStream.of(columns.units(), columns.rows(), columns.idBytes().length,
            columns.keys().length, columns.values().length);
        return IntStream.concat(counts, found.stream().mapToInt(bytes -> bytes.length)).toArray();
    }

    private void put(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += CHUNK) {
            buffer.put(bytes, at, Math.min(CHUNK, bytes.length - at));
            flush();
        }
    }

    private void put(int[] numbers) throws IOException {
        for (int at = 0; at < numbers.length; at += CHUNK / Integer.BYTES) {
            int n = Math.min(CHUNK / Integer.BYTES, numbers.length - at);
            buffer.asIntBuffer().put(numbers, at, n);
            buffer.position(n * Integer.BYTES);
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        sink.write(buffer);
        buffer.clear();
    }
}
