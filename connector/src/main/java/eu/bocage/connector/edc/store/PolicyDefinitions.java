package eu.bocage.connector.edc.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.storage.Database;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.policy.spi.PolicyDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.store.ReflectionBasedQueryResolver;

/** Durable policy definitions. */
final class PolicyDefinitions implements PolicyDefinitionStore {

    record Stored(String id, long createdAt, String participantContextId, Policy policy,
                  Map<String, Object> privateProperties) {

        static Stored of(PolicyDefinition definition) {
            return new Stored(definition.getId(), definition.getCreatedAt(), definition.getParticipantContextId(),
                definition.getPolicy(), definition.getPrivateProperties());
        }

        PolicyDefinition definition() {
            return PolicyDefinition.Builder.newInstance().id(id).createdAt(createdAt)
                .participantContextId(participantContextId).policy(policy).privateProperties(privateProperties).build();
        }
    }

    private final JsonTable<PolicyDefinition> table;

    PolicyDefinitions(Database database, Supplier<ObjectMapper> mapper, CriterionOperatorRegistry operators) {
        this.table = new JsonTable<>(database, "edc_policy_definition",
            new Codec<>(mapper, Stored.class, Stored::of, Stored::definition),
            new ReflectionBasedQueryResolver<>(PolicyDefinition.class, operators),
            List.of(new Column<>("id", String.class, "id", PolicyDefinition::getId),
                new Column<>("created_at", Long.class, "createdAt", PolicyDefinition::getCreatedAt)));
    }

    @Override
    public PolicyDefinition findById(String policyId) {
        return table.find(policyId).orElse(null);
    }

    @Override
    public Stream<PolicyDefinition> findAll(QuerySpec spec) {
        return table.query(spec);
    }

    @Override
    public StoreResult<PolicyDefinition> create(PolicyDefinition policy) {
        return table.insert(policy)
            ? StoreResult.success(policy)
            : StoreResult.alreadyExists(POLICY_ALREADY_EXISTS.formatted(policy.getId()));
    }

    @Override
    public StoreResult<PolicyDefinition> update(PolicyDefinition policy) {
        return table.update(policy)
            ? StoreResult.success(policy)
            : StoreResult.notFound(POLICY_NOT_FOUND.formatted(policy.getId()));
    }

    @Override
    public StoreResult<PolicyDefinition> delete(String policyId) {
        return table.delete(policyId).map(StoreResult::success)
            .orElseGet(() -> StoreResult.notFound(POLICY_NOT_FOUND.formatted(policyId)));
    }
}
