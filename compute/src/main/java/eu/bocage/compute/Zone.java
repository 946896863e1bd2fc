package eu.bocage.compute;

import eu.bocage.compute.geography.Geography;
import eu.bocage.compute.geography.Level;
import eu.bocage.compute.geography.Place;
import java.util.List;
import java.util.Optional;

/**
 * The place column of a dataset.
 *
 * @param column  private name of the CSV column with codes of {@code level}
 * @param level   the finest level that may be asked, one of the listed ones
 * @param region  the région that bounds the dataset; empty for the whole of France
 * @param perUnit how many distinct places of any level one unit may have
 */
record Zone(String column, Level level, Optional<String> region, int perUnit) {

    /** The public places of a level, in code order; none for a level that is not listed. */
    List<Place> places(Level of) {
        return of.listed() ? Geography.official().places(of, region) : List.of();
    }
}
