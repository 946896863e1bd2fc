import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls {@code bocage} as a person would, each call a process of its own, and reads what it prints as JSON. */
final class CommandLine {

    static final int OK = 0;
    static final int REFUSED = 3;

    private final ObjectMapper json = new ObjectMapper();
    private final Path bocage;
    private final Say say;

    CommandLine(Path bocage, Say say) {
        this.bocage = bocage;
        this.say = say;
    }

    /** What a call came to. @param json what it printed, missing when that was none */
    record Outcome(List<String> command, int exit, JsonNode json, String output, String errors, long millis) {
    }

    /** Calls at a node and wants success. @throws Trouble with what the command said */
    Outcome expect(Participant node, String... arguments) {
        return succeeded(at(node, arguments));
    }

    /** Calls at a node. */
    Outcome at(Participant node, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--node", node.folder().toString()));
        return call(all);
    }

    Outcome succeeded(Outcome outcome) {
        if (outcome.exit() == OK) {
            return outcome;
        }
        String command = "bocage " + String.join(" ", outcome.command());
        throw new Trouble(outcome.exit(),
            "« " + command + " » a échoué (code " + outcome.exit() + ") :" + said(outcome, "fr"),
            "\"" + command + "\" failed (code " + outcome.exit() + "):" + said(outcome, "en"));
    }

    /** What a failed call said in a language, with each problem on a line; all of its output when that is not JSON. */
    private static String said(Outcome outcome, String language) {
        String newline = System.lineSeparator() + "  ";
        if (!outcome.json().path(language).isTextual()) {
            return newline + (outcome.errors() + outcome.output()).strip();
        }
        StringBuilder said = new StringBuilder(newline + outcome.json().path(language).asText());
        outcome.json().path("problems").forEach(problem -> said.append(newline).append("  ")
            .append(problem.path("path").asText()).append(": ").append(problem.path(language).asText()));
        return said.toString();
    }

    Outcome call(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(bocage.toString());
        command.addAll(arguments);
        command.addAll(List.of("--json", "--lang", say.inFrench() ? "fr" : "en"));
        long started = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()),
                Thread::startVirtualThread);
            String output = text(process.getInputStream());
            int exit = process.waitFor();
            return new Outcome(List.copyOf(arguments), exit, parse(output), output, errors.join(),
                (System.nanoTime() - started) / 1_000_000);
        } catch (IOException e) {
            throw new Trouble(Trouble.SETUP, bocage + " ne peut être lancé : " + e.getMessage(),
                bocage + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new Trouble(Trouble.UNEXPECTED, "interrompu", "interrupted");
        }
    }

    private JsonNode parse(String output) {
        try {
            return json.readTree(output);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
