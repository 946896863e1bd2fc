package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bocage catalog}: what other members offer to this node. */
@Command(sortOptions = false)
final class CatalogCommand implements Callable<Integer> {

    private final Root root;

    @Option(names = "--member", paramLabel = "DID")
    private String member;

    @Option(names = "--explain")
    private boolean explain;

    CatalogCommand(Root root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        ObjectNode result = root.client().get("/catalog?explain=" + explain
            + (member == null ? "" : "&member=" + URLEncoder.encode(member, StandardCharsets.UTF_8)));
        Terminal terminal = root.terminal();
        terminal.result(result);
        boolean any = false;
        for (JsonNode each : result.path("members")) {
            String name = each.path("organisation").asText() + " (" + each.path("did").asText() + ")";
            if (each.has("error")) {
                terminal.note(name + " : " + terminal.in(each.path("error")), name + ": "
                    + terminal.in(each.path("error")));
            }
            for (JsonNode entry : each.path("datasets")) {
                any = true;
                JsonNode title = entry.path("card").path("title");
                terminal.say(entry.path("dataset").asText() + " — "
                    + (title.isObject() ? terminal.in(title) : entry.path("title").asText()));
                terminal.say("  " + name);
                terminal.in(entry.path(entry.has("explanation") ? "explanation" : "policy")).lines()
                    .forEach(line -> terminal.say("  " + line));
                terminal.say("");
            }
        }
        if (!any) {
            terminal.say("Aucun jeu de données n'est proposé à ce nœud. Est-il porteur d'un projet en cours ?"
                    + " « bocage project list » les montre.",
                "No dataset is offered to this node. Does it own a current project? \"bocage project list\" shows"
                    + " them.");
        }
        return ExitCode.OK;
    }
}
