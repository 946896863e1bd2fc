package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace.Access;
import eu.bocage.connector.agreement.Dataspace.CatalogueEntry;
import eu.bocage.connector.agreement.Offer;
import java.nio.file.Path;
import java.util.List;
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
        List<CatalogueEntry> entries = consumer.connector().catalogue(consumer.member(provider));
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
        Access access = consumer.connector().access(consumer.member(provider), agreement);
        assertThat(access.endpoint()).isEqualTo(provider.profile().publicUrl().resolve("/query"));
        assertThat(provider.tokens).containsValue(access.token());
        assertThat(access.token()).endsWith("." + agreement.id());
    }
}
