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

    static byte[] bytes(List<List<String>> found) {
        List<byte[]> texts = new ArrayList<>();
        found.forEach(values -> values.forEach(value -> texts.add(value.getBytes(StandardCharsets.UTF_8))));
        int size = 4 * (found.size() + texts.size()) + texts.stream().mapToInt(text -> text.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        int next = 0;
        for (List<String> values : found) {
            bytes.putInt(values.size());
            for (int i = 0; i < values.size(); i++) {
                byte[] text = texts.get(next++);
                bytes.putInt(text.length).put(text);
            }
        }
        return bytes.array();
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
