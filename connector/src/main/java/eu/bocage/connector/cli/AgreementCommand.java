package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.node.Language;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bocage agreement}: shows agreements and what was promised, and signs promises. */
@Command(sortOptions = false)
final class AgreementCommand {

    private final Root root;

    AgreementCommand(Root root) {
        this.root = root;
    }

    @Command(name = "list", sortOptions = false)
    int list() {
        ObjectNode result = root.client().get("/agreements");
        Terminal terminal = root.terminal();
        Language language = terminal.language();
        terminal.result(result);
        for (JsonNode each : result.path("agreements")) {
            terminal.say(each.path("dataset").asText() + ", " + language.of("projet ", "project ")
                + each.path("project").asText() + language.of(" : ", ": ") + each.path("provider").asText() + " → "
                + each.path("consumer").asText());
            terminal.say("  " + language.of("charte version ", "charter version ")
                + each.path("charterVersion").asText("?") + language.of(", jusqu'au ", ", until ")
                + each.path("until").asText("?") + (each.path("newerCharter").asBoolean()
                    ? language.of(" (une version plus récente est en vigueur ; cet accord garde la sienne)",
                        " (a newer version is in force; this agreement keeps its own)") : ""));
            terminal.say("  " + language.of("accord ", "agreement ") + each.path("agreement").asText()
                + (each.path("revoked").asBoolean() ? language.of(", révoqué", ", revoked") : ""));
            for (JsonNode promise : each.path("promised")) {
                terminal.say("  " + language.of("promis, sans vérification possible : ", "promised, not verifiable: ")
                    + terminal.in(promise));
            }
        }
        return ExitCode.OK;
    }

    @Command(name = "promise", sortOptions = false)
    int promise(@Parameters(paramLabel = "DATASET", descriptionKey = "DATASET") String dataset,
                @Option(names = "--member", paramLabel = "DID", required = true) String member,
                @Option(names = "--project", paramLabel = "ID", required = true) String project,
                @Option(names = "--yes") boolean yes) {
        ObjectNode result = root.client().post("/promises", Json.object().put("provider", member)
            .put("dataset", dataset).put("project", project).put("sign", yes));
        Terminal terminal = root.terminal();
        terminal.result(result);
        for (JsonNode promise : result.path("promises")) {
            terminal.say("- " + terminal.in(promise));
        }
        if (result.path("promises").isEmpty()) {
            terminal.say("Cette offre ne demande aucune promesse.", "This offer asks for no promise.");
        } else if (yes) {
            terminal.say("Promis et signé par ce nœud.", "Promised and signed by this node.");
        } else {
            terminal.say("Rien n'est signé. Pour promettre au nom de l'organisme, relancez avec --yes.",
                "Nothing is signed. To promise in the organisation's name, run it again with --yes.");
        }
        return ExitCode.OK;
    }

    @Command(name = "revoke", sortOptions = false)
    int revoke(@Parameters(paramLabel = "AGREEMENT", descriptionKey = "AGREEMENT") String agreement,
               @Option(names = "--reason", paramLabel = "TEXT", required = true) String reason) {
        ObjectNode result = root.client().post("/agreements/revoke", Json.object().put("agreement", agreement)
            .put("reason", reason));
        Terminal terminal = root.terminal();
        terminal.result(result);
        terminal.say("L'accord est révoqué ; plus aucune question n'est répondue sous cet accord.",
            "The agreement is revoked; no question is answered under it any more.");
        return ExitCode.OK;
    }
}
