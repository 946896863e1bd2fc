package eu.bocage.connector.approval;

import eu.bocage.connector.member.Project;
import eu.bocage.policies.Approval;
import eu.bocage.policies.Charter;
import eu.bocage.policies.CharterTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * By which rules a request is decided: each committee of the charter that its project can meet, and what every college
 * of it has to give. Each committee has its own quorum and majority; where several ask one college, the shortest time
 * holds for all, for a member votes once. Immutable.
 *
 * @param committees as the charter words them, at least one, each with at least one college
 */
public record Rules(List<List<Approval>> committees) {

    public Rules {
        committees = committees.stream().map(List::copyOf).toList();
        if (committees.isEmpty() || committees.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a committee has a college");
        }
    }

    /** Those of a charter for a project; empty when no committee is asked. */
    public static Optional<Rules> of(Charter charter, Project project) {
        List<List<Approval>> asked = charter.terms().approvals().stream()
            .filter(committee -> meets(committee, project.purposes(), charter.broader()))
            .map(CharterTerms.Committee::colleges).toList();
        return asked.isEmpty() ? Optional.empty() : Optional.of(new Rules(asked));
    }

    /** The last moment at which votes of a college are taken. */
    static Instant closes(Approval need, Instant opened) {
        return opened.plus(Duration.ofDays(need.days()));
    }

    /** The last moment at which a vote of any college is taken. */
    Instant closes(Instant opened) {
        return colleges().stream().map(need -> closes(need, opened)).max(Instant::compareTo).orElseThrow();
    }

    /** What each college has to give, by the strictest committee. */
    List<Approval> colleges() {
        Map<String, Approval> all = new TreeMap<>();
        committees.forEach(committee -> committee.forEach(need -> all.merge(need.college(), need, Rules::stricter)));
        return new ArrayList<>(all.values());
    }

    /** What a college has to give, by the strictest committee; empty when it is not asked. */
    Optional<Approval> of(String college) {
        return colleges().stream().filter(each -> each.college().equals(college)).findFirst();
    }

    private static Approval stricter(Approval one, Approval other) {
        return new Approval(one.college(), Math.max(one.quorum(), other.quorum()),
            Math.max(one.majorityPercent(), other.majorityPercent()), Math.min(one.days(), other.days()));
    }

    private static boolean meets(CharterTerms.Committee committee, Set<String> purposes, Map<String, String> broader) {
        return committee.purposes().isEmpty() || !committee.measures().isEmpty()
            || related(purposes, committee.purposes(), broader) || related(committee.purposes(), purposes, broader);
    }

    /** Whether one of some purposes is one of others, or narrower. */
    private static boolean related(Set<String> some, Set<String> others, Map<String, String> broader) {
        return some.stream().anyMatch(purpose -> {
            String next = purpose;
            while (next != null && !others.contains(next)) {
                next = broader.get(next);
            }
            return next != null;
        });
    }
}
