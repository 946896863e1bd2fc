import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;

/** What happened, step by step, as JSON. A step that failed stands in it too. Thread-safe. */
final class Report {

    private final ObjectMapper mapper = new ObjectMapper();
    private final ObjectNode root = mapper.createObjectNode();

    Report() {
        root.put("startedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        root.putObject("machine").put("cpus", Runtime.getRuntime().availableProcessors())
            .put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
            .put("jdk", Runtime.version().toString());
        root.putArray("steps");
        root.putArray("nodes");
        root.putArray("refusals");
    }

    /** Times one step. */
    <T> T step(String name, Callable<T> body) throws Exception {
        long started = System.nanoTime();
        try {
            T result = body.call();
            add(name, (System.nanoTime() - started) / 1_000_000, false);
            return result;
        } catch (Exception e) {
            add(name, (System.nanoTime() - started) / 1_000_000, false).put("failed", true);
            throw e;
        }
    }

    /** A step that was not needed because an earlier run did it. @return false, for it was not done */
    synchronized boolean reused(String name) {
        add(name, 0, true);
        return false;
    }

    /** The build before this program. @param millis that it took, 0 when nothing had changed, null when not known */
    void built(String millis) {
        if (millis != null) {
            add("build", Long.parseLong(millis), millis.equals("0"));
        }
    }

    synchronized ObjectNode add(String name, long millis, boolean reused) {
        return root.withArray("/steps").addObject().put("name", name).put("millis", millis).put("reused", reused);
    }

    synchronized void failed(String why) {
        root.put("failed", why);
    }

    synchronized void put(String field, JsonNode value) {
        root.set(field, value);
    }

    synchronized void put(String field, long value) {
        root.put(field, value);
    }

    synchronized void put(String field, boolean value) {
        root.put(field, value);
    }

    synchronized ObjectNode addTo(String array) {
        return root.withArray("/" + array).addObject();
    }

    ObjectNode object() {
        return mapper.createObjectNode();
    }

    /** Writes the file in one go. */
    synchronized void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path partial = file.resolveSibling(file.getFileName() + ".part");
            mapper.writerWithDefaultPrettyPrinter().writeValue(partial.toFile(), root);
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Trouble(Trouble.SETUP, "Le rapport ne peut être écrit : " + file + " (" + e.getMessage() + ")",
                "The report cannot be written: " + file + " (" + e.getMessage() + ")");
        }
    }
}
