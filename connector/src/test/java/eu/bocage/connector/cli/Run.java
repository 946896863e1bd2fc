package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One run of the command line, as a person or a script sees it. */
public record Run(int exitCode, String out, String err) {

    public static Run of(String... args) {
        return with(Map.of("LANG", "en_GB.UTF-8"), "", args);
    }

    static Run with(Map<String, String> environment, String in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Bocage.run(args, environment, new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The JSON that it wrote with {@code --json}. */
    public ObjectNode json() {
        return Json.read(out.strip());
    }
}
