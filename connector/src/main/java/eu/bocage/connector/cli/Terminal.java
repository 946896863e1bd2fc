package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.JsonBytes;
import eu.bocage.connector.node.Language;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * Where a command writes: results to the standard output, as text in one language or as one line of JSON; progress and
 * errors to the standard error.
 *
 * @param interactive whether a person watches the standard error
 */
record Terminal(PrintStream out, PrintStream err, Language language, boolean json, boolean interactive) {

    /** A line for a person; nothing with {@code --json}. */
    void say(String french, String english) {
        if (!json) {
            out.println(language.of(french, english));
        }
    }

    /** The same in every language; nothing with {@code --json}. */
    void say(String text) {
        say(text, text);
    }

    /** The result for a machine; nothing without {@code --json}. */
    void result(JsonNode result) {
        if (json) {
            out.println(result);
        }
    }

    /** As {@link #result(JsonNode)}, for one that may be long. */
    void result(JsonBytes result) {
        if (json) {
            try {
                result.writeTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            out.println();
        }
    }

    /** Something to know besides, on the standard error. */
    void note(String french, String english) {
        if (!json) {
            err.println(language.of(french, english));
        }
    }

    /** A state that the next one replaces; only where a person watches. */
    void passing(String french, String english) {
        if (interactive && !json) {
            err.print("\r\u001b[K" + language.of(french, english));
            err.flush();
        }
    }

    /** As {@link #passing}, for what takes long enough that a line should say so where nobody watches too. */
    void waiting(String french, String english) {
        if (interactive) {
            passing(french, english);
        } else {
            note(french + ".", english + ".");
        }
    }

    /** Ends what {@link #passing} showed. */
    void passed() {
        if (interactive && !json) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    void fail(Failure failure) {
        passed();
        ObjectNode error = failure.error();
        if (json) {
            out.println(error.deepCopy().put("exitCode", failure.exitCode()));
            return;
        }
        err.println(in(error));
        for (JsonNode problem : error.path("problems")) {
            String path = problem.path(language.of("pathFr", "path")).asText();
            err.println("  " + (path.isEmpty() ? "" : path + language.of(" : ", ": ")) + in(problem));
        }
    }

    /** The text in the terminal's language of an object with {@code fr} and {@code en}. */
    String in(JsonNode texts) {
        return texts.path(language.of("fr", "en")).asText();
    }
}
