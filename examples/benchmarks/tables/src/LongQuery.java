package eu.bocage.compute;

import java.nio.file.Path;

/** The bounded query of {@link Tables}, to be computed again and again. */
public final class LongQuery implements AutoCloseable {

    private final Table table;

    public LongQuery(Path folder) {
        table = Table.open(folder.resolve("rows.table"), Tables.card());
    }

    public long answer() {
        return new ColumnCells(table.columns(), table.layout()).cells(Tables.plan(table.layout())).counts()[0];
    }

    @Override
    public void close() {
        table.close();
    }
}
