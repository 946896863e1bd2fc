package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.node.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bocage member}: shows the members; at the trust anchor, admits and suspends them. */
@Command(sortOptions = false)
final class MemberCommand {

    private final Root root;

    MemberCommand(Root root) {
        this.root = root;
    }

    /** Another organisation by its adherence, or the trust anchor itself. */
    static final class Who {

        @Parameters(paramLabel = "ADHERENCE", descriptionKey = "ADHERENCE")
        private Path file;

        @Option(names = "--self", required = true)
        private boolean self;
    }

    @Command(name = "add", sortOptions = false)
    int add(@ArgGroup(multiplicity = "1") Who who,
            @Option(names = "--role", paramLabel = "ROLE", required = true) List<String> roles,
            @Option(names = "--label", paramLabel = "LABEL") List<String> labels,
            @Option(names = "--college", paramLabel = "COLLEGE", required = true) String college) {
        ObjectNode body = Json.object().put("college", college);
        if (who.self) {
            body.put("self", true);
        } else {
            body.put("adherence", root.text(who.file));
        }
        texts(body.putArray("roles"), roles);
        texts(body.putArray("labels"), labels);
        ObjectNode result = root.client().post("/members", body);
        String name = result.path("organisation").asText() + " (" + result.path("did").asText() + ")";
        return published(result, name + " est membre.", name + " is a member.");
    }

    @Command(name = "suspend", sortOptions = false)
    int suspend(@Parameters(paramLabel = "DID", descriptionKey = "DID") String did) {
        ObjectNode result = root.client().post("/members/suspend", Json.object().put("did", did));
        return published(result, did + " est suspendu ; les autres nœuds le refusent d'ici quelques secondes.",
            did + " is suspended; the other nodes refuse it within a few seconds.");
    }

    @Command(name = "list", sortOptions = false)
    int list() {
        ObjectNode result = root.client().get("/members");
        Terminal terminal = root.terminal();
        terminal.result(result);
        TextTable table = new TextTable(terminal.language().of("organisation", "organisation"), "DID",
            terminal.language().of("état", "status"), terminal.language().of("rôles", "roles"),
            terminal.language().of("collège", "college"), terminal.language().of("charte", "charter"));
        for (JsonNode member : result.path("members")) {
            boolean active = member.path("status").asText().equals("active");
            table.row(member.path("organisation").asText(), member.path("did").asText(),
                active ? terminal.language().of("actif", "active") : terminal.language().of("suspendu", "suspended"),
                joined(member.path("roles")), member.path("college").asText(), charter(member, terminal.language()));
        }
        terminal.say(table.toString());
        late(result, terminal);
        JsonNode anchor = result.path("trustAnchor");
        terminal.say("Ancre de confiance : " + anchor.path("did").asText() + "\nEmpreinte de sa clé : "
                + anchor.path("fingerprint").asText(),
            "Trust anchor: " + anchor.path("did").asText() + "\nFingerprint of its key: "
                + anchor.path("fingerprint").asText());
        if (!result.path("open").asBoolean()) {
            terminal.note("Aucun registre n'est en vigueur : personne n'est membre.",
                "No register is in force: nobody is a member.");
        }
        return ExitCode.OK;
    }

    private static String charter(JsonNode member, Language language) {
        String version = member.has("charterVersion") ? "version " + member.path("charterVersion").asLong()
            : language.of("version inconnue", "version unknown");
        return version + (member.path("adheres").asBoolean() ? "" : language.of(" (à signer de nouveau)",
            " (to be signed again)"));
    }

    private static void late(ObjectNode result, Terminal terminal) {
        List<String> late = StreamSupport.stream(result.path("members").spliterator(), false)
            .filter(member -> member.path("status").asText().equals("active") && !member.path("adheres").asBoolean())
            .map(member -> member.path("organisation").asText()).toList();
        if (result.has("charter") && !late.isEmpty()) {
            String names = String.join(", ", late);
            terminal.note("N'ont pas encore adhéré à la version " + result.path("charter").path("version").asLong()
                    + " de la charte : " + names + ". Leurs accords en cours continuent jusqu'à leur terme ; ils n'en"
                    + " concluent pas de nouveaux. Chacun lance « bocage adhere » et remet le fichier à l'ancre de"
                    + " confiance.",
                "Not adhered yet to version " + result.path("charter").path("version").asLong() + " of the charter: "
                    + names + ". Their running agreements go on until their end; they make no new ones. Each runs"
                    + " \"bocage adhere\" and hands the file to the trust anchor.");
        }
    }

    private int published(ObjectNode result, String french, String english) {
        Terminal terminal = root.terminal();
        terminal.result(result);
        terminal.say(french, english);
        terminal.say("Registre, version " + result.path("version").asLong(),
            "Register, version " + result.path("version").asLong());
        return ExitCode.OK;
    }

    private static void texts(ArrayNode array, List<String> texts) {
        if (texts != null) {
            texts.forEach(array::add);
        }
    }

    static String joined(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText)
            .collect(Collectors.joining(", "));
    }
}
