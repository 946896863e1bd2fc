package eu.bocage.connector.dataset;

import eu.bocage.compute.Problem;
import eu.bocage.compute.Table;
import java.util.Optional;

/** What there is of a version's rows. */
public sealed interface Rows {

    /** The very rows that were published. Kept open and shared; do not close. */
    record Present(Table table) implements Rows {
    }

    /** Their file is missing, or is not the one that was published. */
    record Gone() implements Rows {
    }

    /** Their file is there, or may be, and cannot be read at present: nothing is known, and trying again may help. */
    record Unusable() implements Rows {
    }

    /** Their file is there, but this program takes them no more; a new publication helps. @param why for the owner */
    record Refused(Problem why) implements Rows {
    }

    default Optional<Table> found() {
        return this instanceof Present(Table table) ? Optional.of(table) : Optional.empty();
    }
}
