package eu.bocage.connector.edc.tck;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How the kit's cases ended, by name.
 *
 * @param passed   ended well
 * @param failed   ended badly, each with the first line of its cause
 * @param skipped  left out by the kit itself
 * @param hanging  begun and never ended
 * @param finished whether the kit came to its end
 */
record Results(List<String> passed, List<String> failed, List<String> skipped, Set<String> hanging, boolean finished) {

    private static final String STARTED = "started";
    private static final String PASSED = "passed";
    private static final String FAILED = "failed";
    private static final String SKIPPED = "skipped";
    private static final String FINISHED = "finished";

    static void started(PrintStream out, String name) {
        line(out, STARTED, name);
    }

    static void passed(PrintStream out, String name) {
        line(out, PASSED, name);
    }

    static void failed(PrintStream out, String name, String cause) {
        line(out, FAILED, name, cause.replaceAll("\\s+", " "));
    }

    static void skipped(PrintStream out, String name) {
        line(out, SKIPPED, name);
    }

    static void finished(PrintStream out) {
        line(out, FINISHED, "");
    }

    private static void line(PrintStream out, String... words) {
        out.println(String.join("\t", words));
        out.flush();
    }

    static Results read(Path file) throws IOException {
        List<String> passed = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        Set<String> hanging = new LinkedHashSet<>();
        boolean finished = false;
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String[] words = line.split("\t", -1);
            switch (words[0]) {
                case STARTED -> hanging.add(words[1]);
                case PASSED -> passed.add(words[1]);
                case FAILED -> failed.add(words[1] + " (" + words[2] + ")");
                case SKIPPED -> skipped.add(words[1]);
                case FINISHED -> finished = true;
                default -> throw new IOException("Unknown line of the test kit's results: " + line);
            }
            if (!words[0].equals(STARTED) && words.length > 1) {
                hanging.remove(words[1]);
            }
        }
        return new Results(passed, failed, skipped, hanging, finished);
    }
}
