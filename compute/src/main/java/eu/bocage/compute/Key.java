package eu.bocage.compute;

import java.util.List;

/**
 * A group key. The values of a public key are declared, and every one is answered. Those of a private key are found in
 * the rows; they are told only where a noisy count shows that many units have them.
 *
 * @param column  private name of the column
 * @param values  of a public key: every value that there may be, in the order in which they are shown
 * @param perUnit how many distinct values one unit may have
 * @param atMost  how many distinct values there may be in all
 */
record Key(String name, String column, List<String> values, int perUnit, int atMost) {

    /** Whether its values are in the rows only. */
    boolean isPrivate() {
        return values.isEmpty();
    }
}
