package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Project;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bocage project}: shows the projects; at the trust anchor, registers them. */
@Command(sortOptions = false)
final class ProjectCommand {

    private final Root root;

    ProjectCommand(Root root) {
        this.root = root;
    }

    @Command(name = "register", sortOptions = false)
    int register(@Parameters(paramLabel = "FILE", descriptionKey = "FILE") Path file) {
        String text = root.text(file);
        Project.fromYaml(text);
        ObjectNode result = root.client().post("/projects", Json.object().put("project", text));
        Terminal terminal = root.terminal();
        terminal.result(result);
        terminal.say("Le projet " + result.path("id").asText() + " est enregistré.",
            "The project " + result.path("id").asText() + " is registered.");
        return ExitCode.OK;
    }

    @Command(name = "list", sortOptions = false)
    int list() {
        ObjectNode result = root.client().get("/projects");
        Terminal terminal = root.terminal();
        terminal.result(result);
        TextTable table = new TextTable(terminal.language().of("projet", "project"),
            terminal.language().of("titre", "title"), terminal.language().of("porteur", "owner"),
            terminal.language().of("finalités", "purposes"), terminal.language().of("terme", "term"),
            ">" + terminal.language().of("part du budget", "budget share"));
        for (JsonNode project : result.path("projects")) {
            table.row(project.path("id").asText(), terminal.in(project.path("title")),
                project.path("owner").asText(), MemberCommand.joined(project.path("purposes")),
                project.path("from").asText() + " → " + project.path("until").asText(),
                project.path("budgetPerMille").asInt() + " ‰");
        }
        terminal.say(table.toString());
        return ExitCode.OK;
    }
}
