package eu.bocage.policies;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/** Writes the fields of a charter; what is left out or empty is not written, so that each charter has one form. */
final class CharterWriter {

    private final Charter charter;
    private final ObjectNode object = Document.object();

    CharterWriter(Charter charter) {
        this.charter = charter;
    }

    ObjectNode object() {
        object.put("id", charter.id()).put("version", charter.version()).put("from", charter.from().toString())
            .put("until", charter.until().toString()).put("finestZoning", charter.finestZoning().text())
            .put("minimumGroup", charter.minimumGroup());
        charter.predecessor().ifPresent(hash -> object.put("predecessor", hash));
        object.set("title", words(charter.title()));
        ObjectNode purposes = object.putObject("purposes");
        charter.purposeWords().forEach((purpose, words) -> purposes.set(purpose, words(words)));
        charter.broader().forEach((purpose, wide) -> ((ObjectNode) purposes.get(purpose)).put("broader", wide));
        ObjectNode budget = object.putObject("budget").put("perRequest", charter.budget().perRequest())
            .put("perUnitSpace", charter.budget().perUnitSpace())
            .put("questionsPerDay", charter.budget().questionsPerDay());
        charter.terms().budgetPerProject().ifPresent(most -> budget.put("perProject", most));
        terms(charter.terms());
        clauses(charter.clauses());
        return object;
    }

    private void terms(CharterTerms terms) {
        if (terms.dominancePercent() > 0) {
            object.put("dominance", terms.dominancePercent());
        }
        if (!terms.requesters().equals(CharterTerms.Requesters.ANYBODY)) {
            ObjectNode requesters = object.putObject("requesters");
            list(requesters, "roles", terms.requesters().roles());
            list(requesters, "labels", terms.requesters().labels());
            list(requesters, "colleges", terms.requesters().colleges());
            list(requesters, "jurisdictions", terms.requesters().jurisdictions());
            list(requesters, "hostJurisdictions", terms.requesters().hostJurisdictions());
        }
        if (terms.reciprocity()) {
            object.put("reciprocity", true);
        }
        if (terms.revocable()) {
            object.put("revocable", true);
        }
        terms.embargo().ifPresent(day -> object.put("embargo", day.toString()));
        terms.requestsPerDay().ifPresent(most -> object.put("requestsPerDay", most));
        list(object, "functions", terms.functions());
        list(object, "noJoinWith", terms.noJoinWith());
        if (!terms.exceptionalNeed().isEmpty()) {
            list(object.putObject("exceptionalNeed"), "purposes", terms.exceptionalNeed());
        }
        for (CharterTerms.Committee committee : terms.approvals()) {
            ObjectNode one = object.withArray("approvals").addObject()
                .put("days", committee.colleges().getFirst().days());
            ObjectNode colleges = one.putObject("colleges");
            committee.colleges().forEach(approval -> colleges.putObject(approval.college())
                .put("quorum", approval.quorum()).put("majority", approval.majorityPercent()));
            list(one, "purposes", committee.purposes());
            list(one, "measures", committee.measures());
        }
        terms.promises().forEach(promise -> promise(object.withObjectProperty("promises"), promise, terms));
    }

    private static void promise(ObjectNode promises, Promise promise, CharterTerms terms) {
        switch (promise.term()) {
            case RETENTION -> promises.put("retentionDays", Long.parseLong(promise.value()));
            case PUBLICATION -> promises.put("publicationDays", Long.parseLong(promise.value()));
            case FEE -> list(promises.putObject("fee").put("cents", Long.parseLong(promise.value())), "exempt",
                terms.feeExempt());
            case NO_COMMERCIAL_USE, NO_REIDENTIFICATION -> promises.put(promise.term().key(), true);
            default -> promises.put(promise.term().key(), promise.value());
        }
    }

    private void clauses(List<Clause> clauses) {
        ArrayNode array = object.putArray("clauses");
        for (Clause clause : clauses) {
            ObjectNode one = array.addObject().put("id", clause.id()).put("status", clause.status().text());
            one.set("title", words(clause.title()));
            one.set("text", words(clause.text()));
            ArrayNode terms = one.putArray("terms");
            clause.terms().stream().map(Term::key).sorted().forEach(terms::add);
        }
    }

    private static void list(ObjectNode object, String name, Collection<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = object.putArray(name);
            texts.stream().sorted().forEach(array::add);
        }
    }

    private static ObjectNode words(Words words) {
        return Document.object().put("fr", words.french()).put("en", words.english());
    }
}
