package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.Source;
import eu.bocage.connector.dataset.IntakeProgram;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.node.Language;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bocage dataset}: drafts a card, publishes a file under one, shows what is published. */
@Command(sortOptions = false)
final class DatasetCommand {

    private final Root root;

    DatasetCommand(Root root) {
        this.root = root;
    }

    @Command(name = "describe", sortOptions = false)
    int describe(@Parameters(paramLabel = "FILE", descriptionKey = "FILE") Path file) {
        String draft;
        try {
            draft = Card.draft(Source.file(readable(file), IntakeProgram.reader()));
        } catch (UncheckedIOException e) {
            throw TextFile.unreadable(file, e.getCause());
        }
        Terminal terminal = root.terminal();
        terminal.result(Json.object().put("card", draft));
        terminal.say(draft.stripTrailing());
        terminal.note("C'est une ébauche : écrivez-la dans un fichier, remplissez ce qui est vide (les bornes surtout :"
                + " elles ne sont jamais tirées des données), puis bocage dataset publish.",
            "This is a draft: write it into a file, fill in what is empty (the bounds above all: they are never taken"
                + " from the data), then bocage dataset publish.");
        return ExitCode.OK;
    }

    @Command(name = "publish", sortOptions = false)
    int publish(@Parameters(paramLabel = "FILE", descriptionKey = "FILE", arity = "0..1") Path file,
                @Option(names = "--card", paramLabel = "CARD", required = true) Path card,
                @Option(names = "--jdbc", paramLabel = "URL") String url,
                @Option(names = "--query", paramLabel = "SQL") String query,
                @Option(names = "--user", paramLabel = "NAME") String user,
                @Option(names = "--password-file", paramLabel = "FILE") Path password,
                @Option(names = "--same-rows-new-budget") boolean sameRowsNewBudget) {
        Terminal terminal = root.terminal();
        Instant start = Instant.now();
        String yaml = root.text(card);
        Root.card(card, yaml);
        ObjectNode body = Json.object().put("card", yaml).put("sameRowsNewBudget", sameRowsNewBudget);
        if ((file == null) == (url == null) || (url == null) != (query == null)) {
            throw Failure.input("Indiquez soit un fichier, soit une base par --jdbc et --query.",
                "Name either a file, or a database by --jdbc and --query.");
        }
        if (file != null) {
            body.put("file", readable(file).toString());
        } else {
            ObjectNode jdbc = body.putObject("jdbc").put("url", url).put("query", query);
            Optional.ofNullable(user).ifPresent(name -> jdbc.put("user", name));
            Optional.ofNullable(password).ifPresent(secret -> jdbc.put("password", root.text(secret).strip()));
        }
        AtomicBoolean first = new AtomicBoolean(true);
        ObjectNode result = root.client().stream("POST", "/datasets", body, line -> {
            if (line.path("progress").has("waiting") && first.getAndSet(false)) {
                terminal.waiting("Une autre publication est en cours de lecture ; celle-ci attend son tour",
                    "Another publication is being read; this one waits for its turn");
            }
            if (!line.path("progress").has("rows")) {
                return;
            }
            String rows = Numbers.of(line.path("progress").path("rows").asLong(), terminal.language());
            terminal.passing(rows + " lignes lues", rows + " rows read");
        });
        terminal.passed();
        terminal.result(result);
        String seconds = Numbers.seconds(Duration.between(start, Instant.now()).toMillis(), terminal.language());
        terminal.say(result.path("id").asText() + " est publié, version " + result.path("version").asText() + " ("
                + seconds + "). Les lignes restent dans ce nœud.",
            result.path("id").asText() + " is published, version " + result.path("version").asText() + " ("
                + seconds + "). The rows stay in this node.");
        intake(result.path("intake"));
        for (JsonNode doubt : result.path("doubts")) {
            String place = doubt.path("place").asText();
            terminal.note("Attention, " + place + " : " + doubt.path("fr").asText() + ".",
                "Attention, " + place + ": " + doubt.path("en").asText() + ".");
        }
        return ExitCode.OK;
    }

    @Command(name = "report", sortOptions = false)
    int report(@Parameters(paramLabel = "ID", descriptionKey = "ID") String id) {
        ObjectNode result = root.client().get("/datasets/intake?dataset=" + URLEncoder.encode(id,
            StandardCharsets.UTF_8));
        root.terminal().result(result);
        intake(result);
        return ExitCode.OK;
    }

    /** What was read, for the owner alone. */
    private void intake(JsonNode report) {
        Terminal terminal = root.terminal();
        Language language = terminal.language();
        String rows = Numbers.of(report.path("rows").asLong(), language);
        String kept = Numbers.of(report.path("kept").asLong(), language);
        String units = Numbers.of(report.path("units").asLong(), language);
        terminal.say(rows + " lignes lues, " + kept + " gardées, " + units + " unités. Ce compte rendu est pour vous"
                + " seul.", rows + " rows read, " + kept + " kept, " + units + " units. This report is for you alone.");
        for (JsonNode note : report.path("notes")) {
            terminal.say("  " + terminal.in(note.path("place")) + " : " + note.path("fr").asText(),
                "  " + terminal.in(note.path("place")) + ": " + note.path("en").asText());
        }
    }

    @Command(name = "withdraw", sortOptions = false)
    int withdraw(@Parameters(paramLabel = "ID", descriptionKey = "ID") String id) {
        ObjectNode result = root.client().post("/datasets/withdraw", Json.object().put("dataset", id));
        root.terminal().result(result);
        root.terminal().say(id + " est retiré : plus aucune réponse, et plus aucune offre. Ce qui est dépensé le reste."
                + " Pour le rouvrir, publiez-le de nouveau.",
            id + " is withdrawn: no answer and no offer any more. What is spent stays spent. To open it, publish it"
                + " again.");
        return ExitCode.OK;
    }

    @Command(name = "list", sortOptions = false)
    int list() {
        ObjectNode result = root.client().get("/datasets");
        Terminal terminal = root.terminal();
        terminal.result(result);
        TextTable table = new TextTable(terminal.language().of("jeu de données", "dataset"),
            terminal.language().of("titre", "title"), terminal.language().of("espace d'unités", "unit space"),
            terminal.language().of("période", "period"), "version", terminal.language().of("depuis", "since"),
            terminal.language().of("état", "state"));
        for (JsonNode dataset : result.path("datasets")) {
            table.row(dataset.path("id").asText(), terminal.in(dataset.path("card").path("title")),
                dataset.path("unitSpace").asText(), dataset.path("period").asText(),
                dataset.path("version").asText(), dataset.path("since").asText(),
                dataset.has("withdrawn") ? terminal.language().of("retiré le ", "withdrawn on ")
                    + dataset.path("withdrawn").asText().substring(0, 10)
                    : dataset.path("closed").asBoolean() ? terminal.language().of("fermé : voyez « bocage budget »,"
                    + " puis le journal", "closed: see \"bocage budget\", then the log")
                    : terminal.language().of("ouvert", "open"));
        }
        terminal.say(table.toString());
        for (JsonNode dataset : result.path("datasets")) {
            if (dataset.has("remedy")) {
                terminal.say(dataset.path("id").asText() + " : " + dataset.path("remedy").path("fr").asText(),
                    dataset.path("id").asText() + ": " + dataset.path("remedy").path("en").asText());
            }
        }
        return ExitCode.OK;
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            throw Failure.input("Le fichier " + file + " n'existe pas ou ne peut être lu. Vérifiez le chemin.",
                "The file " + file + " does not exist or cannot be read. Check the path.");
        }
        return file.toAbsolutePath().normalize();
    }
}
