package eu.bocage.connector.edc.store;

import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.testfixtures.store.TransferProcessStoreTestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** EDC's own fixture of {@code TransferProcessStoreTestBase}, on H2. */
class TransfersFixtureTest extends TransferProcessStoreTestBase {

    @TempDir
    Path folder;

    private Fixtures fixtures;
    private Transfers store;

    @BeforeEach
    void open() {
        fixtures = fixtures(folder);
        store = new Transfers(fixtures.database(), fixtures::mapper, Fixtures.operators(), new Wakeups(),
            CONNECTOR_NAME);
    }

    @AfterEach
    void close() {
        fixtures.close();
    }

    Fixtures fixtures(Path folder) {
        return Fixtures.onFile(folder);
    }

    @Override
    protected TransferProcessStore getTransferProcessStore() {
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
