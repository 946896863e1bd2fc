package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace.Access;
import eu.bocage.connector.agreement.Dataspace.CatalogueEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.spi.query.QuerySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token is good once, so a message whose answer was lost has to go out again with another one. */
class LostAnswersTest {

    @TempDir
    Path folder;

    private final LossyProxy beforeProvider = new LossyProxy();
    private final LossyProxy beforeConsumer = new LossyProxy();
    private TestTerritory territory;
    private TestNode provider;
    private TestNode consumer;

    @BeforeEach
    void start() {
        territory = new TestTerritory(folder);
        provider = territory.nodeBehind(beforeProvider, "supplier");
        consumer = territory.nodeBehind(beforeConsumer, "university");
        provider.connector().replaceAll(List.of(TestNode.offer("energy", consumer)));
    }

    @AfterEach
    void stop() {
        territory.close();
        beforeProvider.close();
        beforeConsumer.close();
    }

    @Test
    void leadsToATokenThoughTheFirstAnswerToEachMessageIsLost() {
        CatalogueEntry entry = consumer.connector().catalogue(consumer.member(provider)).getFirst();
        Agreement agreement = consumer.connector().negotiate(consumer.member(provider), entry);
        Access access = consumer.connector().access(consumer.member(provider), agreement);
        assertThat(provider.tokens).containsValue(access.token());
        for (TestNode node : List.of(provider, consumer)) {
            assertThat(node.connector().find(agreement.id())).contains(agreement);
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertSettled(node));
        }
        assertThat(beforeProvider.lost).containsExactlyInAnyOrder("catalog/request", "negotiations/request",
            "negotiations/agreement/verification", "transfers/request");
        assertThat(beforeConsumer.lost).containsExactlyInAnyOrder("negotiations/agreement", "negotiations/events",
            "transfers/start");
        consumer.connector().release(agreement);
        await().atMost(Duration.ofSeconds(10)).until(provider.tokens::isEmpty);
    }

    private static void assertSettled(TestNode node) {
        assertThat(node.connector().service(ContractNegotiationStore.class).queryNegotiations(QuerySpec.max()))
            .singleElement().satisfies(negotiation ->
                assertThat(negotiation.getState()).isEqualTo(ContractNegotiationStates.FINALIZED.code()));
        assertThat(node.connector().service(TransferProcessStore.class).findAll(QuerySpec.max()))
            .singleElement().satisfies(transfer ->
                assertThat(transfer.getState()).isEqualTo(TransferProcessStates.STARTED.code()));
    }
}
