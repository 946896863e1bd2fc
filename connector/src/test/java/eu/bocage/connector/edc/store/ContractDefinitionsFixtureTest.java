package eu.bocage.connector.edc.store;

import java.nio.file.Path;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.testfixtures.offer.store.ContractDefinitionStoreTestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** EDC's own fixture of {@code ContractDefinitionStoreTestBase}, on H2. */
class ContractDefinitionsFixtureTest extends ContractDefinitionStoreTestBase {

    @TempDir
    Path folder;

    private Fixtures fixtures;
    private ContractDefinitions store;

    @BeforeEach
    void open() {
        fixtures = fixtures(folder);
        store = new ContractDefinitions(fixtures.database(), fixtures::mapper, Fixtures.operators());
    }

    @AfterEach
    void close() {
        fixtures.close();
    }

    Fixtures fixtures(Path folder) {
        return Fixtures.onFile(folder);
    }

    @Override
    protected ContractDefinitionStore getContractDefinitionStore() {
        return store;
    }
}
