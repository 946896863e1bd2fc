package eu.bocage.connector.edc.store;

import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.testfixtures.negotiation.store
    .ContractNegotiationStoreTestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** EDC's own fixture of {@code ContractNegotiationStoreTestBase}, on H2. */
class NegotiationsFixtureTest extends ContractNegotiationStoreTestBase {

    @TempDir
    Path folder;

    private Fixtures fixtures;
    private Negotiations store;

    @BeforeEach
    void open() {
        fixtures = fixtures(folder);
        store = new Negotiations(fixtures.database(), fixtures::mapper, Fixtures.operators(), new Wakeups(),
            CONNECTOR_NAME, (context, protocol) -> "provider", clock, agreement -> { });
    }

    @AfterEach
    void close() {
        fixtures.close();
    }

    Fixtures fixtures(Path folder) {
        return Fixtures.onFile(folder);
    }

    @Override
    protected ContractNegotiationStore getContractNegotiationStore() {
        return store;
    }

    @Override
    protected void leaseEntity(String id, String owner, Duration duration) {
        store.leaseByName(id, owner, duration);
    }

    @Override
    protected boolean isLeasedBy(String id, String owner) {
        return store.isLeasedBy(id, owner);
    }
}
