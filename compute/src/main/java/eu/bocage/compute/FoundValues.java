package eu.bocage.compute;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of private keys as bytes, little-endian: by key column their number, then each one's length and UTF-8. */
final class FoundValues {

    private FoundValues() {
    }

    /** A text at a time, so that they stand in memory once more only. */
    static byte[] bytes(List<List<String>> found) {
        int size = Math.toIntExact(found.stream().mapToLong(values -> Integer.BYTES
            + values.stream().mapToLong(value -> Integer.BYTES + utf8(value).length).sum()).sum());
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (List<String> values : found) {
            bytes.putInt(values.size());
            for (String value : values) {
                byte[] text = utf8(value);
                bytes.putInt(text.length).put(text);
            }
        }
        return bytes.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Empty when they are not in order, or not those of the layout's private keys. */
    static Optional<List<List<String>>> read(byte[] all, Layout layout) {
        ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        List<List<String>> found = new ArrayList<>();
        try {
            for (List<String> declared : layout.values()) {
                int count = bytes.getInt();
                List<String> values = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    int length = bytes.getInt();
                    if (length < 0 || length > bytes.remaining()) {
                        return Optional.empty();
                    }
                    String value = StandardCharsets.UTF_8.newDecoder().decode(bytes.slice(bytes.position(), length))
                        .toString();
                    bytes.position(bytes.position() + length);
                    if (!values.isEmpty() && Columns.BY_BYTES.compare(values.getLast(), value) >= 0) {
                        return Optional.empty();
                    }
                    values.add(value);
                }
                if (count < 0 || declared.isEmpty() != (count > 0)) {
                    return Optional.empty();
                }
                found.add(List.copyOf(values));
            }
        } catch (BufferUnderflowException | CharacterCodingException e) {
            return Optional.empty();
        }
        return bytes.hasRemaining() ? Optional.empty() : Optional.of(List.copyOf(found));
    }
}
