package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.node.Language;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bocage policy}: what a requester would be allowed. */
@Command(sortOptions = false)
final class PolicyCommand {

    private final Root root;

    PolicyCommand(Root root) {
        this.root = root;
    }

    @Command(name = "simulate", sortOptions = false)
    int simulate(@Parameters(paramLabel = "DATASET", descriptionKey = "DATASET") String dataset,
                 @Option(names = "--requester", paramLabel = "DID") String requester,
                 @Option(names = "--role", paramLabel = "ROLE") List<String> roles,
                 @Option(names = "--label", paramLabel = "LABEL") List<String> labels,
                 @Option(names = "--college", paramLabel = "COLLEGE") String college,
                 @Option(names = "--jurisdiction", paramLabel = "CC") String jurisdiction,
                 @Option(names = "--host-jurisdiction", paramLabel = "CC") String host,
                 @Option(names = "--project", paramLabel = "ID") String project,
                 @Option(names = "--zoning", paramLabel = "LEVEL") String zoning,
                 @Option(names = "--promised") boolean promised) {
        if (requester != null && (roles != null || labels != null || college != null || jurisdiction != null
            || host != null)) {
            throw Failure.input("--requester nomme un membre ; ses rôles, labels et collège viennent du registre."
                + " Enlevez les autres options.",
                "--requester names a member; its roles, labels and college come from the register. Remove the other"
                    + " options.");
        }
        ObjectNode body = Json.object().put("dataset", dataset).put("requester", requester).put("college", college)
            .put("jurisdiction", jurisdiction).put("hostJurisdiction", host).put("project", project)
            .put("zoning", zoning).put("promised", promised);
        texts(body.putArray("roles"), roles);
        texts(body.putArray("labels"), labels);
        ObjectNode result = root.client().post("/policies/simulate", body);
        Terminal terminal = root.terminal();
        terminal.result(result);
        for (JsonNode moment : result.path("moments")) {
            terminal.say(name(moment.path("moment").asText(), terminal.language()) + terminal.language().of(" : ", ": ")
                + verdict(moment.path("decision").asText(), terminal.language()));
            for (JsonNode promise : moment.path("promises")) {
                terminal.say("  - " + terminal.language().of("repose sur une promesse signée, invérifiable : ",
                    "rests on a signed promise, not verifiable: ") + terminal.in(promise));
            }
            for (JsonNode reason : moment.path("reasons")) {
                String clause = reason.path("clause").asText();
                terminal.say("  - " + terminal.in(reason) + (clause.isEmpty() ? "" : " [" + clause + "]"));
                String change = reason.path(terminal.language().of("changeFr", "changeEn")).asText();
                if (!change.isEmpty()) {
                    terminal.say("    " + terminal.language().of("Ce qui le changerait : ", "What would change it: ")
                        + change);
                }
            }
        }
        return ExitCode.OK;
    }

    private static String name(String moment, Language language) {
        return switch (moment) {
            case "catalogue" -> language.of("Catalogue", "Catalogue");
            case "negotiation" -> language.of("Négociation", "Negotiation");
            case "transfer" -> language.of("Ouverture de l'accès", "Opening access");
            case "monitor" -> language.of("Maintien de l'accès", "Keeping access");
            case "query" -> language.of("Question", "Question");
            default -> language.of("Part de clé", "Key share");
        };
    }

    private static String verdict(String decision, Language language) {
        return switch (decision) {
            case "permitted" -> language.of("permis", "permitted");
            case "needs-approval" -> language.of("accord d'un comité nécessaire", "a committee's approval is needed");
            default -> language.of("refusé", "refused");
        };
    }

    private static void texts(ArrayNode array, List<String> texts) {
        if (texts != null) {
            texts.forEach(array::add);
        }
    }
}
