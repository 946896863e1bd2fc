package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace.CatalogueEntry;
import eu.bocage.connector.agreement.Offer;
import eu.bocage.connector.member.Member;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.spi.query.QuerySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** No flow is lost to a race. Durations are printed, not asserted: they are the machine's. */
class ManyFlowsTest {

    private static final Logger LOG = LoggerFactory.getLogger(ManyFlowsTest.class);
    private static final int IN_SEQUENCE = 200;
    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 10;

    @Test
    void finishesEveryFlowInSequenceAndEightAtOnce(@TempDir Path folder) throws Exception {
        try (TestTerritory territory = new TestTerritory(folder)) {
            TestNode provider = territory.node("supplier");
            TestNode consumer = territory.node("university");
            List<Offer> offers = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> TestNode.offer("dataset-" + i, consumer)).toList();
            provider.connector().replaceAll(offers);
            flow(provider, consumer, "dataset-0");
            List<Long> sequential = new ArrayList<>();
            long cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
            for (int i = 0; i < IN_SEQUENCE; i++) {
                sequential.add(flow(provider, consumer, "dataset-0"));
            }
            report("one after another", sequential);
            LOG.info("{} ms of CPU for each, both nodes together", (ProcessHandle.current().info()
                .totalCpuDuration().orElse(Duration.ZERO).toMillis() - cpu) / IN_SEQUENCE);
            List<Long> concurrent = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Void>> workers = IntStream.range(0, AT_ONCE).<Callable<Void>>mapToObj(i -> () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        long nanos = flow(provider, consumer, "dataset-" + i);
                        synchronized (concurrent) {
                            concurrent.add(nanos);
                        }
                    }
                    return null;
                }).toList();
                for (Future<Void> worker : threads.invokeAll(workers)) {
                    worker.get();
                }
            }
            report(AT_ONCE + " at once", concurrent);
            // access is there before either side has written its last state
            await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
                allArrived(provider);
                allArrived(consumer);
            });
        }
    }

    private static void allArrived(TestNode node) {
        assertThat(node.connector().service(ContractNegotiationStore.class)
            .queryNegotiations(QuerySpec.max())).hasSize(1 + IN_SEQUENCE + AT_ONCE * ROUNDS)
            .extracting(ContractNegotiation::getState)
            .containsOnly(ContractNegotiationStates.FINALIZED.code());
        assertThat(node.connector().service(TransferProcessStore.class).findAll(QuerySpec.max()))
            .hasSize(1 + IN_SEQUENCE + AT_ONCE * ROUNDS).extracting(TransferProcess::getState)
            .containsOnly(TransferProcessStates.STARTED.code());
    }

    private static long flow(TestNode provider, TestNode consumer, String dataset) {
        Member supplier = consumer.member(provider);
        long start = System.nanoTime();
        CatalogueEntry entry = consumer.connector().catalogue(supplier).stream()
            .filter(each -> each.dataset().equals(dataset)).findFirst().orElseThrow();
        Agreement agreement = consumer.connector().negotiate(supplier, entry);
        assertThat(consumer.connector().access(supplier, agreement).token()).isNotEmpty();
        return System.nanoTime() - start;
    }

    private static void report(String what, List<Long> nanos) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        LOG.info("{} flows {}: median {} ms, p95 {} ms, longest {} ms", sorted.size(), what,
            sorted.get(sorted.size() / 2) / 1_000_000, sorted.get(sorted.size() * 95 / 100) / 1_000_000,
            sorted.getLast() / 1_000_000);
    }
}
