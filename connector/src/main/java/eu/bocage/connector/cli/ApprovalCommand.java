package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.node.Language;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bocage approval}: asks the colleges, shows what they are asked, votes. */
@Command(sortOptions = false)
final class ApprovalCommand {

    private final Root root;

    ApprovalCommand(Root root) {
        this.root = root;
    }

    /** For it, or against. */
    static final class Voice {

        @Option(names = "--yes", required = true)
        private boolean yes;

        @Option(names = "--no", required = true)
        private boolean no;
    }

    @Command(name = "request", sortOptions = false)
    int request(@Parameters(paramLabel = "DATASET", descriptionKey = "DATASET") String dataset,
                @Option(names = "--member", paramLabel = "DID", required = true) String member,
                @Option(names = "--project", paramLabel = "ID", required = true) String project,
                @Option(names = "--reason", paramLabel = "TEXT", required = true) String reason) {
        return show(root.client().post("/approvals", Json.object().put("provider", member).put("dataset", dataset)
            .put("project", project).put("reason", reason)));
    }

    @Command(name = "list", sortOptions = false)
    int list() {
        ObjectNode result = root.client().get("/approvals");
        Terminal terminal = root.terminal();
        terminal.result(result);
        TextTable table = new TextTable(terminal.language().of("demande", "request"),
            terminal.language().of("demandeur", "requester"), terminal.language().of("jeu de données", "dataset"),
            terminal.language().of("projet", "project"), terminal.language().of("issue", "outcome"));
        for (JsonNode each : result.path("approvals")) {
            table.row(brief(each), each.path("organisation").asText(), each.path("dataset").asText(),
                each.path("project").asText(), state(each, terminal.language()));
        }
        terminal.say(table.toString());
        return ExitCode.OK;
    }

    @Command(name = "show", sortOptions = false)
    int show(@Parameters(paramLabel = "REQUEST", descriptionKey = "REQUEST") String request) {
        return show(root.client().post("/approvals/show", Json.object().put("request", request)));
    }

    @Command(name = "vote", sortOptions = false)
    int vote(@Parameters(paramLabel = "REQUEST", descriptionKey = "REQUEST") String request,
             @ArgGroup(multiplicity = "1") Voice voice,
             @Option(names = "--reason", paramLabel = "TEXT") String reason) {
        if (voice.no && (reason == null || reason.isBlank())) {
            throw Failure.input("Un vote contre donne son motif : ajoutez --reason.",
                "A vote against gives its reason: add --reason.");
        }
        return show(root.client().post("/approvals/vote", Json.object().put("request", request).put("yes", voice.yes)
            .put("reason", reason == null ? "" : reason)));
    }

    private int show(ObjectNode one) {
        Terminal terminal = root.terminal();
        Language language = terminal.language();
        terminal.result(one);
        terminal.say(language.of("Demande ", "Request ") + brief(one));
        terminal.say(one.path("organisation").asText() + " → " + one.path("dataset").asText() + " ("
            + one.path("provider").asText() + "), " + language.of("projet ", "project ")
            + one.path("project").asText());
        terminal.say(language.of("Motif : ", "Reason: ") + one.path("reason").asText());
        TextTable table = new TextTable(language.of("collège", "college"), ">" + language.of("pour", "for"),
            ">" + language.of("contre", "against"), ">" + language.of("membres", "members"),
            ">" + language.of("quorum", "quorum"), ">" + language.of("majorité", "majority"),
            language.of("jusqu'au", "until"));
        for (JsonNode college : one.path("colleges")) {
            table.row(college.path("college").asText(), college.path("yes").asText(), college.path("no").asText(),
                college.path("members").asText(), college.path("quorum").asText(),
                college.path("majorityPercent").asText() + " %", college.path("closes").asText());
        }
        terminal.say(table.toString());
        for (JsonNode vote : one.path("votes")) {
            String reason = vote.path("reason").asText();
            terminal.say(vote.path("organisation").asText() + language.of(" : ", ": ")
                + (vote.path("yes").asBoolean() ? language.of("pour", "for") : language.of("contre", "against"))
                + (reason.isEmpty() ? "" : " — " + reason));
        }
        terminal.say(language.of("Issue : ", "Outcome: ") + state(one, language));
        if (one.path("outcome").has("fr")) {
            terminal.say(terminal.in(one.path("outcome")));
        }
        return ExitCode.OK;
    }

    /** Enough of the hash to name a request by. */
    private static String brief(JsonNode one) {
        String hash = one.path("request").asText();
        return hash.substring(hash.indexOf(':') + 1, Math.min(hash.length(), hash.indexOf(':') + 13));
    }

    private static String state(JsonNode one, Language language) {
        return switch (one.path("outcome").path("state").asText()) {
            case "granted" -> language.of("accordé", "granted");
            case "partly-granted" -> language.of("accordé en partie", "granted in part");
            case "refused" -> language.of("refusé", "refused");
            default -> language.of("vote en cours", "open");
        };
    }
}
