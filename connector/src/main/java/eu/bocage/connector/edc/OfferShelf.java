package eu.bocage.connector.edc;

import eu.bocage.connector.agreement.Offer;
import eu.bocage.connector.agreement.OfferBook;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.PolicyDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.eclipse.edc.transaction.spi.TransactionContext;

/**
 * The offers as EDC stores them: an asset for each dataset, with title and card for the catalogue; a policy and a
 * contract definition for each offer, under the offer's id, whose one policy decides both who sees it and what is
 * agreed. Agreements and negotiations made earlier keep the policy that they carry.
 */
final class OfferShelf implements OfferBook {

    /** Property of a dataset in the catalogue: its title. */
    static final String TITLE = "http://purl.org/dc/terms/title";
    /** Property of a dataset in the catalogue: its card, canonical JSON. */
    static final String CARD = "urn:bocage:card";

    private final String participant;
    private final AssetIndex assets;
    private final PolicyDefinitionStore policies;
    private final ContractDefinitionStore definitions;
    private final TransactionContext transactions;

    OfferShelf(String participant, AssetIndex assets, PolicyDefinitionStore policies,
               ContractDefinitionStore definitions, TransactionContext transactions) {
        this.participant = participant;
        this.assets = assets;
        this.policies = policies;
        this.definitions = definitions;
        this.transactions = transactions;
    }

    /** One caller at a time, so that of two renewals the later one stays. */
    @Override
    public synchronized void replaceAll(Collection<Offer> offers) {
        Map<String, Asset> wantedAssets = new HashMap<>();
        offers.forEach(offer -> wantedAssets.put(offer.dataset(), asset(offer)));
        Map<String, PolicyDefinition> wantedPolicies = offers.stream()
            .collect(Collectors.toMap(Offer::id, this::policy));
        Map<String, ContractDefinition> wantedDefinitions = offers.stream()
            .collect(Collectors.toMap(Offer::id, this::definition));
        transactions.execute(() -> {
            Stores<ContractDefinition> definitionStore = new Stores<>(definitions.findAll(QuerySpec.max()),
                ContractDefinition::getId, definitions::save, definitions::update, definitions::deleteById,
                OfferShelf::same);
            definitionStore.deleteAllBut(wantedDefinitions);
            new Stores<>(assets.queryAssets(QuerySpec.max()), Asset::getId, assets::create, assets::updateAsset,
                assets::deleteById, OfferShelf::same).become(wantedAssets);
            new Stores<>(policies.findAll(QuerySpec.max()), PolicyDefinition::getId, policies::create,
                policies::update, policies::delete, OfferShelf::same).become(wantedPolicies);
            definitionStore.become(wantedDefinitions);
        });
    }

    private Asset asset(Offer offer) {
        return Asset.Builder.newInstance().id(offer.dataset()).participantContextId(participant)
            .property(TITLE, offer.title())
            .property(CARD, offer.card())
            .dataAddress(DataAddress.Builder.newInstance().type(QueryFlow.TYPE).build())
            .build();
    }

    private PolicyDefinition policy(Offer offer) {
        return PolicyDefinition.Builder.newInstance().id(offer.id()).participantContextId(participant)
            .policy(PolicyWire.write(offer.policy())).build();
    }

    private ContractDefinition definition(Offer offer) {
        return ContractDefinition.Builder.newInstance().id(offer.id()).participantContextId(participant)
            .accessPolicyId(offer.id()).contractPolicyId(offer.id())
            .assetsSelectorCriterion(Criterion.criterion(Asset.PROPERTY_ID, "=", offer.dataset()))
            .build();
    }

    private static boolean same(Asset one, Asset other) {
        return one.getProperties().equals(other.getProperties());
    }

    private static boolean same(PolicyDefinition one, PolicyDefinition other) {
        return PolicyWire.read(one.getPolicy()).equals(PolicyWire.read(other.getPolicy()));
    }

    private static boolean same(ContractDefinition one, ContractDefinition other) {
        return one.getAccessPolicyId().equals(other.getAccessPolicyId())
            && one.getContractPolicyId().equals(other.getContractPolicyId())
            && one.getAssetsSelector().equals(other.getAssetsSelector());
    }

    /** One of EDC's stores with what is in it. */
    private static final class Stores<T> {
        private final Map<String, T> present;
        private final Function<T, StoreResult<?>> create;
        private final Function<T, StoreResult<?>> update;
        private final Function<String, StoreResult<?>> delete;
        private final BiPredicate<T, T> same;

        Stores(Stream<T> present, Function<T, String> id, Function<T, StoreResult<?>> create,
               Function<T, StoreResult<?>> update, Function<String, StoreResult<?>> delete, BiPredicate<T, T> same) {
            try (present) {
                this.present = present.collect(Collectors.toMap(id, thing -> thing));
            }
            this.create = create;
            this.update = update;
            this.delete = delete;
            this.same = same;
        }

        void deleteAllBut(Map<String, T> wanted) {
            present.keySet().stream().filter(id -> !wanted.containsKey(id)).toList().forEach(id -> {
                done(delete.apply(id));
                present.remove(id);
            });
        }

        void become(Map<String, T> wanted) {
            deleteAllBut(wanted);
            wanted.forEach((id, thing) -> {
                if (!present.containsKey(id)) {
                    done(create.apply(thing));
                } else if (!same.test(present.get(id), thing)) {
                    done(update.apply(thing));
                }
            });
        }

        private static void done(StoreResult<?> result) {
            if (result.failed()) {
                throw new IllegalStateException("The offers could not be renewed: " + result.getFailureDetail());
            }
        }
    }
}
