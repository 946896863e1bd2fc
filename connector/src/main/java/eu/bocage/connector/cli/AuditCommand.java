package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.audit.Audit;
import eu.bocage.compute.audit.Check;
import eu.bocage.compute.audit.Finding;
import eu.bocage.compute.audit.Report;
import eu.bocage.compute.audit.Said;
import eu.bocage.compute.audit.Subject;
import eu.bocage.connector.answer.Rehearsal;
import eu.bocage.connector.member.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bocage audit}: attacks the answers of this program under a card, and its budget books.
 *
 * <p>It needs of a running node the public part of the cards only. Rows are made up here, and a report tells of nobody:
 * an audit of the real rows would be one more release of them, which no budget has paid for. The books that it attacks
 * are new ones in a temporary folder, with the node's time slot.
 */
@Command(sortOptions = false)
final class AuditCommand implements Callable<Integer> {

    private static final Duration USUAL_SLOT = Duration.ofSeconds(1);

    @Option(names = "--dataset", paramLabel = "ID")
    private String dataset;

    @Option(names = "--card", paramLabel = "FILE")
    private Path card;

    @Option(names = "--quick")
    private boolean quick;

    private final Root root;

    AuditCommand(Root root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Duration slot = Files.exists(root.folder().config()) ? root.config().answerSlot() : USUAL_SLOT;
        List<Outcome> outcomes = sources().stream().map(source -> outcome(source, slot)).toList();
        Terminal terminal = root.terminal();
        ObjectNode result = Json.object().put("passed", outcomes.stream().allMatch(one -> one.exitCode == ExitCode.OK));
        outcomes.forEach(one -> result.withArray("reports").add(one.json));
        terminal.result(result);
        outcomes.forEach(one -> terminal.say(one.dataset + "\n" + one.text.french() + "\n",
            one.dataset + "\n" + one.text.english() + "\n"));
        return Stream.of(ExitCode.AUDIT, ExitCode.UNAUDITED).filter(code -> outcomes.stream()
            .anyMatch(one -> one.exitCode == code)).findFirst().orElse(ExitCode.OK);
    }

    /** Whatever keeps one dataset from being audited, the others are. */
    private Outcome outcome(Source source, Duration slot) {
        try {
            Report report = report(source.card.get(), slot);
            int exitCode = report.passed() ? ExitCode.OK : report.findings().stream().anyMatch(Finding::failed)
                ? ExitCode.AUDIT : ExitCode.UNAUDITED;
            return new Outcome(source.dataset, report.json(), report.text(), exitCode);
        } catch (RuntimeException e) {
            Said why = Said.of(e);
            ObjectNode json = Json.object().put("dataset", source.dataset).put("passed", false).put("complete", false)
                .put("fr", why.french()).put("en", why.english());
            json.putArray("findings");
            return new Outcome(source.dataset, json, new Said("[PAS FAIT] " + why.french(),
                "[NOT DONE] " + why.english()), ExitCode.UNAUDITED);
        }
    }

    private Report report(Card one, Duration slot) {
        Terminal terminal = root.terminal();
        Audit audit = new Audit(one, Subject::real, Optional.of(Rehearsal.with(slot)),
            quick ? Audit.Effort.QUICK : Audit.Effort.FULL);
        Report report = audit.run(check -> {
            String at = one.id() + " " + (check.ordinal() + 1) + "/" + Check.values().length;
            terminal.passing(at + " " + check.title().french(), at + " " + check.title().english());
        });
        terminal.passed();
        return report;
    }

    private List<Source> sources() {
        if (card != null && dataset != null) {
            throw Failure.input("Indiquez --card ou --dataset, pas les deux.",
                "Name --card or --dataset, not both.");
        }
        if (card != null) {
            Card one = Root.card(card, root.text(card));
            return List.of(new Source(one.id(), () -> one));
        }
        List<Source> sources = new ArrayList<>();
        for (JsonNode one : root.client().get("/datasets").path("datasets")) {
            if (one.has("card") && (dataset == null || one.path("id").asText().equals(dataset))) {
                sources.add(new Source(one.path("id").asText(), () ->
                    Card.fromPublicJson(one.path("card").toString())));
            }
        }
        if (sources.isEmpty()) {
            throw Failure.input(dataset == null
                    ? "Ce nœud ne publie aucun jeu de données ; nommez une fiche par --card."
                    : "Ce nœud ne publie aucun jeu « " + dataset + " ». Voyez bocage dataset list.",
                dataset == null ? "This node publishes no dataset; name a card by --card."
                    : "This node publishes no dataset \"" + dataset + "\". See bocage dataset list.");
        }
        return sources;
    }

    /** @param card reads it, or says why it cannot be read */
    private record Source(String dataset, Supplier<Card> card) {
    }

    private record Outcome(String dataset, ObjectNode json, Said text, int exitCode) {
    }
}
