package eu.bocage.connector.approval;

import eu.bocage.policies.Approval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * By which rules a charter's committee decides.
 *
 * @param needed what each college has to give, at least one, each college once
 */
public record Rules(List<Approval> needed) {

    public Rules {
        needed = List.copyOf(needed);
        if (needed.isEmpty() || needed.stream().map(Approval::college).distinct().count() != needed.size()) {
            throw new IllegalArgumentException("a committee has at least one college, each once");
        }
    }

    /** The last moment at which votes of a college are taken. */
    static Instant closes(Approval need, Instant opened) {
        return opened.plus(Duration.ofDays(need.days()));
    }

    /** The last moment at which any vote is taken. */
    public Instant closes(Instant opened) {
        return needed.stream().map(need -> closes(need, opened)).max(Instant::compareTo).orElseThrow();
    }

    /** What a college has to give; empty when it is not asked. */
    Optional<Approval> of(String college) {
        return needed.stream().filter(each -> each.college().equals(college)).findFirst();
    }
}
