package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.audit.Audit;
import eu.bocage.compute.audit.Check;
import eu.bocage.compute.audit.Report;
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
        List<Report> reports = new ArrayList<>();
        Duration slot = Files.exists(root.folder().config()) ? root.config().answerSlot() : USUAL_SLOT;
        for (Card one : cards()) {
            reports.add(report(one, slot));
        }
        Terminal terminal = root.terminal();
        boolean passed = reports.stream().allMatch(Report::passed);
        ObjectNode result = Json.object().put("passed", passed);
        reports.forEach(report -> result.withArray("reports").add(report.json()));
        terminal.result(result);
        for (Report report : reports) {
            terminal.say(report.dataset() + "\n" + report.text().french() + "\n",
                report.dataset() + "\n" + report.text().english() + "\n");
        }
        return passed ? ExitCode.OK : ExitCode.AUDIT;
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

    private List<Card> cards() {
        if (card != null && dataset != null) {
            throw Failure.input("Indiquez --card ou --dataset, pas les deux.",
                "Name --card or --dataset, not both.");
        }
        if (card != null) {
            return List.of(Card.fromYaml(root.text(card)));
        }
        List<Card> cards = new ArrayList<>();
        for (JsonNode one : root.client().get("/datasets").path("datasets")) {
            if (one.has("card") && (dataset == null || one.path("id").asText().equals(dataset))) {
                cards.add(Card.fromPublicJson(one.path("card").toString()));
            }
        }
        if (cards.isEmpty()) {
            throw Failure.input(dataset == null
                    ? "Ce nœud ne publie aucun jeu de données ; nommez une fiche par --card."
                    : "Ce nœud ne publie aucun jeu « " + dataset + " ». Voyez bocage dataset list.",
                dataset == null ? "This node publishes no dataset; name a card by --card."
                    : "This node publishes no dataset \"" + dataset + "\". See bocage dataset list.");
        }
        return cards;
    }
}
