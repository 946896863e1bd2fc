package eu.bocage.policies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What differs between two charters: every field of the one and the other, so that two charters without a change have
 * the same words and rules. The version and the hash of the predecessor are no change.
 *
 * @param before  the one
 * @param after   the other
 * @param changes settings in the order of the document, then clauses
 */
public record CharterDiff(Charter before, Charter after, List<Change> changes) {

    public CharterDiff {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        changes = List.copyOf(changes);
    }

    public static CharterDiff of(Charter before, Charter after) {
        List<Change> changes = new ArrayList<>(new Settings(before, after).changes());
        Map<String, Clause> old = byId(before);
        Map<String, Clause> fresh = byId(after);
        fresh.forEach((id, clause) -> {
            if (!old.containsKey(id)) {
                changes.add(new Change.ClauseAdded(clause));
            } else if (!old.get(id).equals(clause)) {
                changes.add(new Change.ClauseChanged(old.get(id), clause));
            }
        });
        old.forEach((id, clause) -> {
            if (!fresh.containsKey(id)) {
                changes.add(new Change.ClauseRemoved(clause));
            }
        });
        return new CharterDiff(before, after, changes);
    }

    /** The same for people, by the way that each change goes. */
    public Words words() {
        return DiffWords.of(this);
    }

    private static Map<String, Clause> byId(Charter charter) {
        Map<String, Clause> clauses = new LinkedHashMap<>();
        charter.clauses().forEach(clause -> clauses.put(clause.id(), clause));
        return clauses;
    }
}
