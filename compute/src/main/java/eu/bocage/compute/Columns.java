package eu.bocage.compute;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The rows of a table in their canonical order: units by their names' UTF-8 bytes, the rows of a unit by their codes
 * and values. The order of the rows in the file leaves no trace.
 *
 * @param found     by key column, the values that the codes of a private key stand for, rising by their UTF-8 bytes;
 *                  none for a public key
 * @param idBytes   names of the units in UTF-8, one after the other
 * @param idStart   where each name starts; one more entry than units
 * @param unitStart where each unit's rows start; one more entry than units
 * @param keys      by key column of the {@link Layout}, a code per row
 * @param values    by measure of the layout, a number of steps per row
 */
record Columns(List<List<String>> found, byte[] idBytes, int[] idStart, int[] unitStart, int[][] keys,
               long[][] values) {

    static final Comparator<String> BY_BYTES = Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8),
        Arrays::compareUnsigned);

    int units() {
        return unitStart.length - 1;
    }

    int rows() {
        return unitStart[units()];
    }

    byte[] unit(int number) {
        return Arrays.copyOfRange(idBytes, idStart[number], idStart[number + 1]);
    }
}
