package eu.bocage.connector.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * What the program logs to the standard error: all that matters while a node runs, nothing for short commands. Nothing
 * of the reader of JSON-LD, which would quote at any length what others sent and what it could not read.
 */
final class Logs {

    private static final String NODE = """
        handlers=java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level=ALL
        java.util.logging.SimpleFormatter.format=%1$tF %1$tT.%1$tL %4$s %3$s: %5$s%6$s%n
        .level=WARNING
        eu.bocage.level=INFO
        com.apicatalog.level=OFF
        """;

    private Logs() {
    }

    static void quiet() {
        configure("handlers=\n.level=OFF\n");
    }

    static void ofNode() {
        configure(NODE);
    }

    private static void configure(String properties) {
        try {
            LogManager.getLogManager().readConfiguration(
                new ByteArrayInputStream(properties.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
