package eu.bocage.compute;

import java.util.List;

/** Takes the rows of a CSV file as they are read. */
interface CsvRows {

    /** The first row. @param line where it starts, from 1 */
    void header(List<String> names, long line);

    /** One field of the row under way. @param index from 0; may be past the header's */
    void field(int index, char[] buffer, int offset, int length);

    /** The row is whole. @param fields how many it has; @param line where it starts. @return whether to go on */
    boolean end(int fields, long line);
}
