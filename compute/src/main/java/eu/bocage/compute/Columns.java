package eu.bocage.compute;

import java.util.Arrays;

/**
 * The rows of a table in their canonical order: units by their names' UTF-8 bytes, the rows of a unit by their codes
 * and values. The order of the rows in the file leaves no trace.
 *
 * @param idBytes   names of the units in UTF-8, one after the other
 * @param idStart   where each name starts; one more entry than units
 * @param unitStart where each unit's rows start; one more entry than units
 * @param keys      by key column of the {@link Layout}, a code per row
 * @param values    by measure of the layout, a number of steps per row
 */
record Columns(byte[] idBytes, int[] idStart, int[] unitStart, int[][] keys, long[][] values) {

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
