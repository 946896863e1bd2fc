package eu.bocage.connector.edc.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bocage.connector.storage.Database;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.DataplaneMetadata;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.query.SortOrder;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.eclipse.edc.store.FieldComparator;

/** Durable assets. */
final class Assets implements AssetIndex {

    record Stored(String id, long createdAt, String participantContextId, Map<String, Object> properties,
                  Map<String, Object> privateProperties, DataAddress dataAddress, DataplaneMetadata dataplaneMetadata) {

        static Stored of(Asset asset) {
            return new Stored(asset.getId(), asset.getCreatedAt(), asset.getParticipantContextId(),
                asset.getProperties(), asset.getPrivateProperties(), asset.getDataAddress(),
                asset.getDataplaneMetadata());
        }

        Asset asset() {
            return Asset.Builder.newInstance().id(id).createdAt(createdAt).participantContextId(participantContextId)
                .properties(properties).privateProperties(privateProperties).dataAddress(dataAddress)
                .dataplaneMetadata(dataplaneMetadata).build();
        }
    }

    private final JsonTable<Asset> table;
    private final CriterionOperatorRegistry operators;

    Assets(Database database, Supplier<ObjectMapper> mapper, CriterionOperatorRegistry operators) {
        this.operators = operators;
        this.table = new JsonTable<>(database, "edc_asset",
            new Codec<>(mapper, Stored.class, Stored::of, Stored::asset), this::resolve,
            List.of(new Column<>("id", String.class, Set.of("id", Asset.PROPERTY_ID), Asset::getId),
                new Column<>("created_at", Long.class, "createdAt", Asset::getCreatedAt)));
    }

    @Override
    public Stream<Asset> queryAssets(QuerySpec spec) {
        return table.query(spec);
    }

    @Override
    public Asset findById(String assetId) {
        return table.find(assetId).orElse(null);
    }

    @Override
    public StoreResult<Void> create(Asset asset) {
        Objects.requireNonNull(asset.getDataAddress(), "dataAddress");
        return table.insert(asset)
            ? StoreResult.success()
            : StoreResult.alreadyExists(ASSET_EXISTS_TEMPLATE.formatted(asset.getId()));
    }

    @Override
    public StoreResult<Asset> deleteById(String assetId) {
        return table.delete(assetId).map(StoreResult::success)
            .orElseGet(() -> StoreResult.notFound(ASSET_NOT_FOUND_TEMPLATE.formatted(assetId)));
    }

    @Override
    public long countAssets(List<Criterion> criteria) {
        return table.candidates(criteria).filter(predicate(criteria)).count();
    }

    @Override
    public StoreResult<Asset> updateAsset(Asset asset) {
        return table.update(asset)
            ? StoreResult.success(asset)
            : StoreResult.notFound(ASSET_NOT_FOUND_TEMPLATE.formatted(asset.getId()));
    }

    @Override
    public DataAddress resolveForAsset(String assetId) {
        return table.find(assetId).map(Asset::getDataAddress).orElse(null);
    }

    private Stream<Asset> resolve(Stream<Asset> assets, QuerySpec spec) {
        Stream<Asset> selected = assets.filter(predicate(spec.getFilterExpression()));
        if (spec.getSortField() != null) {
            selected = selected.sorted(by(spec.getSortField(), spec.getSortOrder()));
        }
        return selected.skip(spec.getOffset()).limit(spec.getLimit());
    }

    private Predicate<Asset> predicate(List<Criterion> criteria) {
        return criteria.stream().<Predicate<Asset>>map(operators::toPredicate).reduce(asset -> true, Predicate::and);
    }

    /** By a property if both assets have it comparable, else by the field of that name. */
    private static Comparator<Asset> by(String field, SortOrder order) {
        Comparator<Asset> byField = new FieldComparator<>(field, order);
        return (left, right) -> {
            if (left.getPropertyOrPrivate(field) instanceof Comparable<?> a
                && right.getPropertyOrPrivate(field) instanceof Comparable<?> b && a.getClass() == b.getClass()) {
                @SuppressWarnings("unchecked")
                int result = ((Comparable<Object>) a).compareTo(b);
                return order == SortOrder.ASC ? result : -result;
            }
            return byField.compare(left, right);
        };
    }
}
