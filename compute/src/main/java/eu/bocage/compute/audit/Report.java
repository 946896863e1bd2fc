package eu.bocage.compute.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What an audit found. It tells of the program and the card, and of nobody's rows.
 *
 * @param dataset    its identifier
 * @param falseAlarm at most with this probability something sound was found to fail
 */
public record Report(String dataset, List<Finding> findings, double falseAlarm) {

    public Report {
        findings = List.copyOf(findings);
    }

    /** Whether every check could be made, and none failed. */
    public boolean passed() {
        return complete() && findings.stream().noneMatch(Finding::failed);
    }

    /** Whether every check could be made. */
    public boolean complete() {
        return findings.stream().noneMatch(finding -> finding.verdict() instanceof Verdict.Unable);
    }

    /** As text, in both languages. */
    public Said text() {
        return new Said(lines(Said::french, "réussi", "ÉCHEC", "sans objet", "PAS FAIT", " : ")
            + "\nUne fausse alerte arrive dans moins d'un audit sur un million. Un audit réussi ne prouve pas"
            + " l'absence de faute.",
            lines(Said::english, "passed", "FAILED", "not applicable", "NOT DONE", ": ")
            + "\nA false alarm occurs in fewer than one audit in a million. An audit that passes does not prove that"
            + " there is no fault.");
    }

    /** {@code {"dataset","passed","complete","falseAlarmBelow","findings":[{"check","verdict","fr","en"}]}}. */
    public ObjectNode json() {
        ObjectNode json = new ObjectMapper().createObjectNode().put("dataset", dataset).put("passed", passed())
            .put("complete", complete()).put("falseAlarmBelow", "0.000001");
        findings.forEach(finding -> json.withArray("findings").addObject()
            .put("check", finding.check().name().toLowerCase(Locale.ROOT))
            .put("verdict", verdict(finding.verdict(), "passed", "failed", "notApplicable", "unable"))
            .put("fr", finding.verdict().evidence().french()).put("en", finding.verdict().evidence().english()));
        return json;
    }

    private String lines(Function<Said, String> language, String passed, String failed, String none, String unable,
                         String colon) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(text.isEmpty() ? "" : "\n").append('[').append(verdict(finding.verdict(), passed, failed, none,
                unable)).append("] ").append(language.apply(finding.check().title())).append(colon)
                .append(language.apply(finding.verdict().evidence()));
        }
        return text.toString();
    }

    private static String verdict(Verdict verdict, String passed, String failed, String none, String unable) {
        return switch (verdict) {
            case Verdict.Passed one -> passed;
            case Verdict.Failed one -> failed;
            case Verdict.NotApplicable one -> none;
            case Verdict.Unable one -> unable;
        };
    }
}
