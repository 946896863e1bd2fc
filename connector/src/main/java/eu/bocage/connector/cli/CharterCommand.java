package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import eu.bocage.policies.Charter;
import eu.bocage.policies.CharterDiff;
import eu.bocage.policies.Explain;
import eu.bocage.policies.Explanation;
import java.nio.file.Path;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bocage charter}: checks, explains and compares charters, signs one, shows and verifies what is signed. */
@Command(sortOptions = false)
final class CharterCommand {

    private final Root root;

    CharterCommand(Root root) {
        this.root = root;
    }

    @Command(name = "check", sortOptions = false)
    int check(@Parameters(paramLabel = "FILE", descriptionKey = "FILE") Path file) {
        Charter charter = Charter.fromYaml(root.text(file));
        Terminal terminal = root.terminal();
        String purposes = String.join(", ", new TreeSet<>(charter.purposes()));
        terminal.result(Json.object().put("id", charter.id()).put("version", charter.version())
            .put("hash", charter.hash()));
        terminal.say("La charte « " + charter.id() + " », version " + charter.version() + ", est bien formée."
                + "\nFinalités : " + purposes + "\nDu " + charter.from() + " au " + charter.until() + "\n"
                + charter.hash(),
            "The charter \"" + charter.id() + "\", version " + charter.version() + ", is well formed."
                + "\nPurposes: " + purposes + "\nFrom " + charter.from() + " to " + charter.until() + "\n"
                + charter.hash());
        return ExitCode.OK;
    }

    @Command(name = "sign", sortOptions = false)
    int sign(@Parameters(paramLabel = "FILE", descriptionKey = "FILE") Path file) {
        String text = root.text(file);
        Charter.fromYaml(text);
        ObjectNode result = root.client().post("/charter", Json.object().put("charter", text));
        Terminal terminal = root.terminal();
        terminal.result(result);
        String what = result.path("id").asText() + " " + result.path("version").asLong();
        boolean changed = result.path("changed").asBoolean();
        boolean coming = result.path("state").asText().equals("upcoming");
        String from = result.path("from").asText();
        terminal.say("La charte " + what + (changed ? " est signée" : " était déjà signée")
                + (coming ? " ; elle entre en vigueur le " + from + "." : " et en vigueur."),
            "The charter " + what + (changed ? " is signed" : " was signed already")
                + (coming ? "; it is in force from " + from + " on." : " and in force."));
        terminal.say(result.path("hash").asText());
        return ExitCode.OK;
    }

    @Command(name = "explain", sortOptions = false)
    int explain(@Parameters(paramLabel = "FILE", descriptionKey = "FILE") Path file) {
        Charter charter = Charter.fromYaml(root.text(file));
        Explanation explanation = Explain.of(charter);
        Terminal terminal = root.terminal();
        terminal.result(CharterText.json(charter, explanation));
        terminal.say(charter.title().french() + ", version " + charter.version() + ", du " + charter.from() + " au "
                + charter.until() + "\n\n" + explanation.words().french(),
            charter.title().english() + ", version " + charter.version() + ", from " + charter.from() + " to "
                + charter.until() + "\n\n" + explanation.words().english());
        return ExitCode.OK;
    }

    @Command(name = "diff", sortOptions = false)
    int diff(@Parameters(index = "0", paramLabel = "BEFORE", descriptionKey = "BEFORE") Path before,
             @Parameters(index = "1", paramLabel = "AFTER", descriptionKey = "AFTER") Path after) {
        CharterDiff diff = CharterDiff.of(Charter.fromYaml(root.text(before)), Charter.fromYaml(root.text(after)));
        Terminal terminal = root.terminal();
        terminal.result(CharterText.json(diff));
        terminal.say(diff.words().french(), diff.words().english());
        return ExitCode.OK;
    }

    @Command(name = "verify", sortOptions = false)
    int verify(@Parameters(paramLabel = "FILE", descriptionKey = "FILE") Path file) {
        ObjectNode result = root.client().post("/charters/verify", Json.object().put("document", root.text(file)));
        Terminal terminal = root.terminal();
        terminal.result(result);
        boolean coming = result.path("state").asText().equals("upcoming");
        String version = result.path("version").asText();
        String from = result.path("from").asText();
        String until = result.path("until").asText();
        terminal.say("La charte « " + result.path("id").asText() + " », version " + version + ", est signée par l'ancre"
                + " de confiance" + (coming ? " et entre en vigueur le " + from : " et en vigueur")
                + ", jusqu'au " + until + ".",
            "The charter \"" + result.path("id").asText() + "\", version " + version + ", is signed by the trust anchor"
                + (coming ? " and in force from " + from + " on" : " and in force") + ", until " + until + ".");
        terminal.say(result.path("hash").asText());
        return ExitCode.OK;
    }

    @Command(name = "list", sortOptions = false)
    int list() {
        ObjectNode result = root.client().get("/charters");
        Terminal terminal = root.terminal();
        terminal.result(result);
        TextTable table = new TextTable(">version", terminal.language().of("du", "from"),
            terminal.language().of("au", "until"), terminal.language().of("état", "state"),
            ">" + terminal.language().of("adhésions", "adherences"), terminal.language().of("empreinte", "hash"));
        boolean former = false;
        for (JsonNode charter : result.path("charters")) {
            boolean current = charter.path("inForce").asBoolean();
            table.row(charter.path("version").asText(), charter.path("from").asText(), charter.path("until").asText(),
                current ? terminal.language().of("en vigueur", "in force")
                    : former ? terminal.language().of("remplacée", "replaced")
                        : terminal.language().of("à venir", "to come"),
                String.valueOf(charter.path("adherents").size()), charter.path("hash").asText());
            former |= current;
        }
        terminal.say(table.toString());
        if (!result.path("notAdhered").isEmpty()) {
            String late = MemberCommand.joined(result.path("notAdhered"));
            terminal.say("N'ont pas adhéré à la version en vigueur : " + late,
                "Not adhered to the version in force: " + late);
        }
        return ExitCode.OK;
    }
}
