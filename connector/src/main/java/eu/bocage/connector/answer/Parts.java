package eu.bocage.connector.answer;

import eu.bocage.connector.storage.Database;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Long texts in rows of a table with the columns question, part and content, for a column of H2 holds at most 1 048 576
 * characters. They go in and out in UTF-8, one part at a time, and are not changed once they are there.
 */
record Parts(String table) {

    private static final int LENGTH = 500_000;

    /** Lets others go on between parts, as a virtual thread might not by itself. @param text UTF-8 */
    void write(Handle handle, String question, byte[] text) {
        int from = 0;
        for (int part = 0; from < text.length; part++) {
            int to = end(text, from);
            handle.execute("INSERT INTO " + table + " (question, part, content) VALUES (?, ?, ?)", question, part,
                new String(text, from, to - from, StandardCharsets.UTF_8));
            from = to;
            Thread.yield();
        }
    }

    /**
     * What was written, UTF-8. Each part is read when its turn comes, on a connection that is given back before the
     * part is handed over: whoever takes his time holds one part and no connection.
     */
    Body read(Database database, String question) {
        int parts = database.read(handle -> handle.createQuery("SELECT count(*) FROM " + table
                + " WHERE question = :question")
            .bind("question", question)
            .mapTo(Integer.class)
            .one());
        return new Body() {
            @Override
            public boolean isLong() {
                return parts > 2;
            }

            @Override
            public void to(Consumer<byte[]> pieces) {
                for (int part = 0; part < parts; part++) {
                    pieces.accept(part(database, question, part));
                }
            }
        };
    }

    private byte[] part(Database database, String question, int part) {
        return database.read(handle -> handle.createQuery("SELECT content FROM " + table
                + " WHERE question = :question AND part = :part")
            .bind("question", question)
            .bind("part", part)
            .mapTo(String.class)
            .one()).getBytes(StandardCharsets.UTF_8);
    }

    /** Parts end between characters: half of one would not survive the database. */
    private static int end(byte[] text, int from) {
        int to = Math.min(from + LENGTH, text.length);
        while (to < text.length && (text[to] & 0xC0) == 0x80) {
            to--;
        }
        return to;
    }
}
