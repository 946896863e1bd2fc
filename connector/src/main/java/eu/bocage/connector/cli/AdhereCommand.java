package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bocage adhere}: signs the charter in force, after a new version. */
@Command(sortOptions = false)
final class AdhereCommand implements Callable<Integer> {

    private final Root root;

    AdhereCommand(Root root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        ObjectNode envelope = root.client().post("/adherence", Json.object());
        byte[] bytes = Json.canonical(envelope);
        String charter = Adherence.parse(bytes).orThrow().charter();
        Path file = root.folder().adherence();
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        Terminal terminal = root.terminal();
        terminal.result(Json.object().put("adherence", file.toString()).put("charter", charter));
        terminal.say("Signé : la charte " + charter + "\nRemettez " + file + " à l'ancre de confiance.",
            "Signed: the charter " + charter + "\nHand " + file + " to the trust anchor.");
        return ExitCode.OK;
    }
}
