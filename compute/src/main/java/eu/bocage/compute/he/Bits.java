package eu.bocage.compute.he;

import java.nio.ByteBuffer;

/** Signed integers of a fixed number of bits, one after another, least significant bit first. */
final class Bits {

    private Bits() {
    }

    /** Writes {@code values.length · width / 8} bytes; that has to be whole. */
    static void write(ByteBuffer out, int[] values, int width) {
        long held = 0;
        int bits = 0;
        for (int value : values) {
            held |= (value & (1L << width) - 1) << bits;
            for (bits += width; bits >= 8; bits -= 8) {
                out.put((byte) held);
                held >>>= 8;
            }
        }
    }

    /** Reads {@value Bfv#DEGREE} of them. */
    static int[] read(ByteBuffer in, int width) {
        int[] values = new int[Bfv.DEGREE];
        long held = 0;
        int bits = 0;
        for (int i = 0; i < values.length; i++) {
            for (; bits < width; bits += 8) {
                held |= (in.get() & 0xFFL) << bits;
            }
            values[i] = (int) (held << Long.SIZE - width >> Long.SIZE - width);
            held >>>= width;
            bits -= width;
        }
        return values;
    }
}
