package eu.bocage.connector.answer;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Long texts in rows of a table with the columns question, part and content, for a column of H2 holds at most 1 048 576
 * characters. They go in and out in UTF-8, one part at a time.
 */
record Parts(String table) {

    private static final int LENGTH = 500_000;

    /** @param text UTF-8 */
    void write(Handle handle, String question, byte[] text) {
        int from = 0;
        for (int part = 0; from < text.length; part++) {
            int to = end(text, from);
            handle.execute("INSERT INTO " + table + " (question, part, content) VALUES (?, ?, ?)", question, part,
                new String(text, from, to - from, StandardCharsets.UTF_8));
            from = to;
        }
    }

    /** @return UTF-8 */
    byte[] read(Handle handle, String question) {
        try (ByteArrayBuilder text = new ByteArrayBuilder()) {
            Optional<String> content = part(handle, question, 0);
            for (int next = 1; content.isPresent(); next++) {
                text.write(content.get().getBytes(StandardCharsets.UTF_8));
                content = part(handle, question, next);
            }
            return text.toByteArray();
        }
    }

    private Optional<String> part(Handle handle, String question, int part) {
        return handle.createQuery("SELECT content FROM " + table + " WHERE question = :question AND part = :part")
            .bind("question", question)
            .bind("part", part)
            .mapTo(String.class)
            .findOne();
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
