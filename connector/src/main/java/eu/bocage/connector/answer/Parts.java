package eu.bocage.connector.answer;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Long texts in rows of a table with the columns question, part and content, for a column of H2 holds at most 1 048 576
 * characters.
 */
record Parts(String table) {

    private static final int LENGTH = 500_000;

    void write(Handle handle, String question, String text) {
        List<String> parts = cut(text);
        for (int i = 0; i < parts.size(); i++) {
            handle.execute("INSERT INTO " + table + " (question, part, content) VALUES (?, ?, ?)", question, i,
                parts.get(i));
        }
    }

    String read(Handle handle, String question) {
        return String.join("", handle.createQuery(
                "SELECT content FROM " + table + " WHERE question = :question ORDER BY part")
            .bind("question", question)
            .mapTo(String.class)
            .list());
    }

    /** Cuts between characters: half a surrogate pair would not survive the database. */
    static List<String> cut(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(from + LENGTH, text.length());
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            parts.add(text.substring(from, to));
            from = to;
        }
        return parts;
    }
}
