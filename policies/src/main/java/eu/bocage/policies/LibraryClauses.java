package eu.bocage.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Puts the words of the library in the place of a reference to them: an item {@code library: OWN-1} under
 * {@code clauses} becomes the whole clause, before anything is hashed or signed. What is signed therefore holds every
 * word, and a later library changes no charter. Of the clause's terms only those that the charter can bring into a
 * policy are named, so that no clause says that something is checked which is not.
 */
final class LibraryClauses {

    private static final String REFERENCE = "library";

    private final ObjectNode charter;
    private final Problems problems;

    private LibraryClauses(ObjectNode charter, Problems problems) {
        this.charter = charter;
        this.problems = problems;
    }

    /** The charter's document with each reference replaced. @throws InvalidDocument when one cannot be */
    static ObjectNode expand(ObjectNode charter, Problems problems) {
        if (charter.get("clauses") instanceof ArrayNode clauses) {
            for (int i = 0; i < clauses.size(); i++) {
                if (clauses.get(i) instanceof ObjectNode item && item.has(REFERENCE)) {
                    clauses.set(i, new LibraryClauses(charter, problems).clause(item, "clauses[" + i + "]"));
                }
            }
        }
        return charter;
    }

    /** Where a charter sets a term; empty for what every policy carries or a dataset's card may bring in. */
    static Optional<String> field(Term term) {
        return switch (term) {
            case CHARTER, PROJECT, PURPOSE, TERM, FINEST_ZONING, BUDGET_PER_REQUEST, MEASURES, KEYS, AGGREGATE_ONLY,
                MINIMUM_GROUP, DOMINANCE, EMBARGO, COLUMNS, NO_JOIN_WITH, FEE -> Optional.empty();
            case ROLE -> Optional.of("requesters.roles");
            case LABEL -> Optional.of("requesters.labels");
            case COLLEGE -> Optional.of("requesters.colleges");
            case JURISDICTION -> Optional.of("requesters.jurisdictions");
            case HOST_JURISDICTION -> Optional.of("requesters.hostJurisdictions");
            case RECIPROCITY -> Optional.of("reciprocity");
            case NOT_REVOKED -> Optional.of("revocable");
            case BUDGET_PER_PROJECT, BUDGET_PER_UNIT_SPACE -> Optional.of("budget.perProject");
            case REQUESTS_PER_DAY -> Optional.of("requestsPerDay");
            case FUNCTIONS -> Optional.of("functions");
            case EXCEPTIONAL_NEED -> Optional.of("exceptionalNeed");
            case APPROVAL -> Optional.of("approvals");
            case NO_COMMERCIAL_USE -> Optional.of("promises.noCommercialUse");
            case NO_REIDENTIFICATION -> Optional.of("promises.noReidentification");
            case ATTRIBUTION -> Optional.of("promises.attribution");
            case RETENTION -> Optional.of("promises.retentionDays");
            case ONWARD_SHARING -> Optional.of("promises.onwardSharing");
            case PUBLICATION -> Optional.of("promises.publicationDays");
        };
    }

    private ObjectNode clause(ObjectNode item, String path) {
        JsonNode id = item.get(REFERENCE);
        Optional<StandardClause> found = ClauseLibrary.standard().of(id.asText());
        if (found.isEmpty() || !id.isTextual()) {
            String ids = String.join(", ", ClauseLibrary.standard().clauses().stream().map(StandardClause::id)
                .toList());
            problems.add(path + "." + REFERENCE, "n'est pas une clause de la bibliothèque ; prenez l'une de : " + ids,
                "is not a clause of the library; take one of: " + ids);
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
        Clause clause = found.get().clause();
        List<Term> terms = clause.terms().stream().filter(term -> field(term).map(this::sets).orElse(true)).toList();
        if (terms.isEmpty() && clause.status() == Clause.Status.ENFORCED) {
            String fields = String.join(", ", clause.terms().stream().flatMap(term -> field(term).stream()).sorted()
                .distinct().toList());
            problems.add(path + "." + REFERENCE, "la clause " + clause.id() + " annonce une vérification que cette "
                + "charte ne demande pas ; ajoutez l'un de ces champs ou enlevez la clause : " + fields,
                "the clause " + clause.id() + " announces a check that this charter does not ask for; add one of these "
                    + "fields or remove the clause: " + fields);
            return object(clause, List.copyOf(clause.terms()));
        }
        return object(clause, terms);
    }

    private boolean sets(String field) {
        JsonNode value = charter.at("/" + field.replace('.', '/'));
        return !value.isMissingNode() && !value.isNull();
    }

    private static ObjectNode object(Clause clause, List<Term> terms) {
        ObjectNode object = Document.object().put("id", clause.id()).put("status", clause.status().text());
        object.putObject("title").put("fr", clause.title().french()).put("en", clause.title().english());
        object.putObject("text").put("fr", clause.text().french()).put("en", clause.text().english());
        ArrayNode array = object.putArray("terms");
        terms.stream().map(Term::key).sorted().forEach(array::add);
        return object;
    }
}
