package eu.bocage.compute;

import java.util.List;

/**
 * A public group key.
 *
 * @param column  private name of the CSV column
 * @param values  every value that there may be, in the order in which they are shown
 * @param perUnit how many distinct values one unit may have
 */
record Key(String name, String column, List<String> values, int perUnit) {
}
