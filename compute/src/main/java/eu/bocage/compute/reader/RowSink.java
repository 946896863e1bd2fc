package eu.bocage.compute.reader;

import java.util.List;

/** Takes the rows of a source as they are read. */
public interface RowSink {

    /** The names of the columns, before any row. @param line where they stand, from 1; 0 where a source has no lines */
    void header(List<String> names, long line);

    /**
     * One field of the row under way; nothing stands for a field that has no value.
     *
     * @param index from 0; may be past the header's
     */
    void field(int index, char[] buffer, int offset, int length);

    /**
     * The row is whole.
     *
     * @param fields how many it has
     * @param line   where it starts, or the number of the row, from 1
     * @return whether to go on
     */
    boolean end(int fields, long line);
}
