package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bocage query}: asks another member's node, negotiating first where there is no agreement yet. */
@Command(sortOptions = false)
final class QueryCommand implements Callable<Integer> {

    private static final Map<String, String[]> STEPS = Map.of(
        "catalogue", new String[] {"catalogue", "catalogue"},
        "negotiation", new String[] {"négociation", "negotiation"},
        "transfer", new String[] {"accès", "access"},
        "answer", new String[] {"réponse", "answer"});

    private final Root root;

    @Parameters(paramLabel = "FILE|-", descriptionKey = "FILE")
    private Path file;

    @Option(names = "--member", paramLabel = "DID")
    private String member;

    @Option(names = "--project", paramLabel = "ID")
    private String project;

    @Option(names = "--plot")
    private boolean plot;

    @Option(names = "--svg", paramLabel = "FILE")
    private Path svg;

    QueryCommand(Root root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Terminal terminal = root.terminal();
        ObjectNode body = Json.object().put("question", root.text(file))
            .put("person", System.getProperty("user.name", "operator"));
        if (member != null) {
            body.put("member", member);
        }
        if (project != null) {
            body.put("project", project);
        }
        terminal.passing("Question en cours…", "Asking…");
        ObjectNode result = root.client().stream("POST", "/query", body, line -> {
            if (!line.path("progress").has("step")) {
                return;
            }
            String step = "✓ " + step(terminal, line.path("progress").path("step").asText()) + " "
                + Numbers.seconds(line.path("progress").path("millis").asLong(), terminal.language());
            terminal.passing(step, step);
        });
        terminal.passed();
        terminal.result(result);
        if (svg != null) {
            write(AnswerChart.of(result.path("answer"), terminal.language()).svg());
        }
        if (!terminal.json()) {
            AnswerText text = new AnswerText(terminal, name -> step(terminal, name));
            text.print(result);
            if (plot) {
                terminal.say("");
                text.plot(result);
            }
        }
        return ExitCode.OK;
    }

    private void write(String picture) {
        try {
            Files.writeString(svg, picture);
        } catch (IOException e) {
            throw Failure.input("L'image ne peut être écrite dans " + svg + ". La réponse, elle, est enregistrée :"
                + " posez la même question avec un autre chemin, elle ne coûte plus rien.",
                "The picture cannot be written to " + svg + ". The answer is kept: ask the same question with another"
                + " path, it costs nothing any more.");
        }
    }

    private static String step(Terminal terminal, String name) {
        String[] words = STEPS.getOrDefault(name, new String[] {name, name});
        return terminal.language().of(words[0], words[1]);
    }
}
