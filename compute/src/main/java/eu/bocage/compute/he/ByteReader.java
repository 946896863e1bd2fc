package eu.bocage.compute.he;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote. No length in the bytes makes it keep more than the bytes hold. */
final class ByteReader {

    private final ByteBuffer in;

    ByteReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    /** @throws Refusal where fewer bytes are left, as all methods here */
    int number() {
        need(Integer.BYTES);
        return in.getInt();
    }

    /** A count of things of which each takes at least one byte. */
    int count() {
        int count = number();
        need(count);
        return count;
    }

    byte[] bytes() {
        return raw(number());
    }

    byte[] raw(int length) {
        need(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    Spectrum spectrum() {
        return Spectrum.read(in);
    }

    Polynomial polynomial() {
        return Polynomial.read(in);
    }

    /** Nothing may be left. */
    void end() {
        if (in.hasRemaining()) {
            throw new Refusal(Fault.MALFORMED);
        }
    }

    private void need(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new Refusal(Fault.MALFORMED);
        }
    }
}
