package eu.bocage.compute;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Which cells a unit keeps when it has more than it may: those with the smallest hashes, see {@link BoundedCells}. They
 * depend on salt, unit and keys alone.
 */
final class CellChoice {

    private static final int HASH = 32;

    private final MessageDigest sha256 = Json.sha256();
    private final byte[] salt;
    private final byte[][][] encoded;
    private final int[] strides;
    private byte[] message = new byte[1024];
    private byte[] hashes = new byte[HASH * 64];
    private int[] slots = new int[64];
    private int[] spare = new int[64];

    CellChoice(BoundingPlan plan) {
        salt = plan.salt().getBytes(StandardCharsets.UTF_8);
        encoded = plan.axes().stream().map(axis -> axis.groups().stream().map(CellChoice::encoded)
            .toArray(byte[][]::new)).toArray(byte[][][]::new);
        strides = new int[encoded.length];
        int stride = 1;
        for (int axis = encoded.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= encoded[axis].length;
        }
    }

    /** All slots, the ones to keep first. Good until the next call. */
    int[] first(Columns columns, int number, UnitCells unit) {
        int size = unit.size();
        if (size > slots.length) {
            slots = new int[size * 2];
            spare = new int[size * 2];
            hashes = new byte[HASH * size * 2];
        }
        int prefix = prefix(columns, number);
        for (int slot = 0; slot < size; slot++) {
            slots[slot] = slot;
            int length = keys(unit.cell(slot), prefix);
            sha256.update(message, 0, length);
            try {
                sha256.digest(hashes, slot * HASH, HASH);
            } catch (DigestException e) {
                throw new IllegalStateException("SHA-256 has 32 bytes", e);
            }
        }
        IntOrder.sort(slots, 0, size, spare, (a, b) -> Arrays.compareUnsigned(hashes, a * HASH, (a + 1) * HASH,
            hashes, b * HASH, (b + 1) * HASH));
        return slots;
    }

    /** Writes {@code salt|E(unit)}. @return its length */
    private int prefix(Columns columns, int number) {
        System.arraycopy(salt, 0, message, 0, salt.length);
        byte[] unit = encoded(new String(columns.unit(number), StandardCharsets.UTF_8));
        System.arraycopy(unit, 0, message, salt.length, unit.length);
        return salt.length + unit.length;
    }

    /** Writes the encoded keys of a cell after the prefix. @return the length of all */
    private int keys(int cell, int prefix) {
        int rest = cell;
        int length = prefix;
        for (int axis = 0; axis < encoded.length; axis++) {
            byte[] key = encoded[axis][rest / strides[axis]];
            rest %= strides[axis];
            if (length + key.length > message.length) {
                message = Arrays.copyOf(message, (length + key.length) * 2);
            }
            System.arraycopy(key, 0, message, length, key.length);
            length += key.length;
        }
        return length;
    }

    /** {@code |v}, the number of code points, {@code :}, the text. */
    private static byte[] encoded(String text) {
        return ("|v" + text.codePointCount(0, text.length()) + ":" + text).getBytes(StandardCharsets.UTF_8);
    }
}
