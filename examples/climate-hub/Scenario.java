import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The main job: the university reads the supplier's catalogue, contracts, is told what its question would cost, asks,
 * is answered, and is refused twice.
 */
final class Scenario {

    static final long USEFUL_PER_MILLE = 150;

    private static final String PROJECT = "climate-plan-2026";

    private final Participant supplier;
    private final Participant university;
    private final CommandLine bocage;
    private final Say say;
    private final Report report;

    Scenario(Participant supplier, Participant university, CommandLine bocage, Say say, Report report) {
        this.supplier = supplier;
        this.university = university;
        this.bocage = bocage;
        this.say = say;
        this.report = report;
    }

    /**
     * Plays it.
     *
     * @param exact true totals of invented rows, to tell how many intervals hold them; empty for a user's own rows
     */
    void play(Questions questions, Optional<Path> exact) throws Exception {
        say.title("L'université lit le catalogue du fournisseur", "The university reads the supplier's catalogue");
        catalogue(questions.dataset());
        say.title("Elle demande d'abord ce que coûterait " + questions.allowed().getFileName(),
            "First it asks what " + questions.allowed().getFileName() + " would cost");
        preview(questions.allowed());
        say.title("Elle demande " + questions.allowed().getFileName() + " pour la finalité « climate-plan »",
            "It asks " + questions.allowed().getFileName() + " for the purpose \"climate-plan\"");
        ask(questions.allowed(), exact);
        if (questions.spread().isPresent()) {
            Path spread = questions.spread().get();
            say.title("Elle demande la moyenne et la dispersion (" + spread.getFileName() + ")",
                "It asks for the mean and the spread (" + spread.getFileName() + ")");
            spread(spread);
        }
        for (var refused : questions.refused().entrySet()) {
            say.title("Elle demande " + refused.getValue().getFileName() + ", que la charte refuse",
                "It asks " + refused.getValue().getFileName() + ", which the charter refuses");
            beRefused(refused.getKey(), refused.getValue());
        }
    }

    private void catalogue(String dataset) throws Exception {
        CommandLine.Outcome outcome = report.step("catalogue", () ->
            bocage.expect(university, "catalog", "--member", supplier.did()));
        if (!outcome.json().toString().contains("\"" + dataset + "\"")) {
            throw new Trouble(Trouble.UNEXPECTED,
                "Le catalogue ne montre pas « " + dataset + " » : " + outcome.output(),
                "The catalogue does not show \"" + dataset + "\": " + outcome.output());
        }
        say.line("  « " + dataset + " » y est offert sous la charte (" + say.seconds(outcome.millis()) + ")",
            "  \"" + dataset + "\" is offered there under the charter (" + say.seconds(outcome.millis()) + ")");
    }

    /** As a person types it from where the example was started. */
    private static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.toAbsolutePath().startsWith(here) ? here.relativize(path.toAbsolutePath()) : path;
    }

    /** Costs nothing, and says so. */
    private void preview(Path question) throws Exception {
        JsonNode reply = report.step("preview", () -> bocage.expect(university, asking("preview", question))).json();
        JsonNode preview = reply.path("preview");
        say.line("  " + preview.path("fr").asText(), "  " + preview.path("en").asText());
        for (JsonNode figure : preview.path("figures")) {
            String name = figure.path("measure").path("function").asText() + " "
                + figure.path("measure").path("measure").asText("");
            String width = say.number(figure.path("halfWidth95").path(0).asLong());
            say.line("  " + name.strip() + " : ± " + width + " dans chaque cellule, quoi qu'elle contienne",
                "  " + name.strip() + ": ± " + width + " in each cell, whatever it holds");
        }
        report.put("preview", reply);
    }

    private void spread(Path question) throws Exception {
        JsonNode reply = report.step("spread", () -> bocage.expect(university, query(question))).json();
        Spread spread = new Spread(reply.path("answer"));
        spread.print(say);
        ObjectNode results = report.object().put("cells", reply.path("answer").path("cells").size())
            .put("worstPerMille", spread.worstPerMille())
            .put("chargedMicroRho", reply.path("receipt").path("payload").path("charged").asLong(-1));
        report.put("spread", results);
        if (spread.worstPerMille() > USEFUL_PER_MILLE) {
            noisy(true);
        }
    }

    private void ask(Path question, Optional<Path> exact) throws Exception {
        CommandLine.Outcome outcome = report.step("question", () -> bocage.expect(university, query(question)));
        JsonNode reply = outcome.json();
        Figures figures = new Figures(reply.path("answer"));
        figures.print(say, "connector/bin/bocage query " + shown(question) + " --node " + shown(university.folder()));
        ObjectNode results = report.object().put("cells", figures.shown() + figures.hiddenCells())
            .put("hidden", figures.hiddenCells());
        ObjectNode medians = results.putObject("medianHalfWidthPerMille");
        for (int i = 0; i < figures.measures().size(); i++) {
            String measure = figures.measures().get(i);
            long median = figures.medianPerMille(i);
            medians.put(measure, median);
            say.line("  " + measure + " : demi-largeur médiane de l'intervalle à 95 % = " + say.percent(median),
                "  " + measure + ": median half-width of the 95 % interval = " + say.percent(median));
            if (exact.isPresent()) {
                cover(figures, i, exact.get(), results);
            }
        }
        results.set("reply", reply);
        report.put("results", results);
        say.line("  Budget restant : " + reply.path("budget").path("fr").asText(),
            "  Budget left: " + reply.path("budget").path("en").asText());
        JsonNode receipt = reply.path("receipt").path("payload");
        results.put("chargedMicroRho", receipt.path("charged").asLong(-1));
        receipt(receipt, reply.path("receipt").path("signer").asText());
        for (JsonNode step : reply.path("steps")) {
            report.add("question/" + step.path("step").asText(), step.path("millis").asLong(), false);
            String name = step.path("step").asText();
            say.line("    " + switch (name) {
                case "negotiation" -> "négociation";
                case "transfer" -> "accès";
                case "answer" -> "réponse";
                default -> name;
            } + " : " + step.path("millis").asLong() + " ms",
                "    " + name + ": " + step.path("millis").asLong() + " ms");
        }
        if (medians.properties().stream().anyMatch(median -> median.getValue().asLong() > USEFUL_PER_MILLE)) {
            noisy(exact.isPresent());
        }
    }

    /** The example's own figures must be useful; a user's own are what bounds, zoning and keys make of them. */
    private void noisy(boolean examples) {
        if (examples) {
            throw new Trouble(Trouble.UNEXPECTED, "Les chiffres sont trop bruités : plus de 15 % en médiane.",
                "The figures are too noisy: more than 15 % in the median.");
        }
        say.line("  C'est beaucoup de bruit. Demandez des lieux plus larges (departement), moins de clés, ou déclarez"
            + " des bornes plus serrées si ce que vous savez de ces données le permet.",
            "  That is much noise. Ask for larger places (departement) or fewer keys, or declare closer bounds if what"
            + " you know of these data allows it.");
    }

    private void cover(Figures figures, int measure, Path exact, ObjectNode results) throws IOException {
        Figures.Coverage coverage = figures.coverage(exact, measure, 2 + measure);
        results.withObject("/coverage").putObject(figures.measures().get(measure))
            .put("within", coverage.within()).put("compared", coverage.compared());
        say.line("    le vrai total est dans l'intervalle pour " + coverage.within() + " chiffres sur "
            + coverage.compared() + " (95 % promis)", "    the true total lies within the interval for "
            + coverage.within() + " of " + coverage.compared() + " figures (95 % promised)");
    }

    private void beRefused(String what, Path question) throws Exception {
        CommandLine.Outcome outcome = report.step("refusal-" + what, () -> bocage.at(university, query(question)));
        ObjectNode refusal = report.addTo("refusals").put("question", what).put("exit", outcome.exit());
        refusal.set("reply", outcome.json());
        if (outcome.exit() != CommandLine.REFUSED) {
            throw new Trouble(Trouble.UNEXPECTED,
                "Un refus était attendu, le code est " + outcome.exit() + " : " + outcome.errors() + outcome.output(),
                "A refusal was expected, the code is " + outcome.exit() + ": " + outcome.errors() + outcome.output());
        }
        List<JsonNode> reasons = outcome.json().findParents("fr");
        if (reasons.isEmpty()) {
            throw new Trouble(Trouble.UNEXPECTED, "Le refus ne dit pas pourquoi : " + outcome.output(),
                "The refusal does not say why: " + outcome.output());
        }
        for (JsonNode reason : reasons) {
            for (String language : List.of("fr", "en")) {
                reason.path(language).asText().lines()
                    .forEach(line -> say.out().println("  " + language + ": " + line));
            }
        }
    }

    private String[] query(Path question) {
        return asking("query", question);
    }

    private String[] asking(String command, Path question) {
        return new String[] {command, question.toString(), "--member", supplier.did(), "--project", PROJECT};
    }

    private void receipt(JsonNode receipt, String signer) {
        say.line("  Reçu signé par " + signer + ", écriture " + receipt.path("entry").path("number").asLong()
            + " de son registre :", "  Receipt signed by " + signer + ", entry "
            + receipt.path("entry").path("number").asLong() + " of its ledger:");
        say.line("    débité : " + say.number(receipt.path("charged").asLong()) + " millionièmes de ρ (0 : déjà payée)",
            "    charged: " + say.number(receipt.path("charged").asLong()) + " millionths of ρ (0: paid before)");
        for (String field : List.of("agreement", "charter", "question", "answer")) {
            say.out().println("    " + field + ": " + receipt.path(field).asText());
        }
    }
}
