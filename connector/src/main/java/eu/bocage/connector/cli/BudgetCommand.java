package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bocage budget}: what is left, and what a node restored from an older copy needs before it answers again. */
@Command(sortOptions = false)
final class BudgetCommand implements Callable<Integer> {

    private static final int AT_ONCE = 200;
    private static final int RECEIPTS = 1 << 30;

    private final Root root;

    BudgetCommand(Root root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        ObjectNode result = root.client().get("/budget");
        root.terminal().result(result);
        new BudgetText(root.terminal()).print(result);
        return ExitCode.OK;
    }

    @Command(name = "receipts", sortOptions = false)
    int receipts(@Option(names = "--member", paramLabel = "DID", required = true) String member) {
        ObjectNode result = root.client().get("/receipts?member="
            + URLEncoder.encode(member, StandardCharsets.UTF_8));
        if (result.path("receipts").isEmpty()) {
            none(member);
        }
        root.terminal().result(result);
        result.path("receipts").forEach(receipt -> root.terminal().say(receipt.toString()));
        return ExitCode.OK;
    }

    /** All receipts first, in as many calls as they take; then whatever they do not explain is charged at once. */
    @Command(name = "reconcile", sortOptions = false)
    int reconcile(@Parameters(paramLabel = "RECEIPTS", descriptionKey = "RECEIPTS", arity = "0..*") List<Path> files,
                  @Option(names = "--unit-space", paramLabel = "NAME") String unitSpace,
                  @Option(names = "--period", paramLabel = "NAME") String period) {
        if (unitSpace == null != (period == null)) {
            throw Failure.input("--unit-space et --period vont ensemble.", "--unit-space and --period go together.");
        }
        NodeClient client = root.client();
        ObjectNode seen = Json.object().put("known", 0).put("charged", 0).put("before", 0);
        for (Path file : files == null ? List.<Path>of() : files) {
            List<String> lines = lines(file);
            for (int from = 0; from < lines.size(); from += AT_ONCE) {
                show(client, file, lines.subList(from, Math.min(from + AT_ONCE, lines.size())), from, seen);
            }
        }
        ObjectNode body = Json.object();
        if (unitSpace != null) {
            body.putArray("places").addObject().put("unitSpace", unitSpace).put("period", period);
        }
        ObjectNode opened = client.post("/budget/open", body);
        seen.set("opened", opened.path("opened"));
        root.terminal().result(seen);
        new BudgetText(root.terminal()).reconciled(seen);
        return ExitCode.OK;
    }

    @Command(name = "declare-spent", sortOptions = false)
    int declareSpent(@Option(names = "--unit-space", paramLabel = "NAME", required = true) String unitSpace,
                     @Option(names = "--period", paramLabel = "NAME", required = true) String period,
                     @Option(names = {"-y", "--yes"}) boolean yes) {
        if (!yes) {
            requireKnown(unitSpace, period);
        }
        ObjectNode result = root.client().post("/budget/spent",
            Json.object().put("unitSpace", unitSpace).put("period", period));
        root.terminal().result(result);
        root.terminal().say("Le budget de « " + unitSpace + " », période « " + period + " », est déclaré dépensé : il"
                + " ne répondra plus à aucune question nouvelle.",
            "The budget of \"" + unitSpace + "\", period \"" + period + "\", is declared spent: it answers no new"
                + " question any more.");
        return ExitCode.OK;
    }

    /** A wrong name would be declared spent in vain, and the right one go on answering. */
    private void requireKnown(String unitSpace, String period) {
        List<String> known = new ArrayList<>();
        for (JsonNode place : root.client().get("/budget").path("places")) {
            if (place.path("unitSpace").asText().equals(unitSpace) && place.path("period").asText().equals(period)) {
                return;
            }
            known.add(place.path("unitSpace").asText() + " " + place.path("period").asText());
        }
        String list = known.isEmpty() ? "—" : String.join(" ; ", known);
        throw Failure.input("Ce nœud ne connaît pas « " + unitSpace + " », période « " + period + " ». Il connaît : "
                + list + ". Si ce nœud vient d'une copie d'avant leur publication, ou si le jeu de données est"
                + " retiré, ajoutez --yes.",
            "This node does not know \"" + unitSpace + "\", period \"" + period + "\". It knows: " + list
                + ". If this node comes from a copy made before they were published, or the dataset is withdrawn, add"
                + " --yes.");
    }

    private void none(String member) {
        for (JsonNode each : root.client().get("/members").path("members")) {
            if (each.path("did").asText().equals(member)) {
                root.terminal().note("Aucun reçu : ce membre n'a répondu à aucune question de ce nœud.",
                    "No receipt: this member has answered no question of this node.");
                return;
            }
        }
        throw Failure.input("« " + member + " » n'est pas membre. « bocage member list » montre les membres.",
            "\"" + member + "\" is not a member. \"bocage member list\" shows the members.");
    }

    private static void show(NodeClient client, Path file, List<String> lines, int before, ObjectNode seen) {
        ObjectNode body = Json.object();
        ArrayNode receipts = body.putArray("receipts");
        for (int i = 0; i < lines.size(); i++) {
            try {
                receipts.add(Json.read(lines.get(i)));
            } catch (IllegalArgumentException e) {
                int line = before + i + 1;
                throw Failure.input(file + ", ligne " + line + " : ce n'est pas un reçu. Une ligne est un reçu, comme"
                        + " les écrit « bocage budget receipts » chez qui a posé les questions.",
                    file + ", line " + line + ": not a receipt. A line is one receipt, as \"bocage budget receipts\""
                        + " writes them at whoever asked.");
            }
        }
        JsonNode result = client.post("/budget/receipts", body);
        for (String field : List.of("known", "charged", "before")) {
            seen.put(field, seen.path(field).asLong() + result.path(field).asLong());
        }
    }

    private List<String> lines(Path file) {
        return new TextFile(file, root.in()).read(RECEIPTS).lines().filter(line -> !line.isBlank()).toList();
    }
}
