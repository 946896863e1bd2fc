package eu.bocage.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Puts the words of the library in the place of a reference to them: an item {@code library: OWN-1} under
 * {@code clauses} becomes the whole clause, before anything is hashed or signed. What is signed therefore holds every
 * word, and a later library changes no charter.
 */
final class LibraryClauses {

    private static final String REFERENCE = "library";

    private LibraryClauses() {
    }

    /** The charter's document with each reference replaced; what cannot be is gathered and stays. */
    static ObjectNode expand(ObjectNode charter, Problems problems) {
        if (charter.get("clauses") instanceof ArrayNode clauses) {
            for (int i = 0; i < clauses.size(); i++) {
                if (clauses.get(i) instanceof ObjectNode item && item.has(REFERENCE)) {
                    ObjectNode whole = clause(item, "clauses[" + i + "]", problems);
                    clauses.set(i, whole);
                }
            }
        }
        return charter;
    }

    private static ObjectNode clause(ObjectNode item, String path, Problems problems) {
        JsonNode id = item.get(REFERENCE);
        Optional<StandardClause> clause = ClauseLibrary.standard().of(id.asText());
        if (clause.isEmpty() || !id.isTextual()) {
            List<String> ids = ClauseLibrary.standard().clauses().stream().map(StandardClause::id).toList();
            problems.add(path + "." + REFERENCE, "n'est pas une clause de la bibliothèque ; prenez l'une de : "
                + String.join(", ", ids), "is not a clause of the library; take one of: " + String.join(", ", ids));
            throw problems.refusal();
        }
        item.fieldNames().forEachRemaining(name -> {
            if (!name.equals(REFERENCE)) {
                problems.add(Section.join(path, name), "ne se change pas à côté de « library » ; enlevez-le, ou "
                    + "écrivez la clause entière sous un identifiant à vous",
                    "cannot be changed beside \"library\"; remove it, or write the whole clause under an identifier "
                        + "of your own");
            }
        });
        return Charter.object(clause.get().clause());
    }
}
