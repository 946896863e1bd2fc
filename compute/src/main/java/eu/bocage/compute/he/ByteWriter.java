package eu.bocage.compute.he;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Lengths and bytes one after another, for payloads and stored states. */
final class ByteWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ByteWriter number(int number) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        return this;
    }

    /** With their length before. */
    ByteWriter bytes(byte[] bytes) {
        number(bytes.length);
        return raw(bytes);
    }

    /** Without, where the reader knows the length. */
    ByteWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    ByteWriter text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
