package eu.bocage.connector.edc.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.storage.Database;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.edc.edr.spi.store.EndpointDataReferenceCache;
import org.eclipse.edc.edr.spi.store.EndpointDataReferenceEntryIndex;
import org.eclipse.edc.edr.spi.types.EndpointDataReferenceEntry;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.eclipse.edc.store.ReflectionBasedQueryResolver;

/**
 * Durable endpoint data references: what a consumer was given to ask a provider, so that started transfers survive a
 * restart. The token stands in the node's own state folder, which only its user can read.
 */
final class DataReferences implements EndpointDataReferenceEntryIndex {

    record StoredEntry(String id, long createdAt, String participantContextId, String assetId, String agreementId,
                       String contractNegotiationId, String providerId) {

        static StoredEntry of(EndpointDataReferenceEntry entry) {
            return new StoredEntry(entry.getTransferProcessId(), entry.getCreatedAt(), entry.getParticipantContextId(),
                entry.getAssetId(), entry.getAgreementId(), entry.getContractNegotiationId(), entry.getProviderId());
        }

        EndpointDataReferenceEntry entry() {
            return EndpointDataReferenceEntry.Builder.newInstance().transferProcessId(id).createdAt(createdAt)
                .participantContextId(participantContextId).assetId(assetId).agreementId(agreementId)
                .contractNegotiationId(contractNegotiationId).providerId(providerId).build();
        }
    }

    record StoredAddress(String id, DataAddress address) {
    }

    private final JsonTable<EndpointDataReferenceEntry> entries;
    private final JsonTable<StoredAddress> addresses;

    DataReferences(Database database, Supplier<ObjectMapper> mapper, CriterionOperatorRegistry operators) {
        this.entries = new JsonTable<>(database, "edc_edr_entry",
            new Codec<>(mapper, StoredEntry.class, StoredEntry::of, StoredEntry::entry),
            new ReflectionBasedQueryResolver<>(EndpointDataReferenceEntry.class, operators),
            List.of(new Column<>("id", String.class, "transferProcessId",
                    EndpointDataReferenceEntry::getTransferProcessId),
                new Column<>("created_at", Long.class, "createdAt", EndpointDataReferenceEntry::getCreatedAt),
                new Column<>("agreement_id", String.class, "agreementId", EndpointDataReferenceEntry::getAgreementId),
                new Column<>("asset_id", String.class, "assetId", EndpointDataReferenceEntry::getAssetId)));
        this.addresses = new JsonTable<>(database, "edc_edr_address",
            new Codec<>(mapper, StoredAddress.class, stored -> stored, stored -> stored),
            (stream, spec) -> stream,
            List.of(new Column<>("id", String.class, "id", StoredAddress::id),
                new Column<>("created_at", Long.class, "createdAt", stored -> 0L)));
    }

    @Override
    public EndpointDataReferenceEntry findById(String transferProcessId) {
        return entries.find(transferProcessId).orElse(null);
    }

    @Override
    public StoreResult<List<EndpointDataReferenceEntry>> query(QuerySpec spec) {
        return StoreResult.success(entries.query(spec).toList());
    }

    @Override
    public StoreResult<Void> save(EndpointDataReferenceEntry entry) {
        entries.put(entry, entries.write(entry));
        return StoreResult.success();
    }

    @Override
    public StoreResult<EndpointDataReferenceEntry> delete(String transferProcessId) {
        return entries.delete(transferProcessId).map(StoreResult::success).orElseGet(() ->
            StoreResult.notFound(ENDPOINT_DATA_REFERENCE_ENTRY_FOUND.formatted(transferProcessId)));
    }

    /** The addresses, with their tokens, behind the entries. */
    EndpointDataReferenceCache addresses() {
        return new EndpointDataReferenceCache() {
            @Override
            public StoreResult<DataAddress> get(String transferProcessId) {
                return addresses.find(transferProcessId).map(stored -> StoreResult.success(stored.address()))
                    .orElseGet(() -> missing(transferProcessId));
            }

            @Override
            public StoreResult<Void> put(String transferProcessId, DataAddress address) {
                StoredAddress stored = new StoredAddress(transferProcessId, address);
                addresses.put(stored, addresses.write(stored));
                return StoreResult.success();
            }

            @Override
            public StoreResult<Void> delete(String transferProcessId) {
                return addresses.delete(transferProcessId).isPresent()
                    ? StoreResult.success()
                    : missing(transferProcessId);
            }
        };
    }

    private static <T> StoreResult<T> missing(String transferProcessId) {
        return StoreResult.notFound("No data reference for transfer process " + transferProcessId);
    }
}
