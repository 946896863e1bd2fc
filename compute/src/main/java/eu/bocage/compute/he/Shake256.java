package eu.bocage.compute.he;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * SHAKE256 with output of any length (FIPS 202, sections 3.2 and 6.2), which no public class of the JDK gives. For
 * public input. Not thread-safe; absorb first, then squeeze.
 */
final class Shake256 {

    private static final int RATE = 136;
    private static final VarHandle WORD =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[] ROUNDS = rounds();
    private static final int[] ROTATIONS = new int[25];
    private static final int[] PLACES = new int[25];

    static {
        int x = 1;
        int y = 0;
        for (int t = 0; t < 24; t++) {
            ROTATIONS[x + 5 * y] = (t + 1) * (t + 2) / 2 % 64;
            int next = (2 * x + 3 * y) % 5;
            x = y;
            y = next;
        }
        for (int i = 0; i < 25; i++) {
            PLACES[i] = i / 5 + 5 * ((2 * (i % 5) + 3 * (i / 5)) % 5);
        }
    }

    private final long[] state = new long[25];
    private final long[] spare = new long[25];
    private final byte[] block = new byte[RATE];
    private int used;
    private boolean squeezing;

    /** Algorithm 5: the constants of ι from the linear feedback shift register. */
    private static long[] rounds() {
        long[] rounds = new long[24];
        int register = 1;
        for (int round = 0; round < 24; round++) {
            for (int j = 0; j <= 6; j++) {
                if ((register & 1) == 1) {
                    rounds[round] |= 1L << (1 << j) - 1;
                }
                register = register << 1 ^ (register >> 7) * 0x171;
            }
        }
        return rounds;
    }

    Shake256 absorb(byte[] bytes) {
        if (squeezing) {
            throw new IllegalStateException("absorb comes before squeeze");
        }
        for (byte b : bytes) {
            block[used++] = b;
            if (used == RATE) {
                mix();
                used = 0;
            }
        }
        return this;
    }

    byte[] squeeze(int length) {
        if (!squeezing) {
            Arrays.fill(block, used, RATE, (byte) 0);
            block[used] = 0x1F;
            block[RATE - 1] |= (byte) 0x80;
            mix();
            spill();
            squeezing = true;
        }
        byte[] out = new byte[length];
        int done = 0;
        while (done < length) {
            if (used == RATE) {
                permute();
                spill();
            }
            int part = Math.min(length - done, RATE - used);
            System.arraycopy(block, used, out, done, part);
            done += part;
            used += part;
        }
        return out;
    }

    private void mix() {
        for (int i = 0; i < RATE / Long.BYTES; i++) {
            state[i] ^= (long) WORD.get(block, i * Long.BYTES);
        }
        permute();
    }

    private void spill() {
        for (int i = 0; i < RATE / Long.BYTES; i++) {
            WORD.set(block, i * Long.BYTES, state[i]);
        }
        used = 0;
    }

    private void permute() {
        long[] a = state;
        long[] b = spare;
        for (long constant : ROUNDS) {
            for (int x = 0; x < 5; x++) {
                b[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
            }
            for (int x = 0; x < 5; x++) {
                long d = b[(x + 4) % 5] ^ Long.rotateLeft(b[(x + 1) % 5], 1);
                for (int y = 0; y < 25; y += 5) {
                    a[x + y] ^= d;
                }
            }
            for (int i = 0; i < 25; i++) {
                b[PLACES[i]] = Long.rotateLeft(a[i], ROTATIONS[i]);
            }
            for (int y = 0; y < 25; y += 5) {
                for (int x = 0; x < 5; x++) {
                    a[y + x] = b[y + x] ^ ~b[y + (x + 1) % 5] & b[y + (x + 2) % 5];
                }
            }
            a[0] ^= constant;
        }
    }
}
