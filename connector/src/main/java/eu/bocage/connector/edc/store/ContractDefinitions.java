package eu.bocage.connector.edc.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.storage.Database;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.store.ReflectionBasedQueryResolver;

/** Durable contract definitions. */
final class ContractDefinitions implements ContractDefinitionStore {

    record Stored(String id, long createdAt, String participantContextId, String accessPolicyId,
                  String contractPolicyId, List<Criterion> assetsSelector, Map<String, Object> privateProperties) {

        static Stored of(ContractDefinition definition) {
            return new Stored(definition.getId(), definition.getCreatedAt(), definition.getParticipantContextId(),
                definition.getAccessPolicyId(), definition.getContractPolicyId(), definition.getAssetsSelector(),
                definition.getPrivateProperties());
        }

        ContractDefinition definition() {
            return ContractDefinition.Builder.newInstance().id(id).createdAt(createdAt)
                .participantContextId(participantContextId).accessPolicyId(accessPolicyId)
                .contractPolicyId(contractPolicyId).assetsSelector(assetsSelector)
                .privateProperties(privateProperties).build();
        }
    }

    private final JsonTable<ContractDefinition> table;

    ContractDefinitions(Database database, Supplier<ObjectMapper> mapper, CriterionOperatorRegistry operators) {
        this.table = new JsonTable<>(database, "edc_contract_definition",
            new Codec<>(mapper, Stored.class, Stored::of, Stored::definition),
            new ReflectionBasedQueryResolver<>(ContractDefinition.class, operators),
            List.of(new Column<>("id", String.class, "id", ContractDefinition::getId),
                new Column<>("created_at", Long.class, "createdAt", ContractDefinition::getCreatedAt)));
    }

    @Override
    public Stream<ContractDefinition> findAll(QuerySpec spec) {
        return table.query(spec);
    }

    @Override
    public ContractDefinition findById(String definitionId) {
        return table.find(definitionId).orElse(null);
    }

    @Override
    public StoreResult<Void> save(ContractDefinition definition) {
        return table.insert(definition)
            ? StoreResult.success()
            : StoreResult.alreadyExists(CONTRACT_DEFINITION_EXISTS.formatted(definition.getId()));
    }

    @Override
    public StoreResult<Void> update(ContractDefinition definition) {
        return table.update(definition)
            ? StoreResult.success()
            : StoreResult.notFound(CONTRACT_DEFINITION_NOT_FOUND.formatted(definition.getId()));
    }

    @Override
    public StoreResult<ContractDefinition> deleteById(String id) {
        return table.delete(id).map(StoreResult::success)
            .orElseGet(() -> StoreResult.notFound(CONTRACT_DEFINITION_NOT_FOUND.formatted(id)));
    }
}
