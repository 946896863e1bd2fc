package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace.Access;
import eu.bocage.connector.agreement.Dataspace.CatalogueEntry;
import eu.bocage.policies.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.spi.query.QuerySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that stop while a flow is under way. */
class RestartTest {

    @TempDir
    Path folder;

    private TestTerritory territory;
    private TestNode provider;
    private TestNode consumer;
    private CatalogueEntry entry;

    @BeforeEach
    void start() {
        territory = new TestTerritory(folder);
        provider = territory.node("supplier");
        consumer = territory.node("university");
        provider.connector().replaceAll(List.of(TestNode.offer("energy", consumer)));
        entry = consumer.connector().catalogue(consumer.member(provider)).getFirst();
    }

    @AfterEach
    void stop() {
        territory.close();
    }

    @Test
    void takesANegotiationUpAgainThatLostItsConsumer() throws Exception {
        stopWhenNextDecided(consumer, Scope.NEGOTIATION,
            () -> consumer.connector().negotiate(consumer.member(provider), entry));
        consumer.start();
        Agreement agreement = consumer.connector().negotiate(consumer.member(provider), entry);
        assertThat(provider.connector().find(agreement.id())).contains(agreement);
        assertOneNegotiationEach();
    }

    @Test
    void takesANegotiationUpAgainThatLostItsProvider() throws Exception {
        stopWhenNextDecided(provider, Scope.NEGOTIATION,
            () -> consumer.connector().negotiate(consumer.member(provider), entry));
        provider.start();
        Agreement agreement = consumer.connector().negotiate(consumer.member(provider), entry);
        assertThat(provider.connector().find(agreement.id())).contains(agreement);
        assertOneNegotiationEach();
    }

    @Test
    void takesATransferUpAgainThatLostEitherSide() throws Exception {
        Agreement agreement = consumer.connector().negotiate(consumer.member(provider), entry);
        stopWhenNextDecided(consumer, Scope.TRANSFER,
            () -> consumer.connector().access(consumer.member(provider), agreement));
        provider.stop();
        provider.start();
        consumer.start();
        Access access = consumer.connector().access(consumer.member(provider), agreement);
        assertThat(provider.tokens).containsValue(access.token());
        assertThat(consumer.connector().service(TransferProcessStore.class).findAll(QuerySpec.max())).hasSize(1);
    }

    @Test
    void keepsAgreementsAndRunningTransfersOverARestartOfBoth() {
        Agreement agreement = consumer.connector().negotiate(consumer.member(provider), entry);
        Access access = consumer.connector().access(consumer.member(provider), agreement);
        provider.stop();
        consumer.stop();
        provider.start();
        consumer.start();
        assertThat(provider.connector().all()).containsExactly(agreement);
        assertThat(consumer.connector().all()).containsExactly(agreement);
        assertThat(consumer.connector().access(consumer.member(provider), agreement)).isEqualTo(access);
        consumer.connector().release(agreement);
        await().atMost(Duration.ofSeconds(10)).until(provider.tokens::isEmpty);
    }

    /** Stops a node from outside while its provider decides about what {@code act} asks for. */
    private void stopWhenNextDecided(TestNode node, Scope scope, Runnable act) throws InterruptedException {
        CountDownLatch deciding = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        provider.hooks.put(scope, () -> {
            deciding.countDown();
            awaitQuietly(stopped);
        });
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                act.run();
            } catch (RuntimeException expected) {
                assertThat(expected).isNotNull();
            }
        });
        assertThat(deciding.await(10, TimeUnit.SECONDS)).isTrue();
        Thread stopping = Thread.ofVirtual().start(node::stop);
        Thread.sleep(200);
        stopped.countDown();
        stopping.join();
        asking.interrupt();
        asking.join();
    }

    private void assertOneNegotiationEach() {
        for (TestNode node : List.of(provider, consumer)) {
            assertThat(node.connector().service(ContractNegotiationStore.class).queryNegotiations(QuerySpec.max()))
                .hasSize(1);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
