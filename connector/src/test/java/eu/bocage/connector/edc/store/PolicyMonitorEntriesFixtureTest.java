package eu.bocage.connector.edc.store;

import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.edc.connector.policy.monitor.spi.PolicyMonitorStore;
import org.eclipse.edc.connector.policy.monitor.spi.testfixtures.store.PolicyMonitorStoreTestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** EDC's own fixture of {@code PolicyMonitorStoreTestBase}, on H2. */
class PolicyMonitorEntriesFixtureTest extends PolicyMonitorStoreTestBase {

    @TempDir
    Path folder;

    private Fixtures fixtures;
    private PolicyMonitorEntries store;

    @BeforeEach
    void open() {
        fixtures = fixtures(folder);
        store = new PolicyMonitorEntries(fixtures.database(), fixtures::mapper, Fixtures.operators(), CONNECTOR_NAME);
    }

    @AfterEach
    void close() {
        fixtures.close();
    }

    Fixtures fixtures(Path folder) {
        return Fixtures.onFile(folder);
    }

    @Override
    protected PolicyMonitorStore getStore() {
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
