package eu.bocage.connector.edc.store;

import java.nio.file.Path;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.connector.controlplane.policy.spi.testfixtures.store.PolicyDefinitionStoreTestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** EDC's own fixture of {@code PolicyDefinitionStoreTestBase}, on H2. */
class PolicyDefinitionsFixtureTest extends PolicyDefinitionStoreTestBase {

    @TempDir
    Path folder;

    private Fixtures fixtures;
    private PolicyDefinitions store;

    @BeforeEach
    void open() {
        fixtures = fixtures(folder);
        store = new PolicyDefinitions(fixtures.database(), fixtures::mapper, Fixtures.operators());
    }

    @AfterEach
    void close() {
        fixtures.close();
    }

    Fixtures fixtures(Path folder) {
        return Fixtures.onFile(folder);
    }

    @Override
    protected PolicyDefinitionStore getPolicyDefinitionStore() {
        return store;
    }
}
