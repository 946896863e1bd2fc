package eu.bocage.compute.reader;

import java.util.Optional;

/** A file that was not read, and where in it that showed. */
public final class ReadingException extends Exception {

    private final Fault fault;
    private final long row;
    private final Optional<String> column;

    ReadingException(Fault fault, long row, Optional<String> column) {
        super(fault + (row > 0 ? " at row " + row : ""));
        this.fault = fault;
        this.row = row;
        this.column = column;
    }

    ReadingException(Fault fault) {
        this(fault, 0, Optional.empty());
    }

    public Fault fault() {
        return fault;
    }

    /** From 1; 0 when it is not known. */
    public long row() {
        return row;
    }

    public Optional<String> column() {
        return column;
    }
}
