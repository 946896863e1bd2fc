package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace.Access;
import eu.bocage.connector.agreement.Dataspace.CatalogueEntry;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.agreement.Offer;
import eu.bocage.policies.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.spi.query.QuerySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowTest {

    @TempDir
    Path folder;

    private TestTerritory territory;
    private TestNode provider;
    private TestNode consumer;

    @BeforeEach
    void start() {
        territory = new TestTerritory(folder);
        provider = territory.node("supplier");
        consumer = territory.node("university");
    }

    @AfterEach
    void stop() {
        territory.close();
    }

    @Test
    void leadsFromTheCatalogueToATokenAtTheConsumer() {
        Offer offer = TestNode.offer("energy", consumer);
        provider.connector().replaceAll(List.of(offer));
        List<CatalogueEntry> entries = catalogue();
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.dataset()).isEqualTo("energy");
            assertThat(entry.title()).isEqualTo(offer.title());
            assertThat(entry.card()).isEqualTo(offer.card());
            assertThat(entry.policy()).isEqualTo(offer.policy());
        });
        Agreement agreement = consumer.connector().negotiate(consumer.member(provider), entries.getFirst());
        assertThat(agreement.policy()).isEqualTo(offer.policy());
        assertThat(agreement.dataset()).isEqualTo("energy");
        assertThat(agreement.provider()).isEqualTo(provider.did());
        assertThat(agreement.consumer()).isEqualTo(consumer.did());
        assertThat(provider.connector().find(agreement.id())).contains(agreement);
        assertThat(consumer.connector().find(agreement.id())).contains(agreement);
        assertThat(consumer.connector().all()).containsExactly(agreement);
        Access access = consumer.connector().access(consumer.member(provider), agreement);
        assertThat(access.endpoint()).isEqualTo(provider.profile().publicUrl().resolve("/query"));
        assertThat(provider.tokens).containsValue(access.token());
        assertThat(access.token()).endsWith("." + agreement.id());
    }

    @Test
    void usesTheTransferThatRunsAlready() {
        Agreement agreement = agree();
        Access first = consumer.connector().access(consumer.member(provider), agreement);
        assertThat(consumer.connector().access(consumer.member(provider), agreement)).isEqualTo(first);
        assertThat(provider.tokens).hasSize(1);
    }

    @Test
    void endsTheTokenWhenTheConsumerReleasesItAndGivesAnotherOneAfterwards() {
        Agreement agreement = agree();
        Access first = consumer.connector().access(consumer.member(provider), agreement);
        consumer.connector().release(agreement);
        await().atMost(Duration.ofSeconds(10)).until(provider.tokens::isEmpty);
        Access second = consumer.connector().access(consumer.member(provider), agreement);
        assertThat(second.token()).isNotEqualTo(first.token());
        assertThat(provider.tokens).containsValue(second.token());
    }

    /** EDC's policy monitor looks every ten seconds; the wait is only to end a test that would never end. */
    @Test
    void endsARunningTransferOnceTheDecisionTurns() {
        Agreement agreement = agree();
        consumer.connector().access(consumer.member(provider), agreement);
        assertThat(provider.tokens).hasSize(1);
        provider.shut.add(Scope.MONITOR);
        await().atMost(Duration.ofSeconds(120)).until(provider.tokens::isEmpty);
    }

    @Test
    void showsAnOfferOnlyToWhomItsPolicyPermits() {
        TestNode outsider = territory.node("outsider");
        provider.connector().replaceAll(List.of(TestNode.offer("mine", "energy", consumer),
            TestNode.offer("theirs", "energy", outsider), TestNode.offer("hidden", "water", outsider)));
        assertThat(catalogue()).singleElement().satisfies(entry -> {
            assertThat(entry.dataset()).isEqualTo("energy");
            assertThat(entry.policy()).isEqualTo(TestNode.offer("mine", "energy", consumer).policy());
        });
        assertThat(outsider.connector().catalogue(outsider.member(provider))).extracting(CatalogueEntry::dataset)
            .containsExactlyInAnyOrder("energy", "water");
    }

    @Test
    void surfacesARefusedNegotiationWithItsReasonAndDoesNotTryAgain() {
        provider.connector().replaceAll(List.of(TestNode.offer("energy", consumer)));
        CatalogueEntry entry = catalogue().getFirst();
        provider.shut.add(Scope.NEGOTIATION);
        assertRefused(() -> consumer.connector().negotiate(consumer.member(provider), entry));
        assertThat(consumer.connector().service(ContractNegotiationStore.class).queryNegotiations(QuerySpec.max()))
            .hasSize(1);
        assertThat(consumer.connector().all()).isEmpty();
    }

    @Test
    void asksForReasonsWhereSomebodyIsToldThemAndNotForACatalogue() {
        provider.connector().replaceAll(List.of(TestNode.offer("energy", consumer), TestNode.offer("water", provider)));
        provider.reasoned.clear();
        CatalogueEntry entry = catalogue().getFirst();
        assertThat(provider.reasoned).isEmpty();
        provider.shut.add(Scope.CATALOGUE);
        assertRefused(() -> consumer.connector().negotiate(consumer.member(provider), entry));
        assertThat(provider.reasoned).containsExactly(Scope.CATALOGUE);
    }

    @Test
    void surfacesARefusedTransferWithItsReasonAndDoesNotTryAgain() {
        Agreement agreement = agree();
        provider.shut.add(Scope.TRANSFER);
        assertRefused(() -> consumer.connector().access(consumer.member(provider), agreement));
        assertThat(consumer.connector().service(TransferProcessStore.class).findAll(QuerySpec.max())).hasSize(1);
        assertThat(provider.tokens).isEmpty();
    }

    @Test
    void refusesASuspendedMemberEverywhereFromThenOn() {
        provider.connector().replaceAll(List.of(TestNode.offer("energy", consumer)));
        CatalogueEntry entry = catalogue().getFirst();
        var supplier = consumer.member(provider);
        territory.suspend(consumer);
        for (Runnable act : List.<Runnable>of(() -> consumer.connector().catalogue(supplier),
            () -> consumer.connector().negotiate(supplier, entry))) {
            assertThatThrownBy(act::run).isInstanceOf(DataspaceException.class)
                .hasMessageContaining("does not take this node for an active member");
        }
    }

    @Test
    void saysWhoDoesNotAnswer() {
        provider.connector().replaceAll(List.of(TestNode.offer("energy", consumer)));
        CatalogueEntry entry = catalogue().getFirst();
        var supplier = consumer.member(provider);
        provider.stop();
        assertThatThrownBy(() -> consumer.connector().catalogue(supplier)).isInstanceOf(DataspaceException.class)
            .hasMessageContaining("supplier").hasMessageContaining("does not answer");
        assertThatThrownBy(() -> consumer.connector().negotiate(supplier, entry))
            .asInstanceOf(InstanceOfAssertFactories.type(DataspaceException.class))
            .satisfies(slow -> assertThat(slow.kind()).isEqualTo(DataspaceException.Kind.UNREACHABLE))
            .satisfies(slow -> assertThat(slow.french()).contains("n'a pas répondu en 15 s"));
    }

    @Test
    void renewsOffersWithoutTouchingWhatStaysAndKeepsAgreements() {
        Agreement agreement = agree();
        AssetIndex assets = provider.connector().service(AssetIndex.class);
        long createdAt = assets.findById("energy").getCreatedAt();
        provider.connector().replaceAll(List.of(TestNode.offer("energy", consumer), TestNode.offer("water")));
        assertThat(assets.findById("energy").getCreatedAt()).isEqualTo(createdAt);
        provider.connector().replaceAll(List.of());
        assertThat(assets.queryAssets(QuerySpec.max())).isEmpty();
        assertThat(provider.connector().service(PolicyDefinitionStore.class).findAll(QuerySpec.max())).isEmpty();
        assertThat(provider.connector().service(ContractDefinitionStore.class).findAll(QuerySpec.max())).isEmpty();
        assertThat(catalogue()).isEmpty();
        assertThat(provider.connector().find(agreement.id())).contains(agreement);
    }

    private void assertRefused(Runnable act) {
        assertThatThrownBy(act::run).asInstanceOf(InstanceOfAssertFactories.type(DataspaceException.class))
            .satisfies(refusal -> {
                assertThat(refusal.kind()).isEqualTo(DataspaceException.Kind.REFUSED);
                assertThat(refusal).hasMessage("supplier refuses: reserved for other \"members\"");
                assertThat(refusal.french()).isEqualTo("supplier refuse : réservé à d'autres « membres »");
            });
    }

    private Agreement agree() {
        provider.connector().replaceAll(List.of(TestNode.offer("energy", consumer)));
        return consumer.connector().negotiate(consumer.member(provider), catalogue().getFirst());
    }

    private List<CatalogueEntry> catalogue() {
        return consumer.connector().catalogue(consumer.member(provider));
    }
}
