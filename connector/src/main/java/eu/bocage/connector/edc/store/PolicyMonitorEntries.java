package eu.bocage.connector.edc.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.storage.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.edc.connector.policy.monitor.spi.PolicyMonitorEntry;
import org.eclipse.edc.connector.policy.monitor.spi.PolicyMonitorEntryStates;
import org.eclipse.edc.connector.policy.monitor.spi.PolicyMonitorStore;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.store.ReflectionBasedQueryResolver;
import org.eclipse.edc.store.StatefulEntityCriteriaToPredicate;

/**
 * Durable entries of the policy monitor. EDC looks at each of them again and again and notes only when it did; that
 * note is kept in memory, for one write per open transfer and round would be most of an idle node's work.
 */
final class PolicyMonitorEntries extends StatefulTable<PolicyMonitorEntry> implements PolicyMonitorStore {

    record Stored(String id, long createdAt, long updatedAt, int state, int stateCount, long stateTimestamp,
                  String errorDetail, Map<String, String> traceContext, String contractId) {

        static Stored of(PolicyMonitorEntry entry) {
            return new Stored(entry.getId(), entry.getCreatedAt(), entry.getUpdatedAt(), entry.getState(),
                entry.getStateCount(), entry.getStateTimestamp(), entry.getErrorDetail(), entry.getTraceContext(),
                entry.getContractId());
        }

        PolicyMonitorEntry entry() {
            return PolicyMonitorEntry.Builder.newInstance().id(id).createdAt(createdAt).updatedAt(updatedAt)
                .state(state).stateCount(stateCount).stateTimestamp(stateTimestamp).errorDetail(errorDetail)
                .traceContext(traceContext).contractId(contractId).build();
        }
    }

    private final Map<String, Long> lookedAt = new ConcurrentHashMap<>();

    PolicyMonitorEntries(Database database, Supplier<ObjectMapper> mapper, CriterionOperatorRegistry operators,
                         String owner) {
        super(database, new JsonTable<>(database, "edc_policy_monitor",
            new Codec<>(mapper, Stored.class, Stored::of, Stored::entry),
            new ReflectionBasedQueryResolver<>(PolicyMonitorEntry.class,
                new StatefulEntityCriteriaToPredicate<>(operators, state -> PolicyMonitorEntryStates.valueOf(state)
                    .code())),
            List.of(new Column<>("id", String.class, "id", PolicyMonitorEntry::getId),
                new Column<>("created_at", Long.class, "createdAt", PolicyMonitorEntry::getCreatedAt),
                new Column<>("state", Integer.class, "state", PolicyMonitorEntry::getState),
                new Column<>("state_timestamp", Long.class, "stateTimestamp",
                    PolicyMonitorEntry::getStateTimestamp))), operators, new Wakeups(), owner);
    }

    @Override
    Leases.Place place(PolicyMonitorEntry entry) {
        return new Leases.Place(entry.getState(), null, entry.isPending());
    }

    @Override
    Duration patience(PolicyMonitorEntry entry) {
        return Duration.ofSeconds(2);
    }

    @Override
    boolean unchanged(String before, PolicyMonitorEntry entry, String after) {
        PolicyMonitorEntry stored = table.read(before);
        boolean unchanged = stored.getState() == entry.getState()
            && stored.getStateCount() == entry.getStateCount()
            && Objects.equals(stored.getErrorDetail(), entry.getErrorDetail());
        if (unchanged) {
            lookedAt.put(entry.getId(), entry.getStateTimestamp());
        } else {
            lookedAt.remove(entry.getId());
        }
        return unchanged;
    }

    @Override
    long waitingSince(PolicyMonitorEntry entry) {
        return lookedAt.getOrDefault(entry.getId(), entry.getStateTimestamp());
    }
}
