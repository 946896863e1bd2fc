package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bocage preview}: what a question would cost and how good its answer would be, before it is asked. */
@Command(sortOptions = false)
final class PreviewCommand implements Callable<Integer> {

    private final Root root;

    @Parameters(paramLabel = "FILE|-", descriptionKey = "FILE")
    private Path file;

    @Option(names = "--member", paramLabel = "DID")
    private String member;

    @Option(names = "--project", paramLabel = "ID")
    private String project;

    PreviewCommand(Root root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        ObjectNode body = Json.object().put("question", root.text(file));
        if (member != null) {
            body.put("member", member);
        }
        if (project != null) {
            body.put("project", project);
        }
        Terminal terminal = root.terminal();
        terminal.passing("Aperçu en cours…", "Looking ahead…");
        ObjectNode result = root.client().stream("POST", "/preview", body, line -> { });
        terminal.passed();
        terminal.result(result);
        if (!terminal.json()) {
            new PreviewText(terminal).print(result);
        }
        return ExitCode.OK;
    }
}
