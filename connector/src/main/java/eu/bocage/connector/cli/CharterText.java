package eu.bocage.connector.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Json;
import eu.bocage.policies.Change;
import eu.bocage.policies.Charter;
import eu.bocage.policies.CharterDiff;
import eu.bocage.policies.Clause;
import eu.bocage.policies.Explanation;
import eu.bocage.policies.Term;
import eu.bocage.policies.Words;
import java.util.List;
import java.util.Locale;

/** What a charter says, and what changes from one to another, for people and machines. */
final class CharterText {

    private CharterText() {
    }

    static ObjectNode json(Charter charter, Explanation explanation) {
        ObjectNode object = Json.object().put("id", charter.id()).put("version", charter.version())
            .put("hash", charter.hash()).put("from", charter.from().toString())
            .put("until", charter.until().toString());
        checks(object.putArray("checks"), explanation.checks());
        checks(object.putArray("hidden"), explanation.hidden());
        checks(object.putArray("promises"), explanation.promises());
        clauses(object.putArray("people"), explanation.people());
        return object;
    }

    static ObjectNode json(CharterDiff diff) {
        ObjectNode object = Json.object().put("before", diff.before().hash()).put("after", diff.after().hash());
        ArrayNode array = object.putArray("changes");
        for (Change change : diff.changes()) {
            ObjectNode each = array.addObject().put("direction", change.direction().name().toLowerCase(Locale.ROOT));
            switch (change) {
                case Change.Setting setting -> {
                    each.put("field", setting.field());
                    setting.before().ifPresent(words -> words(each.putObject("before"), words));
                    setting.after().ifPresent(words -> words(each.putObject("after"), words));
                }
                case Change.ClauseAdded added -> each.put("clause", added.clause().id()).put("change", "added");
                case Change.ClauseRemoved removed -> each.put("clause", removed.clause().id()).put("change", "removed");
                case Change.ClauseChanged changed -> each.put("clause", changed.after().id()).put("change", "changed");
            }
        }
        return object;
    }

    private static void checks(ArrayNode array, List<Explanation.Check> checks) {
        for (Explanation.Check check : checks) {
            ObjectNode each = array.addObject().put("since", check.since().name().toLowerCase(Locale.ROOT));
            words(each, check.condition());
            check.terms().stream().map(Term::key).sorted().forEach(each.putArray("terms")::add);
        }
    }

    private static void clauses(ArrayNode array, List<Clause> clauses) {
        clauses.forEach(clause -> words(array.addObject().put("clause", clause.id())
            .put("status", clause.status().text()), clause.title()));
    }

    private static void words(ObjectNode object, Words words) {
        object.put("fr", words.french()).put("en", words.english());
    }
}
