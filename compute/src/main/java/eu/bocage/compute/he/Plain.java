package eu.bocage.compute.he;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a SEAL plaintext in coefficient form, between us and a SEAL of ours: they never come from others. Layout
 * as in {@link Wire}; SEAL leaves out leading zero coefficients.
 */
final class Plain {

    private static final int HEAD = 16 + 32 + 2 * Long.BYTES;
    private static final int DATA = HEAD + 16 + Long.BYTES;

    private Plain() {
    }

    static byte[] write(long[] polynomial) {
        int bytes = DATA + polynomial.length * Long.BYTES;
        ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Wire.header(out, bytes);
        out.position(HEAD - 2 * Long.BYTES).putLong(polynomial.length).putDouble(1);
        Wire.header(out, bytes - HEAD);
        out.putLong(polynomial.length).asLongBuffer().put(polynomial);
        return out.array();
    }

    static long[] read(byte[] own) {
        ByteBuffer in = ByteBuffer.wrap(own).order(ByteOrder.LITTLE_ENDIAN);
        long[] polynomial = new long[Bfv.DEGREE];
        in.position(DATA).asLongBuffer().get(polynomial, 0, (own.length - DATA) / Long.BYTES);
        return polynomial;
    }
}
