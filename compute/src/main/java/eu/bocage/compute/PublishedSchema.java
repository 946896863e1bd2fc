package eu.bocage.compute;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The JSON Schemas (draft 2020-12) of what others write and read. */
public enum PublishedSchema {
    /** Of a question. */
    QUESTION,
    /** Of an answer. */
    ANSWER,
    /** Of a dataset's card. */
    CARD;

    /** As {@code question.json}. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".json";
    }

    /** JSON. */
    public byte[] bytes() {
        try (InputStream in = PublishedSchema.class.getResourceAsStream(
                name().toLowerCase(Locale.ROOT) + ".schema.json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
